"""Items of a digest as cards and lines."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.dates import in_utc
from bot.document import Card, Line, Span, Style, Tag, Text
from bot.present.library import Library
from bot.present.wording import (
    INSTRUCTS_MODELS,
    NEW,
    OPINION,
    READS_AS,
    SAID_BEFORE,
    SAYS,
    TRANSLATED,
    WHY_IT_MATTERS,
    developing,
    not_heard_of,
    one_report,
    reports,
)
from digests.model import Claim, Item, Novelty, WordingNote
from digests.model.ids import content_id
from digests.sections.standing import speaks_as_i, speaks_as_we
from digests.text.clean import one_line


def card(item: Item, number: int, library: Library, *, opinion: Sequence[Claim] = ()) -> Card:
    """Return a story: numbered headline, a line for each claim, the remark on its reports.

    Beside a model's words, a headline that is a source's own title stands in quotation marks. The
    `opinion` on the story follows what is known, headed as such.
    """
    headline: list[Span] = [Text(text=f"{number}.", style=Style.STRONG)]
    if item.headline is not None:
        title = one_line(item.headline.text)
        own = library.has_model_text and item.headline.headline
        headline.append(Text(text=f"“{title}”" if own else title, style=Style.STRONG))
        headline.extend(_translation(item.headline, library))
        headline.extend(marks(item.headline, library))
    elif item.label:
        headline.append(Text(text=one_line(item.label), style=Style.STRONG))
    if item.novelty is Novelty.NEW:
        headline.append(Text(text=library.phrase(NEW), style=Style.MUTED))
    headline.extend(Tag(name=tag) for tag in item.tags)
    members = item.also or tuple(
        dict.fromkeys(quote.article_id for claim in item.claims for quote in claim.quotes)
    )
    listed = (library.source(article_id) for article_id in members)
    lines = [Line(spans=spoken(claim, library)) for claim in item.claims]
    if item.novelty is Novelty.DEVELOPING:
        since = developing(item.seen_on, len(members), library.language)
        lines.insert(0, Line(spans=(Text(text=since, style=Style.MUTED),)))
    lines.extend(_opinion(claim, library) for claim in opinion)
    return Card(
        headline=tuple(headline),
        lines=tuple(lines),
        remark=_reports(members, library) if members else None,
        notes=tuple(note_line(note, library) for note in item.notes),
        reports=tuple(source.n for source in listed if source is not None),
        story_id=item.story_id,
    )


def _opinion(claim: Claim, library: Library) -> Line:
    title, what = library.phrase(WHY_IT_MATTERS), library.phrase(OPINION)
    return Line(spans=(Text(text=f"{title} ({what}):", style=Style.STRONG), *said(claim, library)))


def _reports(members: Sequence[str], library: Library) -> str:
    """Say who reports it and when; of several, how many of each kind and since when."""
    listed = [source for source in map(library.source, members) if source is not None]
    if len(members) == 1 and listed:
        article = listed[0].article
        kind = library.kind(members[0])
        on = in_utc(article.published_at)
        return one_report(one_line(article.outlet), on, kind, library.language)
    first = min((source.article.published_at for source in listed), default=None)
    return reports(map(library.kind, members), first=first, language=library.language)


def item_lines(item: Item, library: Library, *, today: date) -> Iterator[Line]:
    """Yield a bullet for each claim; the first carries the label and the date still to come."""
    for position, claim in enumerate(item.claims):
        spans: list[Span] = []
        if position == 0 and item.label:
            spans.append(Text(text=f"{one_line(item.label)}:", style=Style.STRONG))
        spans.extend(spoken(claim, library))
        if position == 0 and item.on is not None and item.on >= today:
            due = library.phrase("— next: {day}", day=library.day(item.on))
            spans.append(Text(text=due, style=Style.MUTED))
        yield Line(spans=tuple(spans), bullet=True)


def watched_lines(item: Item, library: Library) -> Iterator[Line]:
    """Yield what was said to come and when; then what a later story says of it, or that none does."""
    planned, *come = item.claims
    said_on = library.day(library.cited(planned.quotes[0]).article.published_at)
    label = Text(text=f"{one_line(item.label or '')}:", style=Style.STRONG)
    spans: list[Span] = [label, *spoken(planned, library)]
    if not come:
        ended = not_heard_of(item.on, library.language)
        spans.append(Text(text=f"— {ended}", style=Style.MUTED))
    else:
        told = library.phrase("said on {day}", day=said_on)
        spans.append(Text(text=f"— {told}", style=Style.MUTED))
    yield Line(spans=tuple(spans), bullet=True)
    for claim in come:
        on = library.day(library.cited(claim.quotes[0]).article.published_at)
        now = Text(text=f"{library.phrase('Now, {day}', day=on)}:", style=Style.STRONG)
        yield Line(spans=(now, *spoken(claim, library)), bullet=True)


def name_line(item: Item, library: Library) -> Line:
    """Return `Alibaba Cloud (Platinum member) [1]`: words of the quotes, without their sentence."""
    spans: list[Span] = [Text(text=one_line(item.label or ""), style=Style.STRONG)]
    if item.detail:
        spans.append(Text(text=f"({one_line(item.detail)})"))
    for claim in item.claims:
        spans.extend(marks(claim, library))
    return Line(spans=tuple(spans), bullet=True)


def headline_line(item: Item, library: Library) -> Line:
    """Return `Vibe gets to work. [1] — Mistral AI`: a title as its source has it."""
    spans: list[Span] = []
    for claim in item.claims:
        spans.extend((Text(text=one_line(claim.text)), *marks(claim, library)))
    spans.append(Text(text=f"— {one_line(item.label or '')}", style=Style.MUTED))
    return Line(spans=tuple(spans), bullet=True)


def spoken(claim: Claim, library: Library) -> tuple[Span, ...]:
    """Return the sentence with its marks: in quotation marks where it is its quotes, word by word."""
    text = one_line(claim.text)
    if text != one_line(" ".join(library.words(quote) for quote in claim.quotes)):
        spoken_by = _speaker(claim)
        return (Text(text=text), *_translation(claim, library), *spoken_by, *marks(claim, library))
    spans: list[Span] = [*_introduced(claim, library)]
    for quote in claim.quotes[:-1]:
        spans.append(Text(text=one_line(library.shown(quote)), style=Style.QUOTE))
        spans.extend(library.cites(claim.id, [quote]))
    last = claim.quotes[-1]
    spans.append(Text(text=one_line(library.shown(last)), style=Style.QUOTE))
    spans.extend(_remarks(claim, library))
    spans.extend(library.cites(claim.id, [last]))
    return tuple(spans)


def said(claim: Claim, library: Library) -> tuple[Span, ...]:
    """Return words that a model made, with their marks."""
    words = Text(text=one_line(claim.text))
    return (words, *_translation(claim, library), *marks(claim, library))


def account(item: Item, library: Library) -> Line:
    """Return `[1] Futurum, 8 April 2026, says: “…” [1]`: one source's account of a matter.

    Of what a later source replaced it is `[2] …, said before: “…” [2]`.
    """
    source = library.cited(item.claims[0].quotes[0])
    outlet = one_line(source.article.outlet)
    verb = library.phrase(SAID_BEFORE if item.replaced else SAYS)
    who = Text(text=f"[{source.n}] {outlet}, {library.day(source.article.published_at)}, {verb}:")
    spans: list[Span] = [who]
    if source.article.suspicious:
        spans.append(Text(text=f"({library.phrase(INSTRUCTS_MODELS)})", style=Style.MUTED))
    for claim in item.claims:
        # Of words that say `we` the outlet is named already.
        spans.extend(s for s in spoken(claim, library) if s != Text(text=f"{outlet}:"))
    return Line(spans=tuple(spans), bullet=True)


def note_line(note: WordingNote, library: Library) -> Line:
    """Return a reading note with the words that it is about."""
    spans: list[Span] = [Text(text=library.phrase(READS_AS[note.note]))]
    for quote in (note.quote, *((note.second,) if note.second else ())):
        spans.append(Text(text=one_line(library.shown(quote)), style=Style.QUOTE))
        spans.extend(library.cites(note_id(note), [quote]))
    return Line(spans=tuple(spans))


def note_id(note: WordingNote) -> str:
    """Return the id under which a note's evidence is found."""
    quote = note.quote
    return content_id("note", note.note, quote.article_id, str(quote.start), str(quote.end))


