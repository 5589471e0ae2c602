"""What a run asks for, what it stops asking for, and what its label counts."""

import json
from dataclasses import replace

import pytest

from digests.authoring.writer import GIVEN_UP
from digests.errors import ModelError
from digests.llm.double import Said, ScriptedModel
from digests.model import ModelRequest, Shortfall, Tier
from tests.authoring.honest import honest, honest_model, spoiled, stage_of
from tests.authoring.newsroom import a_digest, articles, written_digest
from tests.builders import an_article


async def test_what_is_said_beyond_the_most_claims_is_dropped_and_never_mended() -> None:
    faults: list[str] = []

    def change(request: ModelRequest, reply: dict[str, object]) -> object:
        claims = reply.get("claims")
        if stage_of(request) == "extract" and isinstance(claims, list):
            claims[0]["claim"] = "Hooli " + claims[0]["quote"]
            return {**reply, "claims": claims[:1] + [claims[-1]] * 40}
        if stage_of(request) == "mend":
            faults.append(request.material[1].text)
            return {
                "claims": [{**a_claim(request, text), "n": n} for n, text in listed(faults[-1])]
            }
        return reply

    def listed(text: str) -> list[tuple[int, str]]:
        quotes = (line for line in text.splitlines() if line.startswith("quote: "))
        return list(enumerate((line.removeprefix("quote: ") for line in quotes), start=1))

    def a_claim(request: ModelRequest, quote: str) -> dict[str, object]:
        source = request.material[0].id
        return {"source_id": source, "claim": quote, "quote": quote, "kind": "fact"}

    digest = await written_digest(ScriptedModel(spoiled(change)))
    assert faults
    assert all(len(listed(text)) == 1 for text in faults)
    assert len(digest.provenance.dropped) == 33 * len(faults)


async def test_a_model_that_goes_down_is_left_alone_though_it_had_answered() -> None:
    left = iter(range(1))

    def say(request: ModelRequest) -> Said:
        known = next(left, None) is not None
        return json.dumps(honest(request)) if known else ModelError("unreachable")

    model = ScriptedModel(say)
    digest = await written_digest(model)
    assert digest.provenance.shortfall is Shortfall.OUTAGE
    assert len(model.requests) == 1 + GIVEN_UP


async def test_the_label_counts_the_sources_that_are_cited_and_no_others() -> None:
    week = articles()
    copy = replace(week[0], id="article-copy", url="https://copy.example/1", tier=Tier.AGGREGATOR)
    digest = await a_digest([*week, copy], honest_model())
    cited = {quote.article_id for claim in digest.claims() for quote in claim.quotes}
    assert len(cited) < len(digest.provenance.sources)
    label = digest.provenance.authorship.visible_label
    assert f"from {len(cited)} cited sources;" in label


async def test_a_note_with_an_address_in_its_words_is_none_though_they_stand_there() -> None:
    week = articles()
    words = "Everybody agrees, as https://all.example/people says, that it is the best."
    linked = an_article(f"{week[3].body}\n{words}", title=week[3].title, url=week[3].url)
    note = {"note": "popularity_as_proof", "quote": words, "second": ""}

    def change(request: ModelRequest, reply: dict[str, object]) -> object:
        is_linked = words in request.material[0].text
        return {**reply, "notes": [note]} if is_linked and "notes" in reply else reply

    digest = await a_digest([*week[:3], linked], ScriptedModel(spoiled(change)))
    assert any(one.article.text == linked.text for one in digest.provenance.sources)
    notes = [one for section in digest.sections for item in section.items for one in item.notes]
    assert all(one.by == "rule" for one in notes)


@pytest.mark.parametrize(
    "tag", ["No {who}", "{who} is out", "Not {who}", "Hooli", "{who} {who} {who} {who} {who}"]
)
async def test_a_tag_has_the_words_of_its_quotes_alone_down_to_the_smallest(tag: str) -> None:
    said: list[str] = []

    def change(_: ModelRequest, reply: dict[str, object]) -> object:
        for one in reply.get("watch") or []:  # type: ignore[attr-defined] # a list, where it is there
            one["tag"] = tag.format(who=one["tag"].split()[0])
            said.append(one["tag"])
        return reply

    digest = await written_digest(ScriptedModel(spoiled(change)))
    labels = {item.label for section in digest.sections for item in section.items}
    assert said
    assert labels.isdisjoint(said)


async def test_a_source_in_another_language_is_quoted_and_no_model_reads_it() -> None:
    week = articles()
    foreign = replace(week[3], language="de")
    model = honest_model()
    digest = await a_digest([*week[:3], foreign, *week[4:]], model)
    shown = {one.id for request in model.requests for one in request.material}
    assert foreign.id not in shown
    assert len(shown) > 2
    quoted = [c for c in digest.claims() if c.quotes[0].article_id == foreign.id]
    assert all(claim.written_by is None for claim in quoted)
