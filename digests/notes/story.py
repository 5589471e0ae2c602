"""The rules of the catalogue that need the whole story: plans told as done, and who is quoted."""

import re
from collections.abc import Sequence

from digests.model import Article, Quote
from digests.text.names import names
from digests.text.sentences import sentences

_STEPS = (
    "launch", "release", "join", "acquire", "open", "ship", "deliver", "complete", "retire", "deploy", "support", "add", "unveil",
    "open-source", "build", "cut", "double", "raise",
)  # fmt: skip
_AHEAD = r"(?:will|plans? to|intends? to|aims? to|expects? to|is expected to|are expected to|is set to|is due to|is scheduled to|hopes? to|would)"
READ = 4000
"""So many characters of the body are set against the title."""

_SPOKE = re.compile(
    r"[”\"],?\s+(?:said|says|commented|added|noted|explained|stated|according to)\s+(?P<after>[^.”\"]{3,160})"
    r"|(?:\A|[.”\"]\s)(?P<before>[A-Z][^.“”\"]{3,120}?)\s+(?:said|says|commented|added|noted|explained|stated)[:,]\s*[“\"]"
)
_ROLE_AT = re.compile(
    r",\s+(?:[^,;“”\"]{2,70}?)\s+(?:of|at|for)\s+(?:the\s+)?(?P<home>[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,4})|,\s+(?P<home2>[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,3})(?:['’]s)?\s+(?:CEO|CTO|chief|president|vice president|co-founder|founder|head|director)\b"
)
SHOWN = 220
"""Characters of a quotation that a note shows: it is about who speaks, not about what is said."""
LEAST_SPEAKERS = 2
"""One voice is a statement, two of the same camp are a chorus."""


def plan_as_result(article: Article) -> Quote | None:
    """Return the title where it tells as done what the body only calls planned.

    The same verb of the same name: `Acme opens Berlin lab` over `Acme plans to open a lab`.
    """
    title, body = article.title, article.body[:READ]
    if not article.text.startswith(title):
        return None
    step = next((s for s in _STEPS if re.search(_done(s), title, re.IGNORECASE)), None)
    if step is None or re.search(
        rf"\b(?:to|{_AHEAD[3:-1]}|plans?)\b", title[: _place(step, title)], re.IGNORECASE
    ):
        return None
    parties = {name.text for name in names(title[: _place(step, title)])}
    planned = re.compile(rf"\b{_AHEAD} (?:\w+ ){{0,2}}?(?:be )?{_bare(step)}\b")
    told = re.compile(
        rf"\b(?:has|have|had|was|were|been|is|are) (?:\w+ly |now |today )?{_past(step)}\b|\b{_past(step)} (?:the|its|a|an)\b|\btoday {_past(step)}\b"
    )
    if told.search(body) or not any(
        _said_of(parties, body, match) for match in planned.finditer(body)
    ):
        return None
    return Quote(article_id=article.id, start=0, end=len(title))


def _done(step: str) -> str:
    return rf"\b(?:{step}{'' if step.endswith('s') else 's'}|{step}es|{_past(step)})\b"


def _past(step: str) -> str:
    return {"cut": "cut", "build": "built", "ship": "shipped", "add": "added"}.get(
        step, step + ("d" if step.endswith("e") else "ed")
    )


def _bare(step: str) -> str:
    return rf"(?:{step}|{_past(step)})"


def _place(step: str, title: str) -> int:
    found = re.search(_done(step), title, re.IGNORECASE)
    return found.start() if found else 0


def _said_of(parties: set[str], body: str, match: re.Match[str]) -> bool:
    """Say whether the plan's own sentence names the title's subject just before it."""
    before = body[max(0, match.start() - 60) : match.start()]
    return any(party in before for party in parties)


def parties_only(articles: Sequence[Article]) -> Quote | None:
    """Return the first quotation where all who are quoted belong to the organisations of the title.

    Says nothing where a speaker's organisation is not given, or where the story has an outside
    report that quotes somebody else.
    """
    first: Quote | None = None
    speakers: set[str] = set()
    for article in articles:
        parties = {name.text.lower() for name in names(article.title)} | {article.outlet.lower()}
        if not re.search(r"\b(?:said|says|commented|added|noted|explained|stated)\b", article.body):
            continue
        for match in _SPOKE.finditer(article.body):
            said = (match["after"] or match["before"]).strip()
            home = _home(said)
            if home is None or not any(home in party or party in home for party in parties):
                return None
            speakers.add(" ".join(said.split()[:2]).strip(","))
            if first is None:
                first = _spoken(article, match)
    return first if len(speakers) >= LEAST_SPEAKERS else None


def _home(said: str) -> str | None:
    """Return the organisation that goes with a speaker, lower case: `Jane Doe, CTO of Acme`."""
    found = _ROLE_AT.search(said)
    return (found["home"] or found["home2"]).lower().strip(" .,") if found else None


def _spoken(article: Article, match: re.Match[str]) -> Quote:
    """Return the sentence of the quotation; of a long one only who said it."""
    base = article.body_start
    start, end = next(span for span in sentences(article.body) if span.end > match.start())
    if end - start > SHOWN:
        said_by = match["after"] or match["before"]
        start = article.body.index(said_by, match.start())
        end = start + len(said_by.rstrip())
    return Quote(article_id=article.id, start=base + start, end=base + end)