def _translation(claim: Claim, library: Library) -> tuple[Text, ...]:
    if claim.original is None:
        return ()
    return (Text(text=library.phrase(TRANSLATED), style=Style.MUTED),)


def marks(claim: Claim, library: Library) -> tuple[Span, ...]:
    """Return the citations of a claim, behind who wrote its source and what became of that since."""
    return (*_remarks(claim, library), *library.cites(claim.id, claim.quotes))


def _remarks(claim: Claim, library: Library) -> tuple[Text, ...]:
    return tuple(Text(text=mark, style=Style.MUTED) for mark in library.remarks(claim))


def _introduced(claim: Claim, library: Library) -> tuple[Text, ...]:
    """Return `OpenAI:` before words that say `we` or `I`, or that do not name their speaker."""
    text = one_line(claim.text)
    speaker = one_line(claim.attributed_to or "")
    if speaks_as_we(text):
        speaker = speaker or one_line(library.cited(claim.quotes[0]).article.outlet)
    elif not speaks_as_i(text) and speaker.casefold() in text.casefold():
        return ()
    return (Text(text=f"{speaker}:"),) if speaker else ()


def _speaker(claim: Claim) -> tuple[Text, ...]:
    """Name the speaker where the sentence does not."""
    speaker = one_line(claim.attributed_to or "")
    if not speaker or speaker.casefold() in one_line(claim.text).casefold():
        return ()
    return (Text(text=f"— {speaker}", style=Style.MUTED),)
