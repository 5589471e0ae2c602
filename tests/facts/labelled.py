"""Labelled sentences are read as the only sentence of a press report with a title on nothing."""

from digests.facts import extract
from digests.model import Fact, FactType, Tier
from tests.builders import an_article

Row = tuple[str, str | None, str | None]
"""Subject, object, role (or amount where that is what the type is about)."""


def facts_in(sentence: str, kind: FactType, **changes: object) -> list[Fact]:
    fields: dict[str, object] = {
        "title": "What happened in open models this week",
        "outlet": "Example Wire",
        "tier": Tier.PRESS,
    }
    article = an_article(sentence, **(fields | changes))  # type: ignore[arg-type] # fields of Article
    return [fact for fact in extract(article) if fact.type is kind]


def rows(facts: list[Fact], slot: str = "role") -> list[Row]:
    return sorted((f.subject, f.object, getattr(f, slot)) for f in facts)
