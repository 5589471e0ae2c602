"""When a question asks about: words of the calendar, or a release (`before PyTorch 2.12`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from digests.ask.accounts import Told
from digests.ask.rows import happened
from digests.ask.times import EARLIEST, times
from digests.model import Article, Fact, FactType, Modality, Window
from digests.pipeline.reading import ensure_facts
from digests.ports import Store
from digests.text.words import content_words

LOOKED_THROUGH = 20
"""Articles on a product whose releases are looked through."""
_RELEASE = re.compile(
    r"""(?ix)\b(?P<word>before|until|after|since)\s+(?:the\s+)?(?:release\s+of\s+|launch\s+of\s+)?
    (?P<name>[^\W\d_][\w+.]*(?:[\s-][^\W\d_][\w+.]*){0,2}?)[\s-](?P<version>v?\d+(?:\.\d+)*\w*)
    (?:\s+(?:was\s+)?(?:released|launched|came\s+out))?(?=[\s?!.,;]|\Z)"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The window that a question names."""

    window: Window | None
    """None: it is bounded by a release that no article tells of."""
    words: str
    """As the question says it."""
    rest: str
    """The question without these words."""
    release: Told | None = None
    """What tells the day of the release that bounds the window."""


async def place(
    question: str, *, now: datetime, zone: tzinfo, store: Store, kept: str | None = None
) -> Placed | None:
    """Return the window that the question names, or else the `kept` words; None for neither."""
    if found := await _placed(question, now=now, zone=zone, store=store):
        return found
    again = await _placed(kept, now=now, zone=zone, store=store) if kept else None
    if again is None:
        return None
    return Placed(window=again.window, words=again.words, rest=question, release=again.release)


async def _placed(question: str, *, now: datetime, zone: tzinfo, store: Store) -> Placed | None:
    if spoken := times(question, now=now, zone=zone):
        return Placed(window=spoken.window, words=spoken.words, rest=spoken.rest)
    named = _RELEASE.search(question)
    if named is None:
        return None
    release = await _release(named["name"], named["version"], until=now, store=store)
    # A bare number after a word may be anything; a version with a point is one.
    if release is None and "." not in named["version"]:
        return None
    words = named.group().strip()
    rest = " ".join(f"{question[: named.start()]} {question[named.end() :]}".split())
    window = _bounded(named["word"].lower(), release, now, zone) if release else None
    return Placed(window=window, words=words, rest=rest, release=release)


def _bounded(word: str, release: Told, now: datetime, zone: tzinfo) -> Window:
    day = happened(*release)
    begins = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
    if word in {"before", "until"}:
        return Window(since=EARLIEST, until=begins)
    since = begins + timedelta(days=1) if word == "after" else begins
    return Window(since=since, until=max(since, now))


async def _release(name: str, version: str, *, until: datetime, store: Store) -> Told | None:
    """Return the first telling of the release; of the very version rather than of an edition."""
    known = Window(since=EARLIEST, until=until)
    hits = await store.search([name, version], window=known, limit=LOOKED_THROUGH)
    articles = [hit.article for hit in hits]
    await ensure_facts(articles, store=store)
    facts = await store.facts([article.id for article in articles])
    return _first(facts, articles, _words(name), _words(version))


def _first(
    facts: Sequence[Fact], articles: Sequence[Article], name: set[str], version: set[str]
) -> Told | None:
    by_id = {article.id: article for article in articles}
    found: list[tuple[bool, Told]] = []
    for fact in facts:
        article = by_id[fact.quote.article_id]
        told = _words(fact.object or "")
        # A title that is a bare version is the release of whom the feed is by.
        whose = told | _words(f"{fact.subject} {article.outlet}")
        out = fact.type is FactType.RELEASED and fact.modality is not Modality.PLANNED
        if out and not article.suspicious and version <= told and name <= whose:
            found.append((not told <= name | version, (fact, article)))
    if not found:
        return None
    return min(found, key=lambda one: (one[0], happened(*one[1]), one[1][0].id))[1]


def _words(text: str) -> set[str]:
    """Return the stems, of versions without their `v`."""
    return {re.sub(r"\Av(?=\d)", "", word) for word in content_words(text)}
