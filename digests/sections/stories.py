"""Top stories: each with its source's own headline and the sentences that tell it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digests.model import Article, Claim, Fact, FactType, Item, Modality, Quote, Story
from digests.notes import wording_notes
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.sections.overlap import near, wording
from digests.sections.prose import Sentence
from digests.sections.ranking import A_SENTENCE, ranked
from digests.sections.relevance import is_in_passing
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
_TWIN = 4
"""Content words that the titles of two stories of one outlet share where both tell one event."""
_SAME_DAYS = timedelta(days=3)
_LATER = 1.0
"""What a sentence loses as the first one where a later section is to say it."""
_STATED = 1.0
"""What a sentence gains as the first one where it states an event of the headline's subject."""
_LEAST_LEAD = 1.2
_LEAST_WORTH = 1.6
_LEAST_PLAIN = 2.4
"""The least worth of an added sentence that has neither event nor figure.

Sentences below tell too little to be printed; measured by reading digests of real feeds.
"""


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
            items.append(_printed(item, ledger))
        elif item:
            untold.append(item)
    by_title = [i for i in untold if states_something(material.articles[i.also[0]].title)]
    # A title that tells nothing stands only where the week would else look empty.
    named = [i for i in untold if not is_useless(material.articles[i.also[0]].title)]
    for item in by_title if items or by_title else named or untold:
        if len(items) < MOST_STORIES and _is_new(material.articles[item.also[0]], material, ledger):
            items.append(_printed(item, ledger))
    return tuple(items)


def _printed(item: Item, ledger: Ledger) -> Item:
    """Return the item, noted as printed."""
    if item.headline:
        ledger.note(item.headline.text)
    ledger.tell(item.also)
    return item


def _is_new(lead: Article, material: Material, ledger: Ledger) -> bool:
    """Return whether no printed story has the same title, or tells the same event."""
    return ledger.is_unsaid(wording(lead.title)) and not _has_twin(lead, material, ledger)


def _is_news_by_title(story: Story, material: Material) -> bool:
    """Return whether the title tells the news and no report has more to say."""
    reports = material.reports(story)
    short = all(len(report.body) < A_SENTENCE for report in reports)
    return short and states_something(reports[0].title)


def _told(story: Story, material: Material, ledger: Ledger, most: int) -> Item | None:
    reports = _in_reading_order(material.reports(story), material.language)
    earlier = material.earlier(story)
    lead = _titled_anew(reports, ledger) if earlier else reports[0]
    if not _is_new(lead, material, ledger):
        return None
    headline = ledger.headline(lead)
    found = _settled(candidates(reports, material.topic), _events(reports, material), ledger)
    in_passing = is_in_passing(reports, material)
    telling = [candidate for candidate in found if candidate.tells]
    if in_passing and telling and not any(candidate.mentions for candidate in telling):
        return None
    claims = _chosen(found, lead, ledger, most, in_passing=in_passing)
    if not claims and _is_known(story, found, lead, material, ledger):
        ledger.leave_out(story.id)
        return None
    if not claims and (headline is None or _is_told(found, ledger)):
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
    telling = [candidate for candidate in found if candidate.tells]
    if material.earlier(story):
        return bool(telling) or not (states_something(lead.title) and ledger.is_new(title))
    # Another outlet may give its own report a like title: only the very same one is known.
    shown = (ledger.was_shown(candidate.sentence.wording) for candidate in telling)
    return ledger.was_shown(title, exactly=True) or any(shown)


def _has_twin(lead: Article, material: Material, ledger: Ledger) -> bool:
    """Return whether the outlet's other text on the event, of the same days, is printed already."""
    printed = [material.articles[told] for told in ledger.told if told in material.articles]
    return any(
        other.outlet == lead.outlet
        and abs(other.published_at - lead.published_at) <= _SAME_DAYS
        and _are_twins(lead.title, other.title)
        for other in printed
    )


def _are_twins(one: str, other: str) -> bool:
    """Return whether two titles name one event, or two versions of one thing."""
    a, b = _words(one), _words(other)
    if is_useless(one) and is_useless(other):
        return a == b
    return len(a & b) >= _TWIN and near(a, b)


def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in content_words(title) if not word[:1].isdigit())


def _events(reports: Sequence[Article], material: Material) -> list[Fact]:
    """Return the facts that happened or are announced, of somebody whom the headline names."""
    title = frozenset(content_words(reports[0].title))
    ids = {report.id for report in reports}
    return [
        fact
        for fact in material.facts
        if fact.quote.article_id in ids
        and fact.modality is not Modality.PLANNED
        and title & {*content_words(f"{fact.subject} {fact.object or ''}")}
    ]


def _is_told(found: Sequence[Candidate], ledger: Ledger) -> bool:
    """Return whether another story has said what this one has to say."""
    return any(c.tells and not ledger.is_new(c.sentence.wording) for c in found)


def _in_reading_order(reports: tuple[Article, ...], language: str) -> tuple[Article, ...]:
    """Return the reports with those in the reader's language first, else in their own order."""
    return tuple(sorted(reports, key=lambda a: bool(a.language and a.language != language)))


def _chosen(
    found: Sequence[Candidate],
    lead: Article,
    ledger: Ledger,
    most: int,
    *,
    in_passing: bool,
) -> tuple[Claim, ...]:
    """Pick the sentence that says what happened, then those that add the most.

    Of what has the topic `in_passing`, one sentence has a word of it.
    """
    title = frozenset(content_words(lead.title))
    first = _first(found, title, ledger)
    if first is None:
        return ()
    opening, claim = first
    chosen: list[tuple[Sentence, Claim]] = [(opening, claim)]
    ledger.note(claim.text)
    for candidate in _by_worth(found, opening if in_passing else None):
        sentence = candidate.sentence
        if len(chosen) == most:
            break
        plain = not candidate.concrete and not (in_passing and candidate.mentions)
        least = _LEAST_PLAIN if plain else _LEAST_WORTH
        if not candidate.tells or candidate.worth < least:
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


def _by_worth(found: Sequence[Candidate], opening: Sentence | None) -> list[Candidate]:
    """Return the best first; above all one on the topic where the `opening` is not."""
    ordered = sorted(found, key=lambda c: -c.worth)
    on_topic = [c for c in ordered if c.mentions and c.tells]
    if opening is None or any(c.sentence == opening for c in on_topic):
        return ordered
    return [*on_topic[:1], *ordered]


def _settled(found: Sequence[Candidate], events: Sequence[Fact], ledger: Ledger) -> list[Candidate]:
    """Weigh as first sentences those that state an event, and those that a later section says."""
    return [
        replace(
            candidate,
            lead=candidate.lead
            + (_STATED if any(_covers(candidate.sentence, e.quote) for e in events) else 0.0)
            - (_LATER if ledger.is_reserved(candidate.sentence.wording) else 0.0),
        )
        for candidate in found
    ]


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


def _covers(sentence: Sentence, quote: Quote) -> bool:
    same = sentence.article_id == quote.article_id
    return same and sentence.start < quote.end and quote.start < sentence.end


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
