"""An analysis is an opinion that names its claims: what it adds is dropped, in whatever format."""

import json

import pytest

from bot.present import present
from bot.render import RENDERERS
from digests.audit import audit
from digests.authoring.writer import MOST_CALLS
from digests.errors import ModelError
from digests.layouts import BRIEF, LAYOUTS
from digests.llm.checking import fault
from digests.llm.double import Said, ScriptedModel
from digests.model import ClaimKind, Level, Mode, ModelRequest, Shortfall
from tests.authoring.honest import honest, honest_model, spoiled, stage_of
from tests.authoring.liars import FORMS, OPINIONS
from tests.authoring.newsroom import the_material, written_digest
from tests.authoring.translations import translator

OTHERS = [name for name in LAYOUTS if name != BRIEF]
QUESTIONS = (
    "What could Hooli mean for this?",
    "What could 900 engineers mean for this?",
    "What did this change?",
    "Why could this matter?",
    "Is this the end?",
    "What could this mean? What could follow?",
    "What could this mean for those who left",
    "What could this mean, as Globex was sued?",
)


def lying(field: str, text: str) -> ScriptedModel:
    """Return a model that says one thing in each part of its analyses, and again when asked."""

    def change(request: ModelRequest, reply: dict[str, object]) -> object:
        parts = reply.get("take")
        if stage_of(request) == "tell" and isinstance(parts, list):
            return {**reply, "take": [{**part, field: text} for part in parts]}
        if stage_of(request) == "retell":
            pieces = [{"n": n, "text": text, "claims": ["c1"]} for n in range(1, 9)]
            return {"pieces": pieces}
        return reply

    return ScriptedModel(spoiled(change))


@pytest.mark.parametrize("template", OPINIONS)
async def test_an_opinion_that_adds_something_is_dropped_and_counted(template: str) -> None:
    lie = template.format(who="Acme Compute")
    for layout in ("analyst", "cards"):
        digest = await written_digest(lying("text", lie), layout=layout)
        assert audit(digest, dict(the_material().articles)) == []
        assert lie not in {claim.text for claim in digest.claims()}
        assert lie in {one.draft.text for one in digest.provenance.dropped}
        out = RENDERERS["terminal"](digest, present(digest))
        assert lie not in " ".join(out.split())


@pytest.mark.parametrize("form", FORMS)
async def test_no_address_mention_or_markup_stands_in_an_analysis(form: str) -> None:
    digest = await written_digest(lying("text", f"This could matter {form}."), layout="reader")
    assert form not in "".join(claim.text for claim in digest.claims())
    for name, render in RENDERERS.items():
        assert name == "json" or "evil" not in render(digest, present(digest)), name


@pytest.mark.parametrize("asked", QUESTIONS)
async def test_a_question_that_adds_something_is_left_out_and_the_answer_stays(asked: str) -> None:
    digest = await written_digest(lying("question", asked), layout="analyst")
    take = next(section for section in digest.sections if section.id == "take")
    assert take.items
    assert all(item.headline is None for item in take.items)
    assert asked in {one.draft.text for one in digest.provenance.dropped}


@pytest.mark.parametrize("layout", OTHERS)
async def test_opinions_name_their_claims_and_stand_in_sections_of_their_own(layout: str) -> None:
    digest = await written_digest(honest_model(), layout=layout)
    printed = {claim.id for claim in digest.claims()}
    for section in digest.sections:
        for item in section.items:
            for claim in (*item.claims, *((item.headline,) if item.headline else ())):
                opinion = claim.kind is ClaimKind.ANALYSIS
                assert opinion is (section.mode is Mode.ANALYSIS)
                assert claim.rests_on or not opinion
    assert printed


@pytest.mark.parametrize("layout", OTHERS)
async def test_a_model_that_goes_down_midway_leaves_a_digest_that_says_so(layout: str) -> None:
    left = iter(range(5))

    def say(request: ModelRequest) -> Said:
        known = next(left, None) is not None
        return json.dumps(honest(request)) if known else ModelError("unreachable")

    digest = await written_digest(ScriptedModel(say), layout=layout)
    provenance = digest.provenance
    assert provenance.shortfall is Shortfall.OUTAGE
    written = any(claim.written_by for claim in digest.claims())
    assert (provenance.authorship.level is Level.AI_AUTHORED) is written
    document = present(digest)
    line = "since the language model did not answer"
    for name, render in RENDERERS.items():
        out = render(digest, document)
        assert name == "json" or line in " ".join(out.replace("\\n", " ").split()), name


@pytest.mark.parametrize("language", ["en", "de"])
async def test_what_is_asked_is_bound_to_a_schema_and_true_replies_fit_it(language: str) -> None:
    model = honest_model() if language == "en" else translator("de", lambda text: f"{text} 9")
    await written_digest(model, layout="analyst", language=language)
    assert 0 < len(model.requests) <= MOST_CALLS
    stages = {stage_of(request) for request in model.requests}
    assert {"extract", "tell"} <= stages
    assert ({"translate", "retranslate"} <= stages) is (language == "de")
    for request in model.requests:
        if stage_of(request) in {"extract", "tell"}:
            assert fault(json.dumps(honest(request)), request.schema) is None, request.prompt
        definitions = request.schema.get("$defs", {})
        assert isinstance(definitions, dict)
        for shape in (request.schema, *definitions.values()):
            assert shape["additionalProperties"] is False
            assert set(shape["required"]) == set(shape["properties"])


async def test_what_is_read_is_asked_alike_for_every_format() -> None:
    asked = []
    for layout in LAYOUTS:
        model = honest_model()
        await written_digest(model, layout=layout)
        read = [r for r in model.requests if stage_of(r) in {"extract", "mend"}]
        asked.append([(r.prompt, r.instructions, r.material) for r in read])
        told = [r.prompt for r in model.requests if stage_of(r) in {"write", "tell"}]
        assert set(told) == {"write.v1" if layout == BRIEF else "tell.v1"}
    assert all(one == asked[0] for one in asked)
