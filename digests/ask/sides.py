"""Statements of different sources beside one another: which hold, which were replaced, which differ."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Generic, TypeVar

from digests.ask.contradictions import Said
from digests.ask.superseding import superseded_by
from digests.model import (
    Article,
    Item,
    Mode,
    Quote,
    RejectedClaim,
    Replaced,
    Section,
    Tier,
)
from digests.stories import cluster
from digests.stories.ranking import is_rewrite
from digests.text.remembering import remembered
from digests.text.sentences import sentences
from digests.text.words import content_words

MOST = 4
"""Accounts of one matter that are shown."""
AT_ONCE = timedelta(days=92)
"""What was published longer apart tells of two times, unless the later one says that it replaces."""
DIFFER = "differ"
THE_SOURCES_DIFFER = "The sources differ"

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Items of an answer: those that stand, each followed by what it replaces, and the disputes."""

    items: tuple[Item, ...]
    disputes: tuple[tuple[Item, ...], ...] = ()
    first: bool = False
    """The best answer is one of a dispute."""

    def sections(self, key: str, title: str) -> tuple[Section, ...]:
        """Return the items under their title, and each dispute under its own."""
        said = Section(id=key, title=title, mode=Mode.EXTRACT, items=self.items)
        disputes = [
            Section(
                id=DIFFER if number == 1 else f"{DIFFER}-{number}",
                title=THE_SOURCES_DIFFER,
                mode=Mode.EXTRACT,
                items=items,
                disputed=True,
            )
            for number, items in enumerate(self.disputes, 1)
        ]
        ordered = [*disputes, said] if self.first else [said, *disputes]
        return tuple(section for section in ordered if section.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides(Generic[Told]):
    """How statements of one kind are compared and printed."""

    said: Callable[[Told], Said]
    differ: Callable[[Told, Told], bool]
    made: Callable[[Told], Item | RejectedClaim]

    def lay(
        self, chosen: Sequence[Told], pool: Sequence[Told]
    ) -> tuple[Laid, tuple[RejectedClaim, ...]]:
        """Return the chosen as items, those of `pool` beside them that say otherwise."""
        items: list[Item] = []
        disputes: list[tuple[Item, ...]] = []
        dropped: list[RejectedClaim] = []
        used: list[Told] = []
        first = False
        for one in chosen:
            if one in used:
                continue
            left = [[told for told in some if told not in used] for some in (chosen, pool)]
            group = self._group(one, *left)
            used += group
            made = self._printed(group, dropped)
            if sum(item.replaced is None for item in made) > 1:
                first = first or not items
                disputes.append(made)
            else:
                items += made
        return Laid(items=tuple(items), disputes=tuple(disputes), first=first), tuple(dropped)

    def _group(self, one: Told, chosen: Sequence[Told], pool: Sequence[Told]) -> list[Told]:
        """Return the statement with those that say otherwise, in order of date."""
        group = [one]
        rivals = [told for told in (*chosen, *pool) if told != one and self._against(one, told)]
        rivals.sort(key=lambda told: self._words(told, one) is None)
        for rival in dict.fromkeys(rivals):
            if len(group) == MOST:
                break
            if rival in chosen or all(self._against(rival, told) for told in group):
                group.append(rival)
        # One more that was chosen says what one of these says: it stands with them.
        group += [
            told
            for told in chosen
            if told not in group and any(self._against(told, rival) for rival in group[1:])
        ]
        return sorted(group, key=self._date)

    def _printed(self, group: Sequence[Told], dropped: list[RejectedClaim]) -> tuple[Item, ...]:
        """Return the items of a group, each followed by those that it replaces."""
        made: dict[Told, Item] = {}
        for told in group:
            item = self.made(told)
            if isinstance(item, RejectedClaim):
                dropped.append(item)
            else:
                made[told] = item
        gone: dict[Told, tuple[Told, Quote]] = {}
        for older in made:
            for newer in made:
                words = self._words(newer, older) if self.differ(newer, older) else None
                if words is not None:
                    gone[older] = (newer, words)
        return tuple(_ordered(made, gone))

    def _against(self, one: Told, other: Told) -> bool:
        (article, text), (beside, words) = self.said(one), self.said(other)
        if article.id == beside.id or not self.differ(one, other):
            return False
        apart = abs(article.published_at - beside.published_at) > AT_ONCE
        if apart and self._words(one, other) is None and self._words(other, one) is None:
            return False
        return independent(article, beside) and not (
            _says_too(article, words) or _says_too(beside, text)
        )

    def _words(self, newer: Told, older: Told) -> Quote | None:
        return superseded_by(self.said(newer), self.said(older))

    def _date(self, told: Told) -> tuple[float, str]:
        article, _ = self.said(told)
        return article.published_at.timestamp(), article.id


def independent(one: Article, other: Article) -> bool:
    """Say whether two articles are sources of their own: no copy, declared rewrite or aggregator's card."""
    if any(is_rewrite(a) or a.tier is Tier.AGGREGATOR for a in (one, other)):
        return False
    return not any(story.copies for story in cluster([one, other]))


def _says_too(article: Article, words: str) -> bool:
    """Say whether an article has the sentence too, word for word or in another order."""
    return tuple(sorted(content_words(words))) in _wordings(article.text)


# As much again as its text; only of articles that have a sentence like another one's.
@remembered(1_000_000)
def _wordings(text: str) -> frozenset[tuple[str, ...]]:
    spans = sentences(text)
    return frozenset(tuple(sorted(content_words(text[s.start : s.end]))) for s in spans)


def _ordered(made: dict[Told, Item], gone: dict[Told, tuple[Told, Quote]]) -> Iterator[Item]:
    def after(told: Told) -> Iterator[Item]:
        for older, (newer, words) in gone.items():
            if newer == told:
                by = made[newer].claims[0].id
                yield replace(made[older], replaced=Replaced(by=by, words=words))
                yield from after(older)

    for told, item in made.items():
        if told not in gone:
            yield item
            yield from after(told)
