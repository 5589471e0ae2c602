"""Whether a later story resolves what was watched. Strict: better no resolution than a wrong one."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from digests.model import Article, Fact, FactType, Modality, Watched
from digests.text.words import content_words

PATIENCE = timedelta(days=30)
"""So long after its date a thing counts as not heard of since."""
UNDATED = timedelta(days=120)
"""So long after it was said, where it has no date."""
_BY_OBJECT = frozenset({FactType.RELEASED, FactType.DEPRECATED})
"""A product with its version is the same whoever is named as its maker."""


def resolving(
    watched: Watched, articles: Mapping[str, Article], facts: Sequence[Fact]
) -> tuple[Fact, ...]:
    """Return the facts of one later article by which all that was planned is done; none: it is open.

    The same event of the same names, told as done, by an article that was published later. What
    contradicts a role or amount that was planned resolves nothing.
    """
    if not watched.plans:
        return ()
    by_article: dict[str, list[Fact]] = {}
    for fact in facts:
        if (article := articles.get(fact.quote.article_id)) and _is_later(fact, article, watched):
            by_article.setdefault(article.id, []).append(fact)
    for article_id in sorted(by_article, key=lambda one: (articles[one].published_at, one)):
        found = [
            next((fact for fact in by_article[article_id] if _does(fact, plan)), None)
            for plan in watched.plans
        ]
        done = tuple(fact for fact in found if fact is not None)
        if len(done) == len(watched.plans):
            return done
    return ()


def is_overdue(watched: Watched, today: date) -> bool:
    """Return whether it should have been heard of long ago."""
    if watched.due is not None:
        return today - watched.due > PATIENCE
    return today - watched.said_at.date() > UNDATED


def _is_later(fact: Fact, article: Article, watched: Watched) -> bool:
    """Return whether a fact tells of a deed after the plan; an article of the plan's own day may not."""
    if fact.modality is not Modality.DONE or article.suspicious:
        return False
    if article.id == watched.quote.article_id or article.published_at <= watched.said_at:
        return False
    return fact.on is None or fact.on >= watched.said_at.date()


def _does(fact: Fact, plan: Fact) -> bool:
    if fact.type is not plan.type or not _same(fact.object, plan.object):
        return False
    if plan.object is None and not (plan.role and fact.role):
        return False
    if plan.role and fact.role and not _same(fact.role, plan.role):
        return False
    if plan.amount and fact.amount and fact.amount != plan.amount:
        return False
    if _same(fact.subject, plan.subject):
        return True
    return plan.type in _BY_OBJECT and any(c.isdigit() for c in plan.object or "")


def _same(one: str | None, other: str | None) -> bool:
    """Return whether both name the same: every word, and every version."""
    if one is None or other is None:
        return one is other
    return content_words(one) == content_words(other)
