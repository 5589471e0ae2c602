"""*Sources & quotes*: every statement with its quotes in their surroundings, in pages for chats.

A page fits one Discord message and one Slack view, whatever the quotes are; a statement and its quotes
are never parted. What is too long for a page is not cut: a line says so and keeps the citation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.dates import minute
from bot.document import (
    Action,
    Actions,
    Block,
    Cite,
    Document,
    Heading,
    Line,
    Lines,
    Mention,
    Remark,
    Span,
    Style,
    Tag,
    Text,
)
from bot.fragments import web_link
from bot.present.closing import REPORT, SOURCES, short
from bot.present.library import Library
from bot.present.wording import INSTRUCTS_MODELS, UNKNOWN, WROTE, window_name
from digests.model import Claim, Digest, Published, Quote, Source
from digests.text.clean import one_line
from digests.text.phrases import counted, grouped, phrase

ICON = "🔎"
MOST = 10
"""Statements on a page: each is a component of a Discord message, which holds 40."""

_MESSAGE = 3_900
"""Characters of a Discord message, less a few."""
_FRAME = 200
"""Characters of buttons, of marks around the lines, and of the remark at the end."""
_LEAST_ROOM = 1_500
_LINE = 2_400
"""Characters of a line: a Slack block holds 3,000."""
_LONGEST_LINK = 1_000
_DECLARED = 300
"""A longer declaration of who wrote a source stands in the record alone."""
_ESCAPED = frozenset("\\*_~`|<>[]()@#:")
_MEANING = "A source says this; it does not mean that it is true"
_LONG_QUOTE = "A quote of {n} characters is too long for chat, see its source:"
_LONG_STATEMENT = "A statement of {n} characters is too long for chat, see its source:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A statement with its number in the digest or reply."""

    n: int
    claim: Claim
    section_id: str
    title: str
    """The section's."""


def present_evidence(
    published: Published,
    *,
    page: int = 1,
    story_id: str | None = None,
    record_url: str | None = None,
) -> Document:
    """Return a page of the statements with their quotes, of one story where it is named.

    Pages count from 1; a page beyond the last one is the last.

    Raises:
        ValueError: there is no such story, or a claim quotes an article that is not among the sources.
    """
    link = web_link(record_url)
    library = Library(published)
    pages = _pages(published, library, story_id, link)
    if not pages:
        raise ValueError(f"no statement of {story_id or published.id}")
    at = min(page, len(pages)) - 1
    shown = pages[at]
    blocks: list[Block] = []
    section: str | None = None
    for one, lines in shown:
        if one.section_id != section:
            section = one.section_id
            blocks.append(Heading(text=short(one_line(one.title)), section_id=one.section_id))
        blocks.append(Lines(lines=lines))
    total = sum(len(each) for each in pages)
    first, last = shown[0][0].n, shown[-1][0].n
    where = library.phrase("Statement {n}", n=first)
    if first != last:
        where = library.phrase("Statements {n} to {last}", n=first, last=last)
    if story_id is None:
        where = library.phrase("{n} of {all}", n=where, all=total)
    blocks.append(Remark(id="receipt", text=f"{where}. {library.phrase(_MEANING)}."))
    blocks.append(_actions(published, story_id, at + 1, len(pages)))
    return Document(
        id=published.id,
        title=_title(published, at + 1, len(pages)),
        icon=ICON,
        authorship=published.provenance.authorship,
        blocks=tuple(blocks),
        summary=f"{library.phrase('{where}, each with its quotes', where=where)}.",
        content_sha256=published.provenance.content_sha256,
        created_at=published.created_at,
        language=published.language,
        record_url=link,
    )


def statements_on(
    published: Published,
    *,
    page: int = 1,
    story_id: str | None = None,
    record_url: str | None = None,
) -> list[Numbered]:
    """Return the statements that a page shows."""
    pages = _pages(published, Library(published), story_id, web_link(record_url))
    return [one for one, _ in pages[min(page, len(pages)) - 1]] if pages else []


def _numbered(published: Published, story_id: str | None) -> Iterator[Numbered]:
    seen: set[str] = set()
    for section in published.sections:
        for item in section.items:
            for claim in (*((item.headline,) if item.headline else ()), *item.claims):
                if claim.id in seen:
                    continue
                seen.add(claim.id)
                if story_id in {None, item.story_id}:
                    yield Numbered(
                        n=len(seen), claim=claim, section_id=section.id, title=section.title
                    )


_Page = list[tuple[Numbered, tuple[Line, ...]]]


def _pages(
    published: Published, library: Library, story_id: str | None, link: str | None
) -> list[_Page]:
    room = _room(published, link)
    pages: list[_Page] = []
    left = 0
    for one in _numbered(published, story_id):
        lines = _fitting(one, library, room)
        needed = _cost(lines) + len(one.title) + _FRAME // 10
        if not pages or needed > left or len(pages[-1]) == MOST:
            pages.append([])
            left = room
        pages[-1].append((one, lines))
        left -= needed
    return pages


def _room(published: Published, link: str | None) -> int:
    """Return the characters that a message has for statements beside label, title and link."""
    label = _width(published.provenance.authorship.visible_label)
    title = _width(_title(published, 999, 999))
    record = len(link) if link is not None and len(link) <= _LONGEST_LINK else 0
    return max(_LEAST_ROOM, _MESSAGE - _FRAME - label - title - record)


def _fitting(one: Numbered, library: Library, room: int) -> tuple[Line, ...]:
    """Return the best form of a statement that fits a page: with less and less around its quotes."""
    room -= len(one.title) + _FRAME // 10
    form: tuple[Line, ...] = ()
    for form in _forms(one, library):
        if _cost(form) <= room and all(_cost([line]) <= _LINE for line in form):
            break
    return form


