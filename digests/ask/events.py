"""Which typed facts a question asks for, and which kept facts those are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digests.model import Article, Fact, FactType, Topic
from digests.retrieval import Query, Wanted
from digests.text.words import content_words

_ASKED = (
    ((FactType.JOINED, FactType.APPOINTED), r"join\w*|new\s+members?|bec(?:ome|omes|oming|ame)\s+(?:an?\s+)?(?:\w+\s+)?members?"),
    ((FactType.LEFT,), r"left|leaves?|leaving|quit|quits|depart\w*|resign\w*|step(?:s|ped|ping)?\s+down"),
    ((FactType.APPOINTED,), r"appoint\w*|hired?|promoted|named\s+(?:as\s+)?(?:the\s+)?(?:ceo|cto|cfo|chair\w*|president|head)"),
    ((FactType.RELEASED,), r"releas\w*|launch\w*|ship(?:s|ped)|came\s+out|latest\s+version|newest\s+version"),
    ((FactType.ACQUIRED,), r"acqui\w*|bought|buys?|take(?:s|n)?\s+over|took\s+over|takeover"),
    ((FactType.FUNDED,), r"rais(?:e|es|ed)|fund(?:ed|ing|s)?|invest\w*"),
    ((FactType.DEPRECATED,), r"deprecat\w*|end\s+of\s+life|sunset\w*|discontinued?"),
    ((FactType.VULNERABILITY,), r"vulnerabilit\w*|cves?|security\s+holes?"),
    ((FactType.PARTNERED,), r"partner\w*"),
)  # fmt: skip
_SHAPES = tuple((types, re.compile(rf"(?i)\b(?:{shape})\b")) for types, shape in _ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The facts that a question asks for."""

    types: tuple[FactType, ...]
    about: frozenset[str]
    """Stems that a fact or its sentence must have."""
    topic: tuple[frozenset[str], ...]
    """The topic's names as stems: one whole name must be in the fact; empty where any will do."""
    query: Query
    when: bool
    """Only the day is asked for: of the one who is named, not of others beside it."""


def wish(text: str, query: Query, topic: Topic | None) -> Wish | None:
    """Return the facts that the question asks for, None where it asks for something else."""
    for types, shape in _SHAPES:
        if spoken := shape.search(text):
            subject = _subject(topic)
            verbs = {*content_words(spoken.group())}
            about = frozenset(query.words) - verbs - _OPEN
            when = query.wanted is Wanted.WHEN
            return Wish(
                types=types,
                about=about.difference(*subject),
                topic=subject,
                query=query,
                when=when,
            )
    return None


_OPEN = frozenset(
    content_words(
        "people person company companies organisation organization members member list much many"
        " money funding capital round role position product version new latest recently"
        " day date month year time"
    )
)
"""Words that only say what kind of thing is asked for."""


def _subject(topic: Topic | None) -> tuple[frozenset[str], ...]:
    names = (topic.title, *topic.aliases) if topic else ()
    return tuple(words for name in names if (words := frozenset(content_words(name))))


def fitting(
    facts: Iterable[Fact], wanted: Wish, articles: Sequence[Article]
) -> list[tuple[Fact, Article]]:
    """Return the facts that are wished for, each with its article, in the order given.

    A row is our own wording, so none is made from an article with planted instructions.
    """
    by_id = {article.id: article for article in articles}
    found = [
        (fact, article)
        for fact in facts
        if fact.type in wanted.types
        and (article := by_id.get(fact.quote.article_id)) is not None
        and not article.suspicious
        and _fits(fact, article, wanted)
    ]
    by_subject = [told for told in found if wanted.about <= {*content_words(told[0].subject)}]
    return by_subject if wanted.when and wanted.about and by_subject else found


def _fits(fact: Fact, article: Article, wanted: Wish) -> bool:
    parts = (fact.subject, fact.object, fact.role, fact.affiliation, fact.amount, *fact.people)
    quoted = article.text[fact.quote.start : fact.quote.end]
    spoken = [word for part in (*parts, quoted) if part for word in content_words(part)]
    said = {*spoken, *wanted.query.said_in(spoken)}
    if not wanted.about <= said:
        return False
    told = said | {*content_words(article.title)}
    return not wanted.topic or any(name <= told for name in wanted.topic)
