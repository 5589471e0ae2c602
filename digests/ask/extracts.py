"""The sentences of the found passages that answer, verbatim, each able to stand alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from digests.ask.contradictions import Said, contradiction
from digests.ask.sides import Laid, Sides
from digests.claims import verify
from digests.model import Article, Claim, DraftClaim, Item, QuotedWords, RejectedClaim
from digests.model.ids import content_id
from digests.retrieval import Excerpt, Query, Wanted
from digests.sections.prose import is_quotable
from digests.sections.standing import leaning, speaks_as_i, speaks_as_we
from digests.text.names import names
from digests.text.periods import periods
from digests.text.sentences import sentences
from digests.text.values import Kind, values
from digests.text.words import content_words

MOST = 3
PASSAGES = 6
"""First passages whose sentences are read."""
HEADED = 0.4
"""How much of a word counts that only the article's title or outlet says."""
COVERED = 0.5
"""Of the question's weight: a sentence that has less does not answer."""
USUAL_WORDS = 12
"""What a longer question asks stands in several sentences, each of which has less of it."""
SHORTEST = 4
"""Words of a quote."""
BESIDE = 0.75
"""Of the best sentence's worth: what is worth less is not printed beside it."""
_VERSION = re.compile(r"\bv?\d+(?:\.\d+)+\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may answer."""

    article: Article
    start: int
    end: int
    covered: float
    """Share of the question's weight that it and its title have."""
    holds: bool
    """It holds what is asked for: a name, a number, a date."""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.article.text[self.start : self.end]


def candidates(
    query: Query, excerpts: Sequence[Excerpt], weights: Mapping[str, float]
) -> list[Candidate]:
    """Return the sentences that can stand alone, the best first."""
    said: dict[str, Candidate] = {}
    for excerpt in excerpts[:PASSAGES]:
        for one in _of_passage(query, excerpt, weights):
            said.setdefault(one.text, one)
    found = list(said.values())
    order = {excerpt.article.id: place for place, excerpt in enumerate(excerpts)}
    return sorted(
        found, key=lambda one: (-one.covered - 0.2 * one.holds, order[one.article.id], one.start)
    )


def answering(found: Sequence[Candidate], query: Query) -> list[Candidate]:
    """Return those that answer: they hold what is asked for, and enough of the question."""
    enough = COVERED * min(1.0, USUAL_WORDS / max(len(query.words), 1))
    good = [one for one in found if one.holds and one.covered >= enough]
    if not good:
        return []
    least = BESIDE * good[0].covered
    kept: dict[str, Candidate] = {}
    for one in good:
        if one.covered >= least:
            kept.setdefault(" ".join(sorted({*content_words(one.text)})), one)
    return list(kept.values())[:MOST]


def beside(
    chosen: Sequence[Candidate], found: Sequence[Candidate], articles: Mapping[str, Article]
) -> tuple[Laid, tuple[RejectedClaim, ...]]:
    """Return the chosen sentences, and beside them those found that contradict them."""
    words = {one: frozenset(content_words(one.text)) for one in found}

    def differ(one: Candidate, other: Candidate) -> bool:
        shared, least = words[one] & words[other], min(len(words[one]), len(words[other]))
        # Reading a sentence costs a hundred times more than counting its words.
        return 2 * len(shared) >= least and contradiction(said(one), said(other)) is not None

    def said(one: Candidate) -> Said:
        return one.article, one.text

    def made(one: Candidate) -> Item | RejectedClaim:
        claim = claimed(one, articles)
        return claim if isinstance(claim, RejectedClaim) else item(one, claim)

    return Sides(said=said, differ=differ, made=made).lay(chosen, found)


def claimed(one: Candidate, articles: Mapping[str, Article]) -> Claim | RejectedClaim:
    """Return the sentence as a checked claim."""
    article = one.article
    we = speaks_as_we(one.text) or speaks_as_i(one.text)
    return verify(
        DraftClaim(
            text=one.text,
            quotes=(
                QuotedWords(
                    article_id=article.id,
                    exact=one.text,
                    prefix=article.text[max(article.body_start, one.start - 60) : one.start],
                    suffix=article.text[one.end : one.end + 60],
                ),
            ),
            attributed_to=(article.byline or article.outlet) if we else None,
            as_of=article.published_at,
        ),
        articles,
    )


def item(one: Candidate, claim: Claim) -> Item:
    """Return the printed sentence, dated by its article."""
    return Item(
        id=content_id("extract", claim.id), claims=(claim,), on=one.article.published_at.date()
    )


def _of_passage(
    query: Query, excerpt: Excerpt, weights: Mapping[str, float]
) -> Iterator[Candidate]:
    article = excerpt.article
    total = sum(weights.values())
    title = frozenset((*content_words(article.title), *content_words(article.outlet)))
    for span in sentences(article.text):
        text = article.text[span.start : span.end]
        inside = excerpt.start <= span.start and span.end <= excerpt.end
        if not inside or len(text.split()) < SHORTEST:
            continue
        if not is_quotable(text, article) or leaning(text, title=title):
            continue
        spoken = content_words(text)
        words = {*spoken, *query.said_in(spoken)}
        yield Candidate(
            article=article,
            start=span.start,
            end=span.end,
            covered=sum(
                weight if word in words else HEADED * weight
                for word, weight in weights.items()
                if word in words or word in title
            )
            / total,
            holds=_holds(query, text, article),
        )


def _holds(query: Query, text: str, article: Article) -> bool:
    """Return whether the sentence holds the kind of thing that is asked for."""
    match query.wanted:
        case Wanted.WHO:
            asked = set(query.stems)
            return any(not asked.issuperset(name) for name in _named(text))
        case Wanted.WHEN:
            return _is_dated(text, article.published_at.date())
        case Wanted.NUMBER:
            return _has_number(text)
        case Wanted.VERSION:
            return _VERSION.search(text) is not None
        case _:
            return True


# Of sentences that are quotable: the three together take 2 MB.
@lru_cache(maxsize=2048)
def _named(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(content_words(name.text)) for name in names(text))


@lru_cache(maxsize=2048)
def _is_dated(text: str, published: date) -> bool:
    return bool(periods(text, published))


@lru_cache(maxsize=2048)
def _has_number(text: str) -> bool:
    return any(value.kind in {Kind.NUMBER, Kind.MONEY} for value in values(text))
