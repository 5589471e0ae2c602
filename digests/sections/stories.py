"""Top stories: each with its source's own headline and the sentences that tell it.

A story is told where its first sentence says who did what the headline tells of, or where the
headline itself says so; of every other text the headline is listed by itself (`headlines`).
"""

from collections.abc import Sequence
from datetime import datetime

from digests.model import Article, Claim, FactType, Item, Story, Topic
from digests.notes import wording_notes
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.sections.overlap import near, wording
from digests.sections.ranking import ranked
from digests.sections.relevance import is_in_passing, mentions
from digests.sections.signs import EVENT_STEMS, WHEN
from digests.sections.standing import names
from digests.sections.tagging import tags_of
from digests.sections.telling import Candidate, candidates
from digests.sections.titles import states_something
from digests.sections.twins import SAME_DAYS, is_told
from digests.text.words import content_words

MOST_STORIES = 7
"""A reader finishes seven; the receipt says how many there were."""
MOST_SENTENCES = 3
FULL = 3
"""So many stories get `MOST_SENTENCES`; the ones after them get one less."""
_OPENING = 4
"""Words: two sentences that begin alike (`As a founding member, Mistral …`) read as one."""
_SHARED = 3
"""Content words that two stories' beginnings share where both tell one event."""
_NEWS = 3
"""Content words that a sentence must add to the headline above it."""
_LEAST_WORTH = 1.6
"""An added sentence that is worth less tells too little; measured by reading digests of real feeds."""

Claimed = tuple[Candidate, Claim]


def top_stories(material: Material, ledger: Ledger, now: datetime) -> tuple[Item, ...]:
    """Return the told stories in order of weight, each once, those by headline alone last."""
    del now  # the same story is told the same way at any time
    told: list[Item] = []
    by_title: list[tuple[Story, Item]] = []
    for story in ranked(material):
        if len(told) == MOST_STORIES:
            break
        if is_told(story, material, ledger.told):
            continue
        most = MOST_SENTENCES if len(told) < FULL else MOST_SENTENCES - 1
        mark = ledger.mark()
        item = _told(story, material, ledger, most)
        if item and (not material.wants(story, item.tags) or _retells(item, told, material.topic)):
            ledger.back_to(mark)
            continue
        if item and item.claims:
            told.append(_printed(item, ledger))
        elif item:
            by_title.append((story, item))
    for story, item in by_title:
        if len(told) == MOST_STORIES:
            break
        if not (is_told(story, material, ledger.told) or _retells(item, told, material.topic)):
            told.append(_printed(item, ledger))
    return tuple(told)


def _printed(item: Item, ledger: Ledger) -> Item:
    """Return the item, noted as printed."""
    if item.headline:
        ledger.note(item.headline.text)
    ledger.tell(item.also)
    return item


def _retells(item: Item, told: Sequence[Item], topic: Topic) -> bool:
    """Return whether it begins as a story of the same days does: one event, told by two texts."""
    return any(
        abs(item.on - other.on) <= SAME_DAYS and _are_alike(one, before, topic)
        for other in told
        if item.on and other.on
        for one in _beginnings(item)[-1:]
        for before in _beginnings(other)
    )


def _beginnings(item: Item) -> list[str]:
    return [claim.text for claim in (item.headline, *item.claims[:1]) if claim]


def _are_alike(one: str, other: str, topic: Topic) -> bool:
    """Return whether two sentences tell the same of somebody, the topic's own name not counted."""
    a, b = wording(one).words, wording(other).words
    named = [
        {name.text for name in names(text) if not mentions(name.text, topic)}
        for text in (one, other)
    ]
    return len(a & b) >= _SHARED and near(a, b) and not named[0].isdisjoint(named[1])


def _told(story: Story, material: Material, ledger: Ledger, most: int) -> Item | None:
    reports = in_reading_order(material.reports(story), material.language)
    earlier = material.earlier(story)
    lead = _titled_anew(reports, ledger) if earlier else reports[0]
    headline = ledger.headline(lead)
    found = candidates(reports, material.topic)
    first = _first(found, lead, ledger)
    mark = ledger.mark()
    claims = _chosen(found, first, lead, ledger, most, in_passing=is_in_passing(reports, material))
    if not claims and _is_known(story, found, lead, material, ledger):
        ledger.leave_out(story.id)
        return None
    stated = headline is not None and states_something(headline.text)
    # A story that the channel knows goes on with whatever is new in it.
    if claims is None or not (first or stated or (earlier and claims)):
        ledger.back_to(mark)
        return None
    also = [*story.members, *(copy.article_id for copy in story.copies)]
    listed = tuple(dict.fromkeys(a for a in (lead.id, *also) if a in material.articles))
    return Item(
        id=story.id,
        claims=claims,
        headline=headline,
        tags=tags_of(
            material.topic,
            lead.title,
            [claim.text for claim in claims],
            _stated(claims, material),
        ),
        on=lead.published_at.date(),
        story_id=story.id,
        also=listed,
        notes=tuple(wording_notes(reports)),
        novelty=material.novelty(story),
        seen_on=earlier.on if earlier else None,
    )


