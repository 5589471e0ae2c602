"""Top stories: each with its source's own headline and the sentences that tell it."""

from collections.abc import Sequence
from datetime import datetime

from digests.model import Article, Claim, FactType, Item, Story
from digests.notes import wording_notes
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.sections.overlap import near, wording
from digests.sections.prose import Sentence
from digests.sections.ranking import A_SENTENCE, ranked
from digests.sections.tagging import tags_of
from digests.sections.telling import Candidate, candidates
from digests.sections.titles import is_useless, states_something
from digests.text.words import content_words

MOST_STORIES = 7
"""A reader finishes seven; the receipt says how many there were."""
MOST_SENTENCES = 3
FULL = 3
"""So many stories get `MOST_SENTENCES`; the ones after them get one less."""
_OPENING = 4
"""Words: two sentences that begin alike (`As a founding member, Mistral …`) read as one."""
_NEWS = 3
"""Content words that a sentence must add to the headline above it."""
_LEAST_LEAD = 1.2
_LEAST_WORTH = 1.6
"""Sentences below tell too little to be printed; measured by reading digests of real feeds."""


def top_stories(material: Material, ledger: Ledger, now: datetime) -> tuple[Item, ...]:
    """Return the stories in order of weight, each once, with one to three quoted sentences."""
    del now  # the same story is told the same way at any time
    items: list[Item] = []
    untold: list[Item] = []
    for story in ranked(material):
        if len(items) == MOST_STORIES:
            break
        most = MOST_SENTENCES if len(items) < FULL else MOST_SENTENCES - 1
        mark = ledger.mark()
        item = _told(story, material, ledger, most)
        if item and not material.wants(story, item.tags):
            ledger.back_to(mark)
            continue
        if item and (item.claims or _is_news_by_title(story, material)):
            items.append(item)
        elif item:
            untold.append(item)
    by_title = [i for i in untold if states_something(material.articles[i.also[0]].title)]
    # A title that tells nothing stands only where the week would else look empty.
    named = [i for i in untold if not is_useless(material.articles[i.also[0]].title)]
    rest = by_title if items or by_title else named or untold
    return tuple([*items, *rest][:MOST_STORIES])


def _is_news_by_title(story: Story, material: Material) -> bool:
    """Return whether the title tells the news and no report has more to say."""
    reports = material.reports(story)
    short = all(len(report.body) < A_SENTENCE for report in reports)
    return short and states_something(reports[0].title)


def _told(story: Story, material: Material, ledger: Ledger, most: int) -> Item | None:
    reports = _in_reading_order(material.reports(story), material.language)
    earlier = material.earlier(story)
    lead = _titled_anew(reports, ledger) if earlier else reports[0]
    if not ledger.is_unsaid(wording(lead.title)):
        return None
    headline = ledger.headline(lead)
    found = candidates(reports, material.topic)
    claims = _chosen(found, lead, ledger, most)
    if not claims and _is_known(story, found, lead, material, ledger):
        ledger.leave_out(story.id)
        return None
    if not claims and (headline is None or _is_told(found, ledger)):
        return None
    if headline:
        ledger.note(headline.text)
    also = [*story.members, *(copy.article_id for copy in story.copies)]
    listed = tuple(dict.fromkeys(a for a in (lead.id, *also) if a in material.articles))
    ledger.tell(listed)
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
    telling = [candidate for candidate in found if candidate.tells]
    if material.earlier(story):
        return bool(telling) or not (states_something(lead.title) and ledger.is_new(title))
    # Another outlet may give its own report a like title: only the very same one is known.
    shown = (ledger.was_shown(candidate.sentence.wording) for candidate in telling)
    return ledger.was_shown(title, exactly=True) or any(shown)


def _is_told(found: Sequence[Candidate], ledger: Ledger) -> bool:
    """Return whether another story has said what this one has to say."""
    return any(c.tells and not ledger.is_new(c.sentence.wording) for c in found)


def _in_reading_order(reports: tuple[Article, ...], language: str) -> tuple[Article, ...]:
    """Return the reports with those in the reader's language first, else in their own order."""
    return tuple(sorted(reports, key=lambda a: bool(a.language and a.language != language)))


def _chosen(
    found: Sequence[Candidate], lead: Article, ledger: Ledger, most: int
) -> tuple[Claim, ...]:
    """Pick the sentence that says what happened, then those that add the most."""
    title = frozenset(content_words(lead.title))
    first = _first(found, title, ledger)
    if first is None:
        return ()
    opening, claim = first
    chosen: list[tuple[Sentence, Claim]] = [(opening, claim)]
    ledger.note(claim.text)
    for candidate in sorted(found, key=lambda c: -c.worth):
        sentence = candidate.sentence
        if len(chosen) == most or candidate.worth < _LEAST_WORTH:
            break
        if not candidate.tells:
            continue
        if not ledger.is_new(sentence.wording) or ledger.is_reserved(sentence.wording):
            continue
        if any(_alike(sentence, said, title) for said, _ in chosen):
            continue
        if len(sentence.words - title) < _NEWS:
            continue
        added = ledger.claim(sentence)
        if added:
            chosen.append((sentence, added))
            ledger.note(added.text)
    order = {candidate.sentence: place for place, candidate in enumerate(found)}
    rest = sorted(chosen[1:], key=lambda pair: order[pair[0]])
    return (claim, *(added for _, added in rest))


def _alike(one: Sentence, other: Sentence, title: frozenset[str]) -> bool:
    """Return whether two sentences of a story are one too many.

    What both share with the title is the story's subject, not what they say of it.
    """
    same_opening = one.text.split()[:_OPENING] == other.text.split()[:_OPENING]
    return same_opening or near(one.words - title, other.words - title)


def _first(
    found: Sequence[Candidate], title: frozenset[str], ledger: Ledger
) -> tuple[Sentence, Claim] | None:
    for candidate in sorted(found, key=lambda c: -c.lead):
        sentence = candidate.sentence
        if candidate.lead < _LEAST_LEAD:
            return None
        repeats = len(sentence.words - title) < _NEWS or not ledger.is_new(sentence.wording)
        if repeats or not candidate.tells:
            continue
        claim = ledger.claim(sentence)
        if claim:
            return sentence, claim
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
