"""Stories that were retold, laid into the sections of a digest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from digests.authoring.writing import Told
from digests.model import Claim, Item, Mode, Quote, RejectedClaim, Section
from digests.model.ids import content_id

QUESTIONS = 4
"""The first so many stories may each have a question about what is to come."""
OPINION = "Why it matters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """A story as it is printed, and what is printed elsewhere of it."""

    item: Item
    told: Told | None = None
    """None where it is told by program."""
    dropped: tuple[RejectedClaim, ...] = ()


def laid(sections: Sequence[Section], retold: Sequence[Retold]) -> tuple[Section, ...]:
    """Return the sections with the stories as retold, the opinions after them, the questions first.

    What a program quoted in a later section is left out where a story now says it.
    """
    if not any(one.told for one in retold):
        return tuple(sections)
    said = [quote for one in retold if one.told for quote in _quotes(one.item.claims)]
    built: list[Section] = []
    for section in sections:
        if section.id == "stories":
            items = tuple(one.item for one in retold)
            built.append(replace(section, mode=Mode.FACT, items=items))
            built.extend(_opinions(retold))
            built.extend(_takes(retold))
            built.extend(_watch(sections, retold))
        elif section.id == "numbers":
            kept = tuple(item for item in section.items if not _is_said(item, said))
            built.extend([replace(section, items=kept)] if kept else [])
        elif section.id != "watch":
            built.append(section)
    return tuple(built)


def _opinions(retold: Iterable[Retold]) -> Iterator[Section]:
    items = tuple(
        Item(
            id=content_id("opinion", one.item.id, *(claim.id for claim in one.told.why)),
            claims=one.told.why,
            story_id=one.item.story_id,
        )
        for one in retold
        if one.told and one.told.why
    )
    if items:
        yield Section(id="analysis", title=OPINION, mode=Mode.ANALYSIS, items=items)


def _takes(retold: Iterable[Retold]) -> Iterator[Section]:
    items = tuple(
        Item(
            id=content_id("take", one.item.id, claim.id),
            claims=(claim,),
            headline=question,
            story_id=one.item.story_id,
        )
        for one in retold
        if one.told
        for question, claim in one.told.take
    )
    if items:
        yield Section(id="take", title="Analysis", mode=Mode.ANALYSIS, items=items)


def _watch(sections: Iterable[Section], retold: Sequence[Retold]) -> Iterator[Section]:
    """Yield the questions, then what the sources of other stories say is to come."""
    asked = [
        (watched, one.item.story_id)
        for one in retold[:QUESTIONS]
        if one.told and (watched := one.told.watch)
    ]
    sources = {quote.article_id for watched, _ in asked for quote in watched.claim.quotes}
    items = [
        Item(
            id=watched.id,
            claims=(watched.claim,),
            label=watched.tag,
            on=watched.due,
            story_id=story_id,
        )
        for watched, story_id in asked
    ]
    for section in sections:
        if section.id == "watch":
            quoted = (item for item in section.items if sources.isdisjoint(_sources(item)))
            items.extend(quoted)
    if items:
        yield Section(id="watch", title="What to watch", mode=Mode.QUESTION, items=tuple(items))


def _is_said(item: Item, said: Sequence[Quote]) -> bool:
    return any(
        one.article_id == other.article_id and one.start < other.end and other.start < one.end
        for one in _quotes(item.claims)
        for other in said
    )


def _quotes(claims: Iterable[Claim]) -> list[Quote]:
    return [quote for claim in claims for quote in claim.quotes]


def _sources(item: Item) -> set[str]:
    return {quote.article_id for quote in _quotes(item.claims)}