def _forms(one: Numbered, library: Library) -> Iterator[tuple[Line, ...]]:
    quotes = one.claim.quotes
    for around in (True, False):
        yield tuple(_told(one, quotes, library, around=around))
    for longest in (_LINE, _LINE // 3, _LINE // 8):
        for most in (len(quotes), 8, 4, 2, 1):
            if most <= len(quotes):
                yield tuple(_told(one, quotes[:most], library, longest=longest))


def _told(
    one: Numbered,
    quotes: Sequence[Quote],
    library: Library,
    *,
    around: bool = False,
    longest: int | None = None,
) -> Iterator[Line]:
    """Yield the statement, unless its quote is just that, each quote, and who says so.

    Where `longest` is given, a notice stands for what is longer, and no declaration is quoted.
    """
    text = one_line(one.claim.text)
    verbatim = text == one_line(" ".join(library.words(quote) for quote in quotes))
    if not verbatim:
        statement = Text(text=text, style=Style.STRONG)
        if longest is not None and _width(text) > longest:
            statement = _notice(_LONG_STATEMENT, text, library)
        yield _line(one.n, statement)
    for place, quote in enumerate(quotes):
        number = one.n if verbatim and place == 0 else None
        yield _line(number, *_quoted(one.claim, quote, library, around=around, longest=longest))
    if rest := len(one.claim.quotes) - len(quotes):
        more = counted(library.language, rest, "more quote", "more quotes")
        words = f"{library.phrase('and')} {more}"
        yield Line(spans=(Text(text=words, style=Style.MUTED),))
    named = {source.n: source for source in map(library.cited, quotes)}
    for source in named.values():
        yield Line(spans=tuple(_who(source, library, declared=longest is None)))


def _quoted(
    claim: Claim, quote: Quote, library: Library, *, around: bool, longest: int | None
) -> Iterator[Span]:
    found = library.evidence(claim.id, quote)
    cites = [_short_link(cite) for cite in library.cites(claim.id, [quote])]
    size = _width(found.exact) + sum(len(cite.url or "") for cite in cites) + 100
    if longest is not None and size > longest:
        yield _notice(_LONG_QUOTE, found.exact, library)
    elif around:
        yield Text(text=found.before, style=Style.MUTED)
        yield Text(text=found.exact, style=Style.QUOTE)
        yield Text(text=found.after, style=Style.MUTED)
    else:
        yield Text(text=library.shown(quote), style=Style.QUOTE)
    yield from cites


def _who(source: Source, library: Library, *, declared: bool) -> Iterator[Span]:
    """Yield `[1] PyTorch Foundation · primary · published … · fetched … · who wrote it`."""
    article, wrote, language = source.article, source.authorship, library.language
    parts = [
        f"[{source.n}] {short(one_line(article.outlet))}",
        library.phrase(article.tier.value),
        library.phrase("published {when}", when=minute(article.published_at, language)),
        library.phrase("fetched {when}", when=minute(article.fetched_at, language)),
        *([library.phrase(INSTRUCTS_MODELS)] if article.suspicious else ()),
    ]
    said = one_line(wrote.quote or "")
    quoted = declared and 0 < len(said) <= _DECLARED
    status = library.phrase(WROTE.get(wrote.status, UNKNOWN))
    yield Text(text=" · ".join([*parts, f"{status}:" if quoted else status]), style=Style.MUTED)
    if quoted:
        yield Text(text=said, style=Style.QUOTE)


def _line(number: int | None, *spans: Span) -> Line:
    mark = (Text(text=f"{number}.", style=Style.STRONG),) if number is not None else ()
    return Line(spans=(*mark, *spans))


def _notice(words: str, text: str, library: Library) -> Text:
    size = grouped(library.language, len(one_line(text)))
    return Text(text=library.phrase(words, n=size))


def _short_link(cite: Cite) -> Cite:
    if cite.url is None or len(cite.url) <= _LONGEST_LINK:
        return cite
    return Cite(n=cite.n, url=None, claim_id=cite.claim_id, describes=cite.describes)


def _cost(lines: Sequence[Line]) -> int:
    """Return at most how many characters the lines take on any platform, marks included."""
    return sum(_span_cost(span) for line in lines for span in line.spans) + 3 * len(lines)


def _span_cost(span: Span) -> int:
    match span:
        case Text():
            return _width(span.text) + 8
        case Cite():
            return len(span.url or "") + 20
        case Tag():
            return _width(span.name) + 4
        case Mention():
            return _width(span.id) + 4


def _width(text: str) -> int:
    """Return UTF-16 units, with a backslash before whatever may act."""
    line = one_line(text)
    units = len(line.encode("utf-16-le", "surrogatepass")) // 2
    return units + sum(char in _ESCAPED for char in line)


def _title(published: Published, page: int, pages: int) -> str:
    language = published.language
    parts = [phrase(language, SOURCES)]
    if isinstance(published, Digest):
        parts.append(short(one_line(published.title)))
        parts.append(window_name(published.window, language))
    else:
        parts.append(short(one_line(published.heading)))
    if pages > 1:
        parts.append(phrase(language, "page {n} of {all}", n=page, all=pages))
    return " · ".join(parts)


def _actions(published: Published, story_id: str | None, page: int, pages: int) -> Actions:
    place = f"{published.id}/{story_id}" if story_id else published.id
    offered = [
        *([("previous", "‹ Previous", page - 1)] if page > 1 else ()),
        *([("next", "Next ›", page + 1)] if page < pages else ()),
        ("report", REPORT, page),
    ]
    return Actions(
        actions=tuple(
            Action(id=action, label=phrase(published.language, label), value=f"{place}:{at}")
            for action, label, at in offered
        )
    )
