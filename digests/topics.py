"""Which articles belong to a topic, and how much they are about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from digests.model import Article, MatchRules, Topic

LEAD_CHARACTERS = 1_000
"""How far into an article a word still says what the article is about."""
MENTIONS = 3
"""A word said this often anywhere says so too, where it also comes back every `APART`."""
APART = 1_500
"""Characters, about a screen: three words in a report of twenty screens are said in passing."""
COMES_BACK = 5_000
"""Characters of body for each of which a word that stands in the lead is said again."""


_PART = re.compile(r":\s|\s[-–—|]\s|,\s")
"""Ends the first part of a title: what comes after it is one thing of several."""
_NOT_IT = r"(?!\w|-(?:compatible|style|like)\b)"
"""After a word of the topic: `OpenAI-compatible` is said of something else."""
BY_FEED = 0.5
"""The score of an article that its feed or outlet places, whatever it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """An article belongs to a topic."""

    score: float
    """In (0, 1]: 1.0 named in the title's first part, less the deeper the words stand."""
    why: str
    """For people: `“vllm” in the title`."""


def fit(topic: Topic, article: Article, *, feed_topics: Sequence[str] = ()) -> Fit | None:
    """Return how an article fits a topic, or None where it does not belong.

    A feed that lists the topic, and an outlet that the topic lists, belong always; otherwise the
    words of the rules decide, in the title, the lead, or said several times.
    """
    rules = topic.match
    if _found(rules.none, article.text[: article.body_start + LEAD_CHARACTERS]):
        return None
    by_words = _by_words(rules, article)
    if by_words:
        return by_words
    if topic.id in feed_topics:
        return Fit(score=BY_FEED, why=f"every entry of {article.outlet} belongs to {topic.id}")
    if article.outlet in rules.outlets:
        return Fit(score=BY_FEED, why=f"{article.outlet} is one of the topic's outlets")
    return None


def why_not(topic: Topic, article: Article) -> str:
    """Return in words what kept an article out of a topic that it does not fit."""
    lead = article.text[: article.body_start + LEAD_CHARACTERS]
    if word := _found(topic.match.none, lead):
        return f"“{word}” keeps it out"
    missing = [word for word in topic.match.all if not _found(_either(word), lead)]
    if missing:
        return f"lacks “{missing[0]}” in title and lead"
    if word := _found(topic.match.any, article.body):
        return f"says “{word}” only in passing"
    return "has none of the topic's words"


def first_part(title: str) -> str:
    """Return what a title of several parts names first: `Loom 0.18` of `Loom 0.18: a vLLM cache`."""
    return _PART.split(title, maxsplit=1)[0]


def tags(topic: Topic, text: str) -> list[str]:
    """Return the topic's own tags that the text earns, in the topic's order."""
    return [tag for tag, words in topic.tags.items() if _found(words, text)]


def _by_words(rules: MatchRules, article: Article) -> Fit | None:
    wanted = rules.any or rules.all
    lead = article.text[: article.body_start + LEAD_CHARACTERS]
    if not wanted or any(not _found(_either(word), lead) for word in rules.all):
        return None
    if word := _found(wanted, article.title):
        first = _found(wanted, first_part(article.title))
        return Fit(score=1.0 if first else 0.85, why=f"“{word}” in the title")
    hits = [hit for hit in whole_words(wanted).finditer(article.body) if _together(rules.all, hit)]
    length = len(article.body)
    if hits and hits[0].start() < LEAD_CHARACTERS and len(hits) > length // COMES_BACK:
        return Fit(score=0.6 + min(len(hits), 4) / 20, why=f"“{hits[0].group()}” in the lead")
    if len(hits) >= max(MENTIONS, length // APART):
        return Fit(score=0.4, why=f"“{hits[0].group()}” and the like, {len(hits)} times")
    return None


def _together(required: tuple[str, ...], hit: re.Match[str]) -> bool:
    """Return whether the required words stand in the paragraph of a hit.

    `AI` here and `regulation` of aeroplanes ten lines on make no text on the regulation of AI.
    """
    end = hit.string.find("\n", hit.end())
    paragraph = hit.string[hit.string.rfind("\n", 0, hit.start()) + 1 : end if end >= 0 else None]
    return all(_found(_either(word), paragraph) for word in required)


def _either(word: str) -> tuple[str, ...]:
    """Return the alternatives that `|` parts in a required word."""
    return tuple(part.strip() for part in word.split("|"))


def _found(words: tuple[str, ...], text: str) -> str | None:
    hit = whole_words(words).search(text) if words else None
    return hit.group() if hit else None


@lru_cache(maxsize=256)
def whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Compile words into one pattern: whole words, any case, `*` for the rest of a word."""
    alternatives = (re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)}){_NOT_IT}", re.IGNORECASE)
