"""Rows of facts: one for each who did it, people under their organisation, in order of date."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from digests.ask.accounts import Told, denials, differ, said
from digests.ask.sides import Laid, Sides
from digests.ask.withdrawn import withdrawn
from digests.claims import verify
from digests.model import (
    Article,
    Claim,
    DraftClaim,
    Fact,
    Item,
    Modality,
    QuotedWords,
    RejectedClaim,
    Replaced,
    Tier,
    Window,
)
from digests.sections.standing import leaning, speaks_as_we
from digests.text.words import content_words

MOST = 12
_TIERS = list(Tier)


def rows(
    found: Sequence[Told],
    window: Window | None,
    articles: Mapping[str, Article],
    *,
    most: int | None = MOST,
) -> tuple[Laid, tuple[RejectedClaim, ...]]:
    """Return the rows whose event lies in the window, each with its checked sentence.

    Where sources tell one event differently, each account has a row of its own.
    """
    inside = [told for told in found if window is None or _inside(told, window)]
    gone = withdrawn(inside, articles.values())
    kept = [told for told in inside if told not in dict(gone)]

    def made(told: Told) -> Item | RejectedClaim:
        claim = _checked(*told, articles)
        return claim if isinstance(claim, RejectedClaim) else _item(told[0], claim)

    chosen = _under_organisations(_distinct(kept))[:most]
    pool = [*sorted(kept, key=_rank), *denials(chosen, articles.values(), window)]
    laid, dropped = Sides(said=said, differ=differ, made=made).lay(chosen, pool)
    below = [item for told, notice in gone for item in _taken_back(told, notice, articles)]
    return replace(laid, items=(*laid.items, *below)), dropped


def _taken_back(told: Told, notice: Told, articles: Mapping[str, Article]) -> tuple[Item, ...]:
    """Return the notice as it stands in its source, and below it what it takes back."""
    by, before = _checked(*notice, articles), _checked(*told, articles)
    if isinstance(by, RejectedClaim) or isinstance(before, RejectedClaim):
        return ()
    because = Replaced(by=by.id, words=notice[0].quote)
    day = notice[1].published_at.date()
    return (
        Item(id=notice[0].id, claims=(by,), on=day),
        replace(_item(told[0], before), replaced=because),
    )


def _item(fact: Fact, claim: Claim) -> Item:
    told = [part for part in (fact.role, fact.object, fact.amount) if part]
    return Item(
        id=fact.id,
        claims=(claim,),
        label=fact.subject,
        detail=", ".join(dict.fromkeys(told)) or None,
        on=fact.on,
    )


def happened(fact: Fact, article: Article) -> date:
    """Return the event's day: as the source gives it, else the day of publication."""
    return fact.on or article.published_at.date()


def _inside(told: Told, window: Window) -> bool:
    fact, article = told
    if fact.on is None:
        return window.since <= article.published_at < window.until
    last = fact.on_until or fact.on
    return window.since.date() <= last and fact.on <= window.until.date()


def _distinct(found: Sequence[Told]) -> list[Told]:
    """Return one fact for each subject and event, the nearest to the source, in order of date."""
    best: dict[tuple[str, str], Told] = {}
    for told in sorted(found, key=_rank):
        fact, _ = told
        subject = " ".join(content_words(fact.subject)) or fact.subject
        thing = " ".join(content_words(fact.object or ""))
        best.setdefault((subject, fact.type if fact.people else f"{fact.type} {thing}"), told)
    return sorted(best.values(), key=lambda told: (happened(*told), told[0].quote.start))


def _rank(told: Told) -> tuple[bool, bool, bool, int, date, str, int]:
    fact, article = told
    words = article.text[fact.quote.start : fact.quote.end]
    return (
        fact.modality is Modality.PLANNED,
        speaks_as_we(words) or leaning(words) is not None,
        fact.role is None and fact.amount is None,
        _TIERS.index(article.tier),
        article.published_at.date(),
        article.id,
        fact.quote.start,
    )


def _under_organisations(found: Sequence[Told]) -> list[Told]:
    """Return the facts so that people follow the organisation that they come from."""
    of_people = [told for told in found if told[0].people]
    ordered: list[Told] = []
    for told in found:
        if told[0].people:
            continue
        ordered.append(told)
        ordered += [p for p in of_people if told[0].subject in {p[0].affiliation, p[0].object}]
    return ordered + [told for told in of_people if told not in ordered]


def _checked(
    fact: Fact, article: Article, articles: Mapping[str, Article]
) -> Claim | RejectedClaim:
    start, end = fact.quote.start, fact.quote.end
    headline = end <= len(article.title)
    words = article.text[start:end]
    draft = DraftClaim(
        text=words,
        quotes=(
            QuotedWords(
                article_id=article.id,
                exact=words,
                prefix=""
                if headline
                else article.text[max(article.body_start, start - 60) : start],
                suffix="" if headline else article.text[end : end + 60],
            ),
        ),
        as_of=article.published_at,
        modality=None if headline else fact.modality,
        headline=headline,
    )
    return verify(draft, articles)
