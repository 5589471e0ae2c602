"""Present the reply to a question: rows or sentences with their quotes, or an honest silence."""

from collections.abc import Iterator
from datetime import timedelta

from bot.dates import day
from bot.document import Block, Document, Heading, Line, Lines, Remark, Span, Style, Text
from bot.present.closing import corrections, short, sources
from bot.present.library import Library
from bot.present.lines import account, spoken
from bot.present.wording import count, fell_short, left_out, some
from digests.model import Item, NoAnswer, Reply, Section, Shortfall
from digests.text.clean import one_line

ICON = "💬"
SILENCE = "My sources do not say."
DIFFER = "The sources differ"
_INSTANT = timedelta(microseconds=1)


def present_reply(reply: Reply) -> Document:
    """Return the tree of a reply.

    Raises:
        ValueError: a claim quotes an article that is not among the reply's sources.
    """
    library = Library(reply)
    provenance = reply.provenance
    blocks: list[Block] = [*corrections(provenance)]
    if isinstance(reply, NoAnswer):
        blocks.append(Remark(id="silence", text=_silence(reply)))
    for section in reply.sections:
        blocks.extend(_section(section, library))
    if provenance.sources:
        blocks.append(sources(reply, library))
    if provenance.dropped:
        blocks.append(Remark(id="left_out", text=left_out(provenance.dropped)))
    lost = provenance.shortfall in {Shortfall.BUDGET, Shortfall.OUTAGE}
    if provenance.shortfall and lost and not library.has_model_text:
        said = fell_short(provenance.shortfall, provenance.budget, told=0, written=0)
        blocks.append(Remark(id="shortfall", text=said))
    blocks.append(Remark(id="receipt", text=_searched(reply)))
    return Document(
        id=reply.id,
        title=short(one_line(f"{reply.title}: {reply.question}")),
        icon=ICON,
        authorship=provenance.authorship,
        blocks=tuple(blocks),
        summary=_summary(reply),
        content_sha256=provenance.content_sha256,
        created_at=reply.created_at,
        language=reply.language,
    )


def _silence(reply: NoAnswer) -> str:
    if not reply.unplaced:
        return SILENCE
    words = one_line(reply.time_words or "")
    return (
        f"{SILENCE} None of them tells of the release in “{words}”, so there is no time to search."
    )


def _section(section: Section, library: Library) -> Iterator[Block]:
    yield Heading(text=section.title, section_id=section.id)
    lines: list[Line] = []
    for item in section.items:
        if item.replaced or section.disputed:
            lines.append(account(item, library))
        else:
            lines.append(_line(item, library))
    yield Lines(lines=tuple(lines))


def _line(item: Item, library: Library) -> Line:
    """Return who, what and when, then the sentence that says so; of a sentence, its day."""
    spans: list[Span] = []
    when = day(item.on) if item.on else ""
    if item.label:
        told = ", ".join(part for part in (one_line(item.detail or ""), when) if part)
        spans.append(Text(text=one_line(item.label), style=Style.STRONG))
        spans.append(Text(text=f"— {told}:" if told else ":"))
    elif when:
        spans.append(Text(text=f"{when}:", style=Style.MUTED))
    for claim in item.claims:
        spans.extend(spoken(claim, library))
    return Line(spans=tuple(spans), bullet=True)


def _searched(reply: Reply) -> str:
    """Return `Searched 9 feeds, 412 articles, 1 January to 12 April 2026; not reached: …`."""
    coverage = reply.provenance.coverage
    feeds = coverage.feeds_ok + coverage.feeds_failed
    last = min(reply.window.until - _INSTANT, reply.created_at)
    if reply.unplaced:
        return f"Asked of {count(feeds, 'feed')}"
    said = f"Searched {count(feeds, 'feed')}, {count(coverage.entries_read, 'article')}"
    if coverage.entries_read:
        said += f", {day(reply.window.since)} to {day(last)}"
    if reply.time_words:
        said += f" (“{one_line(reply.time_words)}”)"
    if coverage.failed_feeds:
        said += f"; not reached when last polled: {some(coverage.failed_feeds)}"
    return said


def _summary(reply: Reply) -> str:
    if isinstance(reply, NoAnswer):
        return SILENCE
    items = [item for section in reply.sections for item in section.items]
    labels = dict.fromkeys(one_line(item.label) for item in items if item.label)
    told = ", ".join(labels) or count(len(reply.claims()), "statement")
    differ = any(section.disputed for section in reply.sections)
    return f"{told}. {DIFFER}." if differ else f"{told}."