def _titled_anew(reports: Sequence[Article], ledger: Ledger) -> Article:
    """Return the first report whose title the channel does not know, else the first."""
    new = (report for report in reports if ledger.is_new(wording(report.title)))
    return next(new, reports[0])


def _is_known(
    story: Story, found: Sequence[Candidate], lead: Article, material: Material, ledger: Ledger
) -> bool:
    """Return whether a story without a sentence to print is one that the channel knows."""
    title = wording(lead.title)
    telling = [candidate for candidate in found if candidate.leads or candidate.adds]
    if material.earlier(story):
        return bool(telling) or not (states_something(lead.title) and ledger.is_new(title))
    # Another outlet may give its own report a like title: only the very same one is known.
    shown = (ledger.was_shown(candidate.sentence.wording) for candidate in telling)
    return ledger.was_shown(title, exactly=True) or any(shown)


def in_reading_order(reports: tuple[Article, ...], language: str) -> tuple[Article, ...]:
    """Return the reports with those in the reader's language first, else in their own order."""
    return tuple(sorted(reports, key=lambda a: bool(a.language and a.language != language)))


def _chosen(
    found: Sequence[Candidate],
    first: Claimed | None,
    lead: Article,
    ledger: Ledger,
    most: int,
    *,
    in_passing: bool,
) -> tuple[Claim, ...] | None:
    """Return the first sentence, if there is one, and those that add the most to it.

    Where the topic is `in_passing`, the headline or a sentence has a word of it, or it is None.
    """
    title = frozenset(content_words(lead.title))
    chosen = [first] if first else []
    for candidate in _by_worth(found, in_passing=in_passing):
        if len(chosen) == most or (first is None and len(chosen) == most - 1):
            break
        if _adds(candidate, [c for c, _ in chosen], title, ledger):
            added = ledger.claim(candidate.sentence)
            chosen += [(candidate, added)] if added else []
    if in_passing and not any(candidate.mentions for candidate, _ in chosen):
        return None
    for _, claim in chosen:
        ledger.note(claim.text)
    order = {candidate.sentence: place for place, candidate in enumerate(found)}
    rest = sorted(chosen[bool(first) :], key=lambda pair: order[pair[0].sentence])
    return tuple(claim for _, claim in (*chosen[: bool(first)], *rest))


def _adds(
    candidate: Candidate, said: Sequence[Candidate], title: frozenset[str], ledger: Ledger
) -> bool:
    """Return whether it tells enough that neither the headline nor another sentence has told."""
    sentence = candidate.sentence
    if not candidate.adds or candidate.worth < _LEAST_WORTH:
        return False
    if not ledger.is_new(sentence.wording) or ledger.is_reserved(sentence.wording):
        return False
    return len(sentence.words - title) >= _NEWS and not any(
        _alike(candidate, one, title) for one in said
    )


def _alike(one: Candidate, other: Candidate, title: frozenset[str]) -> bool:
    """Return whether two sentences of a story are one too many.

    What both share with the title is the story's subject, not what they say of it.
    """
    a, b = one.sentence, other.sentence
    same_opening = a.text.split()[:_OPENING] == b.text.split()[:_OPENING]
    same_event = one.event == other.event and one.event in EVENT_STEMS
    return same_opening or same_event or near(a.words - title, b.words - title)


def _by_worth(found: Sequence[Candidate], *, in_passing: bool) -> list[Candidate]:
    """Return the best first; above all those on the topic where it is `in_passing`."""
    return sorted(found, key=lambda c: (in_passing and not c.mentions, -c.worth))


def _is_later(candidate: Candidate, ledger: Ledger) -> bool:
    return ledger.is_reserved(candidate.sentence.wording)


def _first(found: Sequence[Candidate], lead: Article, ledger: Ledger) -> Claimed | None:
    """Return the sentence that says what happened, None where none does."""
    title = frozenset(content_words(lead.title))
    leading = [candidate for candidate in found if candidate.leads]
    # What a later section is to say stands first only where nothing else does.
    for candidate in sorted(leading, key=lambda c: (_is_later(c, ledger), -c.lead)):
        sentence = candidate.sentence
        if not ledger.is_new(sentence.wording):
            continue
        # `Loom 3 is available today` says when, which `Introducing Loom 3` does not.
        least = _NEWS - 1 if WHEN.search(sentence.text) else _NEWS
        claim = ledger.claim(sentence) if len(sentence.words - title) >= least else None
        if claim:
            return candidate, claim
    return None


def _stated(claims: Sequence[Claim], material: Material) -> list[FactType]:
    """Return the types of the facts that the printed sentences state."""
    spans = [quote for claim in claims for quote in claim.quotes]
    return [
        fact.type
        for fact in material.facts
        if any(
            span.article_id == fact.quote.article_id
            and span.start < fact.quote.end
            and fact.quote.start < span.end
            for span in spans
        )
    ]
