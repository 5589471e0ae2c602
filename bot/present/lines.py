"""Items of a digest as cards and lines."""

from collections.abc import Iterator

from bot.dates import day
from bot.document import Card, Cite, Line, Span, Style, Tag, Text
from bot.present.library import Library
from bot.present.wording import READS_AS, reports
from digests.model import Claim, Item, WordingNote
from digests.model.ids import content_id
from digests.text.clean import one_line


def card(item: Item, number: int, library: Library) -> Card:
    """Return a story: numbered headline, a line for each claim, the remark on its reports."""
    headline: list[Span] = [Text(text=f"{number}.", style=Style.STRONG)]
    if item.headline is not None:
        headline.append(Text(text=one_line(item.headline.text), style=Style.STRONG))
        headline.extend(_marks(item.headline, library))
    elif item.label:
        headline.append(Text(text=one_line(item.label), style=Style.STRONG))
    headline.extend(Tag(name=tag) for tag in item.tags)
    members = item.also or tuple(
        dict.fromkeys(quote.article_id for claim in item.claims for quote in claim.quotes)
    )
    listed = (library.source(article_id) for article_id in members)
    return Card(
        headline=tuple(headline),
        lines=tuple(Line(spans=spoken(claim, library)) for claim in item.claims),
        remark=reports(library.kind(article_id) for article_id in members) if members else None,
        notes=tuple(note_line(note, library) for note in item.notes),
        reports=tuple(source.n for source in listed if source is not None),
        story_id=item.story_id,
    )


def item_lines(item: Item, library: Library) -> Iterator[Line]:
    """Yield a bullet for each claim; the first carries the label and the date."""
    for position, claim in enumerate(item.claims):
        spans: list[Span] = []
        if position == 0 and item.label:
            spans.append(Text(text=f"{one_line(item.label)}:", style=Style.STRONG))
        spans.extend(spoken(claim, library))
        if position == 0 and item.on is not None:
            spans.append(Text(text=f"— next: {day(item.on)}", style=Style.MUTED))
        yield Line(spans=tuple(spans), bullet=True)


def name_line(item: Item, library: Library) -> Line:
    """Return `Alibaba Cloud (Platinum member) [1]`: words of the quotes, without their sentence."""
    spans: list[Span] = [Text(text=one_line(item.label or ""), style=Style.STRONG)]
    if item.detail:
        spans.append(Text(text=f"({one_line(item.detail)})"))
    for claim in item.claims:
        spans.extend(_marks(claim, library))
    return Line(spans=tuple(spans), bullet=True)


def spoken(claim: Claim, library: Library) -> tuple[Span, ...]:
    """Return the sentence with its marks: in quotation marks where it is its quotes, word by word."""
    text = one_line(claim.text)
    if text != one_line(" ".join(library.words(quote) for quote in claim.quotes)):
        spoken_by = _speaker(claim)
        return (Text(text=text), *spoken_by, *_marks(claim, library))
    spans: list[Span] = []
    for quote in claim.quotes[:-1]:
        spans.append(Text(text=one_line(library.shown(quote)), style=Style.QUOTE))
        spans.extend(library.cites(claim.id, [quote]))
    last = claim.quotes[-1]
    spans.append(Text(text=one_line(library.shown(last)), style=Style.QUOTE))
    spans.extend(_speaker(claim))
    if mark := library.ai_mark(claim):
        spans.append(Text(text=mark, style=Style.MUTED))
    spans.extend(library.cites(claim.id, [last]))
    return tuple(spans)


def note_line(note: WordingNote, library: Library) -> Line:
    """Return a reading note with the words that it is about."""
    cites = library.cites(note_id(note), [note.quote])
    quoted = Text(text=one_line(library.shown(note.quote)), style=Style.QUOTE)
    return Line(spans=(Text(text=READS_AS[note.note]), quoted, *cites))


def note_id(note: WordingNote) -> str:
    """Return the id under which a note's evidence is found."""
    quote = note.quote
    return content_id("note", note.note, quote.article_id, str(quote.start), str(quote.end))


def _marks(claim: Claim, library: Library) -> tuple[Span, ...]:
    cites: tuple[Cite, ...] = library.cites(claim.id, claim.quotes)
    if mark := library.ai_mark(claim):
        return (Text(text=mark, style=Style.MUTED), *cites)
    return cites


def _speaker(claim: Claim) -> tuple[Text, ...]:
    """Name the speaker where the sentence does not."""
    speaker = one_line(claim.attributed_to or "")
    if not speaker or speaker.casefold() in one_line(claim.text).casefold():
        return ()
    return (Text(text=f"— {speaker}", style=Style.MUTED),)
