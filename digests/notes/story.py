"""The rules of the catalogue that need the whole story: plans told as done, and who is quoted."""

import re
from collections.abc import Iterator, Sequence

from digests.model import Article, Quote
from digests.text.glance import sentences_with
from digests.text.names import names
from digests.text.words import content_words

_DONE = re.compile(
    r"\b(?:now|already|today) (?:supports?|offers?|runs?|delivers?|provides?|enables?|powers?|includes?|available)\b|\bis (?:now )?(?:generally )?available\b|\bhas (?:launched|released|completed|achieved|delivered|joined|acquired|shipped|deployed|opened)\b"
)
_PLANNED = re.compile(
    r"\b(?:will be|will|plans? to|intends? to|aims? to|expects? to|is expected to|scheduled (?:to|for)|later this|in the coming|coming (?:weeks|months)|upcoming|roadmap)\b"
)
_SPOKE = re.compile(
    r"[”\"],?\s+(?:said|says|commented|added|noted|explained|stated|according to)\s+(?P<after>[^.”\"]{3,160})"
    r"|(?:\A|[.”\"]\s)(?P<before>[A-Z][^.“”\"]{3,120}?)\s+(?:said|says|commented|added|noted|explained|stated)[:,]\s*[“\"]"
)
_ROLE_AT = re.compile(r",\s+(?:[^,;“”\"]{2,70}?)\s+(?:of|at|for)\s+(?:the\s+)?(?P<home>[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,4})|,\s+(?P<home2>[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,3})(?:['’]s)?\s+(?:CEO|CTO|chief|president|vice president|co-founder|founder|head|director)\b", re.IGNORECASE if False else 0)
LEAST_SPEAKERS = 2
"""One voice is a statement, two of the same camp are a chorus."""

ALIKE = 0.6
"""Share of the shorter sentence's content words from which two speak of the same thing."""


def plan_as_result(article: Article) -> Iterator[Quote]:
    """Yield what the title or a sentence tells as done while another calls the same thing planned."""
    told = sentences_with(article.text, {"done": ("now ", "already ", "today ", "available", " has ")})
    plans = sentences_with(article.text, {"plan": ("will ", "plan", "intend", "aim", "expect", "schedul", "coming ", "later this", "roadmap")})
    planned = [
        (span, _words(article.text[span.start : span.end]))
        for span, _ in plans
        if _PLANNED.search(article.text[span.start : span.end])
    ]
    for span, _ in told:
        sentence = article.text[span.start : span.end]
        if not _DONE.search(sentence) or _PLANNED.search(sentence):
            continue
        words = _words(sentence)
        for other, theirs in planned:
            shared = words & theirs
            least = min(len(words), len(theirs))
            if other != span and least >= 4 and len(shared) >= ALIKE * least and _same_value(sentence, article.text[other.start : other.end]):
                yield Quote(article_id=article.id, start=span.start, end=span.end)
                break


def _words(sentence: str) -> frozenset[str]:
    return frozenset(content_words(sentence)) - _WEIGHTLESS


_WEIGHTLESS = frozenset(content_words("available now today plan plans will support supports launch release new company also"))


def _same_value(one: str, other: str) -> bool:
    """Two versions of a product are two things: the numbers must not differ."""
    return set(re.findall(r"\d[\d.]*", one)) == set(re.findall(r"\d[\d.]*", other))


def parties_only(articles: Sequence[Article]) -> Quote | None:
    """Return the first quotation where all who are quoted belong to the organisations of the title.

    Says nothing where a speaker's organisation is not given, or where the story has an outside
    report that quotes somebody else.
    """
    first: Quote | None = None
    speakers: set[str] = set()
    for article in articles:
        parties = {name.text.lower() for name in names(article.title)} | {article.outlet.lower()}
        for match in _SPOKE.finditer(article.body):
            said = (match["after"] or match["before"]).strip()
            home = _home(said)
            if home is None or not any(home in party or party in home for party in parties):
                return None
            speakers.add(" ".join(said.split()[:2]).strip(","))
            if first is None:
                first = _sentence(article, article.body_start + match.start())
    return first if len(speakers) >= LEAST_SPEAKERS else None


def _home(said: str) -> str | None:
    """Return the organisation that goes with a speaker, lower case: `Jane Doe, CTO of Acme`."""
    found = _ROLE_AT.search(said)
    return (found["home"] or found["home2"]).lower().strip(" .,") if found else None


def _sentence(article: Article, at: int) -> Quote:
    """Return the paragraph of the quotation, cut to its line."""
    text = article.text
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Quote(article_id=article.id, start=start, end=len(text) if end < 0 else end)
