"""What a channel was shown of a topic before, and so knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from digests.claims.lexicon import Cue
from digests.claims.modality import modality_of
from digests.claims.terms import Sort, Term, terms
from digests.model import Article, Digest, Fact, Item, Modality, Story
from digests.sections.overlap import MUCH, Wording, said_before, wording
from digests.text.values import Kind, Value
from digests.text.vocabulary import vocabulary
from digests.text.words import content_words, stem

_NAMES_ONLY = "joined"
"""Of this section nobody was shown the sentences, only who it was."""
_TURNS = frozenset(
    map(
        stem,
        vocabulary(
            """approve cancel close confirm correct delay deny deprecate dismiss drop end extend fail
            fire fix halt leave patch pause postpone quit recall reject resign restore resume retire
            reverse revoke shut step stop sue suspend win withdraw"""
        ),
    )
)
"""Words in which a known story turns: one of them is news, though all the others are known."""
_A_NAME = 2
"""Words that make a name: a single capital may be the style of a headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A story as the channel was shown it."""

    on: date
    """The first day, UTC."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a channel knows by the digests that it was sent on a topic."""

    stories: Mapping[str, Earlier]
    """By id of the story that goes on."""
    sentences: Sequence[Wording]
    facts: Sequence[Fact] = ()
    """Who joined, was named, or left."""

    def has_said(self, said: Wording) -> bool:
        """Return whether a sentence, or one very like it, was shown.

        Not where it corrects what was shown, tells it of somebody else, or tells as done what was
        planned.
        """
        return any(_repeats(said, known) for known in self.sentences)

    def has_named(self, fact: Fact) -> bool:
        """Return whether it was shown who did that."""
        return any(_is_known(fact, known) for known in self.facts)


def recall(digests: Iterable[Digest], stories: Iterable[Story], facts: Iterable[Fact]) -> Shown:
    """Return what the digests showed; `stories` hold the articles of both then and now."""
    kept = list(digests)
    earlier = _by_article(kept)
    known = {
        story.id: found
        for story in stories
        if (found := _first(earlier.get(one) for one in article_ids(story)))
    }
    rows = {item.id for _, section, item in _items(kept) if section == _NAMES_ONLY}
    return Shown(
        stories=known,
        sentences=tuple(
            wording(claim.original or claim.text)
            for _, section, item in _items(kept)
            if section != _NAMES_ONLY
            for claim in (*((item.headline,) if item.headline else ()), *item.claims)
        ),
        facts=tuple(fact for fact in facts if fact.id in rows),
    )


def shown_articles(digests: Iterable[Digest], *, since: datetime) -> dict[str, Article]:
    """Return the articles that were cited or listed, published from a time on, by id."""
    return {
        source.article.id: source.article
        for digest in sorted(digests, key=lambda digest: digest.created_at)
        for source in digest.provenance.sources
        if source.article.published_at >= since
    }


def named_in(digests: Iterable[Digest]) -> list[str]:
    """Return the ids of the articles that say who joined."""
    return [
        quote.article_id
        for _, section, item in _items(digests)
        if section == _NAMES_ONLY
        for claim in item.claims
        for quote in claim.quotes
    ]


def article_ids(story: Story) -> Iterator[str]:
    """Yield a story's articles, copies too."""
    yield from story.members
    yield from (copy.article_id for copy in story.copies)


def _items(digests: Iterable[Digest]) -> Iterator[tuple[Digest, str, Item]]:
    for digest in digests:
        for section in digest.sections:
            for item in section.items:
                yield digest, section.id, item


def _by_article(digests: Iterable[Digest]) -> dict[str, Earlier]:
    """Return under which story each article of a shown story was first seen."""
    found: dict[str, Earlier] = {}
    for digest, _, item in _items(digests):
        if item.story_id:
            on = item.seen_on or digest.created_at.astimezone(UTC).date()
            quoted = (quote.article_id for claim in item.claims for quote in claim.quotes)
            for article_id in (*item.also, *quoted):
                earlier = Earlier(on=on, tags=item.tags)
                found[article_id] = _first((found.get(article_id), earlier)) or earlier
    return found


def _first(found: Iterable[Earlier | None]) -> Earlier | None:
    return min((one for one in found if one), key=lambda one: one.on, default=None)


def _repeats(new: Wording, known: Wording) -> bool:
    if new.text.casefold().split() == known.text.casefold().split():
        return True
    added = new.words - known.words
    if len(added) >= MUCH or added & _TURNS or not said_before(new, [known]):
        return False
    return not _differs(terms(new.text), terms(known.text))


def _differs(new: Sequence[Term], known: Sequence[Term]) -> bool:
    """Return whether two sentences in like words tell two things."""
    if _is_denied(new) != _is_denied(known):
        return True
    if modality_of(known) is Modality.PLANNED and modality_of(new) is not Modality.PLANNED:
        return True
    return _is_of_others(new, known) or _has_other_values(new, known)


def _is_denied(said: Iterable[Term]) -> bool:
    return any(term.cue is Cue.NOT for term in said)


def _is_of_others(new: Iterable[Term], known: Iterable[Term]) -> bool:
    """Return whether each names somebody that the other does not, or the new one somebody more."""
    one, other = list(new), list(known)
    more, fewer = _names(one) - _keys(other), _names(other) - _keys(one)
    return len(more) >= _A_NAME or (bool(more) and bool(fewer))


def _names(said: Iterable[Term]) -> set[str]:
    return {term.key for term in said if term.sort is Sort.NAME or term.opens}


def _keys(said: Iterable[Term]) -> set[str]:
    return {term.key for term in said}


def _has_other_values(new: Iterable[Term], known: Iterable[Term]) -> bool:
    """Return whether one has a figure, version or date in the place of the other's."""
    mine = [term.value for term in new if term.value]
    theirs = [term.value for term in known if term.value]
    gone = [value for value in theirs if not any(_same(value, other) for other in mine)]
    return any(
        _measures_alike(value, other)
        for value in mine
        if not any(_same(value, other) for other in theirs)
        for other in gone
    )


def _same(one: Value, other: Value) -> bool:
    alike = one.kind is other.kind and one.unit == other.unit and not one.days
    return one.same(other) or other.same(one) or (alike and one.key == other.key)


def _measures_alike(one: Value, other: Value) -> bool:
    if one.kind is Kind.DATE and other.kind is Kind.DATE:
        # `today` and `on Tuesday` may be one day.
        return all(any(day.month or day.year for day in value.days) for value in (one, other))
    return one.kind is other.kind and one.unit == other.unit


def _is_known(new: Fact, known: Fact) -> bool:
    done_since = known.modality is Modality.PLANNED and new.modality is not Modality.PLANNED
    if new.type is not known.type or done_since or _words(new.subject) != _words(known.subject):
        return False
    elsewhere = new.object and known.object and not _overlap(new.object, known.object)
    return not elsewhere and (not new.role or _words(new.role) <= _words(known.role))


def _overlap(one: str, other: str) -> bool:
    return _words(one) <= _words(other) or _words(other) <= _words(one)


def _words(text: str | None) -> set[str]:
    return set(content_words(text or ""))
