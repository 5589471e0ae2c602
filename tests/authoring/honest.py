"""A model that reads what it is given and says only that: what a good one would reply."""

import json
import re
from collections.abc import Callable

from digests.authoring.form import standing_fault
from digests.llm.double import Said, ScriptedModel
from digests.model import Material, ModelRequest
from digests.text.sentences import sentences
from tests.claims.mutations import supported_texts

Reply = dict[str, object]
_WHOLE = re.compile(r"[A-Z“\"].*[.!?]\Z")
_PLAN = re.compile(
    r"\A(?P<who>[A-Z][\w. ]{2,40}?) (?:plans|intends|expects|aims) to (?P<what>.*)\.\Z"
)
_WILL = re.compile(r"\A(?P<who>[A-Z][\w. ]{2,40}?) will (?P<what>.*)\.\Z")


def honest(request: ModelRequest) -> Reply:
    """Return the reply to a request of any prompt."""
    return _STAGES[stage_of(request)](request)


def stage_of(request: ModelRequest) -> str:
    """Return the name of a request's prompt without its version."""
    return request.prompt.partition(".")[0]


def honest_model() -> ScriptedModel:
    """Return the model behind the port."""
    return ScriptedModel(lambda request: json.dumps(honest(request)))


def spoiled(change: Callable[[ModelRequest, Reply], object]) -> Callable[[ModelRequest], Said]:
    """Return a script that changes each true reply; text and errors are given as they are."""

    def say(request: ModelRequest) -> Said:
        said = change(request, honest(request))
        return json.dumps(said) if isinstance(said, dict) else said  # type: ignore[return-value]

    return say


def extracted(request: ModelRequest) -> Reply:
    """Return the first whole sentences of the source, and some of them in other words."""
    source = request.material[0]
    claims: list[object] = []
    for quote in told(source)[:6]:
        ways = [t for how, t in supported_texts(quote).items() if how != "verbatim"]
        said = ways[0] if ways and len(claims) % 2 else quote
        kind = "plan" if _PLAN.match(said) or _WILL.match(said) else "fact"
        claims.append({"source_id": source.id, "claim": said, "quote": quote, "kind": kind})
    return {"claims": claims, "notes": []}


def told(source: Material) -> list[str]:
    """Return the whole sentences of a source's body that name their subject and stand there once."""
    body = source.text.partition("\n\n")[2]
    found = [body[span.start : span.end] for span in sentences(body)]
    return [
        one
        for one in found
        if _WHOLE.match(one)
        and standing_fault(one) is None
        and 6 <= len(one.split()) <= 45
        and body.count(one) == 1
    ]


def claims_of(request: ModelRequest) -> dict[str, str]:
    """Return the claims that a request shows, by their names."""
    lines = request.material[0].text.splitlines()
    named = (line.partition(": ") for line in lines)
    return {head.split()[0]: text for head, _, text in named}


def written(request: ModelRequest) -> Reply:
    """Return a report in the words of the claims, with an opinion, and a question on a plan."""
    claims = claims_of(request)
    names = list(claims)
    subject = claims[names[0]].split()[0].strip(",.")
    questions = []
    for name, text in claims.items():
        plan = _PLAN.match(text) or _WILL.match(text)
        if plan:
            question = f"Will {plan['who']} {plan['what']}?"
            questions.append({"tag": plan["who"], "text": question, "claims": [name]})
    return {
        "headline": {"text": claims[names[0]].rstrip("."), "claims": [names[0]]},
        "summary": [{"text": claims[name], "claims": [name]} for name in names[1:4] or names],
        "why": [
            {"text": f"This could matter to those who work with {subject}.", "claims": names[:1]}
        ],
        "watch": questions[:1],
    }


def analysed(request: ModelRequest) -> Reply:
    """Return a report with an analysis."""
    claims = claims_of(request)
    names = list(claims)
    subject = next(word for word in claims[names[0]].split() if word != "The").strip(",.")
    parts = [
        {
            "question": f"What could {subject} mean for those who build on this?",
            "text": f"{subject} could make the work simpler for small teams.",
            "claims": names[:1],
        },
        {
            "question": "What might this mean for small teams?",
            "text": "This might help users to prepare.",
            "claims": names[:1],
        },
    ]
    return {**written(request), "take": parts}


def answered(request: ModelRequest) -> Reply:
    """Return the first two claims."""
    claims = list(claims_of(request).items())[:2]
    return {"sentences": [{"text": text, "claims": [name]} for name, text in claims]}


_STAGES: dict[str, Callable[[ModelRequest], Reply]] = {
    "extract": extracted,
    "mend": lambda _: {"claims": []},
    "write": written,
    "rewrite": lambda _: {"pieces": []},
    "tell": analysed,
    "retell": lambda _: {"pieces": []},
    "answer": answered,
}
