"""The parts that only some formats have, as blocks."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.document import Block, Card, Cite, Heading, Line, Lines, Span, Style, Text
from bot.fragments import web_link
from bot.present.closing import story_actions
from bot.present.library import Library
from bot.present.lines import card, marks, note_line, said, spoken
from bot.present.wording import OPINION, UNKNOWN, WROTE, window_name
from digests.layouts import LayoutPart
from digests.model import Claim, Digest, Item, Level, Section
from digests.text.clean import one_line

Present = Callable[[Section, Digest, Library], Iterator[Block]]
_NAMES = {"analyst": "news", "reader": "facts"}
"""Format -> the id of its stories' heading, which chats show."""


def _lead(section: Section, _: Digest, library: Library) -> Iterator[Block]:
    """Yield the headline and the sentence below it, without a heading of their own."""
    lines = []
    for item in section.items:
        if item.headline is not None:
            lines.append(
                Line(spans=(_titled(item.headline, library), *marks(item.headline, library)))
            )
        lines.extend(Line(spans=spoken(claim, library)) for claim in item.claims)
    yield Lines(lines=tuple(lines))


def _listed(section: Section, _: Digest, library: Library) -> Iterator[Block]:
    """Yield a bullet for each claim: of a source's title the title, else the sentence."""
    yield Heading(text=one_line(section.title), section_id=section.id)
    claims = [claim for item in section.items for claim in item.claims]
    yield Lines(lines=tuple(Line(spans=_in_a_list(c, library), bullet=True) for c in claims))


def _in_a_list(claim: Claim, library: Library) -> tuple[Span, ...]:
    if claim.headline:
        return (Text(text=_title(claim, library)), *marks(claim, library))
    return spoken(claim, library)


def _stories(section: Section, digest: Digest, library: Library) -> Iterator[Block]:
    if digest.format in _NAMES:
        yield Heading(text=one_line(section.title), section_id=_NAMES[digest.format])
    else:
        yield Heading(text=library.phrase("Top stories"), section_id=section.id)
    for number, item in enumerate(section.items, 1):
        told = card(item, number, library)
        if digest.format == "reader":
            told = replace(told, notes=())
        if digest.format == "cards":
            told = _takeaways(told, item, section, digest, library)
        yield replace(told, actions=story_actions(digest, item))


def _takeaways(told: Card, item: Item, section: Section, digest: Digest, library: Library) -> Card:
    """Return a card: outlet, date and link; why it matters; the takeaways; the analysis."""
    above, below = (_opinions(digest, library, one, item) for one in ("analysis", "take"))
    bullets = [replace(line, bullet=True) for line in told.lines]
    if bullets:
        head = Text(text=f"{one_line(section.title)}:", style=Style.STRONG)
        bullets.insert(0, Line(spans=(head,)))
    return replace(told, lines=(*_origin(item, library), *above, *bullets, *below))


def _origin(item: Item, library: Library) -> Iterator[Line]:
    claims = (*((item.headline,) if item.headline else ()), *item.claims)
    if claims:
        source = library.cited(claims[0].quotes[0])
        named = f"{one_line(source.article.outlet)} · {library.day(source.article.published_at)}"
        link = Cite(
            n=source.n,
            url=web_link(source.article.url),
            claim_id=source.article.id,
            describes=named,
        )
        yield Line(spans=(Text(text=named, style=Style.MUTED), link))


def _opinions(digest: Digest, library: Library, section_id: str, item: Item) -> Iterator[Line]:
    for section in digest.sections:
        views = [one for one in section.items if one.story_id == item.story_id]
        if section.id == section_id and item.story_id is not None and views:
            what = f"{one_line(section.title)} ({library.phrase(OPINION)}):"
            yield Line(spans=(Text(text=what, style=Style.STRONG),))
            for view in views:
                yield from _view(view, library)


def _takes(section: Section, digest: Digest, library: Library) -> Iterator[Block]:
    """Yield the opinions under their questions, each story's under its headline where none was asked."""
    title = f"{one_line(section.title)} ({library.phrase(OPINION)})"
    yield Heading(text=title, section_id=section.id)
    stories = [item for one in digest.sections if one.id == "stories" for item in one.items]
    heads = {item.story_id: item.headline for item in stories if item.headline}
    lines: list[Line] = []
    last: str | None = None
    for item in section.items:
        head = heads.get(item.story_id)
        if item.story_id != last and head is not None:
            last = item.story_id
            lines.append(Line(spans=(_titled(head, library),)))
        lines.extend(_view(item, library))
    yield Lines(lines=tuple(lines))


def _view(item: Item, library: Library) -> Iterator[Line]:
    if item.headline is not None:
        asked = Text(text=one_line(item.headline.text), style=Style.STRONG)
        yield Line(spans=(asked, *marks(item.headline, library)))
    for claim in item.claims:
        yield Line(spans=said(claim, library), bullet=True)


def _nothing(_: Section, __: Digest, ___: Library) -> Iterator[Block]:
    """Yield nothing: it stands on the cards."""
    yield from ()


OWN: dict[str, Present] = {
    "lead": _lead,
    "covered": _listed,
    "summary": _listed,
    "stories": _stories,
    "take": lambda section, digest, library: (_nothing if digest.format == "cards" else _takes)(
        section, digest, library
    ),
    "analysis": _nothing,
}
"""Part -> how it is presented where a format is not brief."""


def computed(part: LayoutPart, digest: Digest, library: Library) -> Iterator[Block]:
    """Yield a part that is computed from the provenance; nothing where there is nothing to say."""
    if digest.quiet:
        return
    lines = tuple(_COMPUTED[part.id](digest, library))
    if lines:
        yield Heading(text=library.phrase(part.title), section_id=part.id)
        yield Lines(lines=lines)


def _notes(digest: Digest, library: Library) -> Iterator[Line]:
    notes = [note for one in digest.sections for item in one.items for note in item.notes]
    for note in dict.fromkeys(notes):
        yield replace(note_line(note, library), bullet=True)
    if not notes:
        yield _plain(library.phrase("Nothing to remark"))


def _wrote(digest: Digest, library: Library) -> Iterator[Line]:
    for source in digest.provenance.sources:
        wrote = source.authorship
        status = library.phrase(WROTE.get(wrote.status, UNKNOWN))
        quote = one_line(wrote.quote or "")
        said_so = f"{status}:" if quote else status
        named = f"[{source.n}] {one_line(source.article.outlet)}: {said_so}"
        quoted = (Text(text=quote, style=Style.QUOTE),) if quote else ()
        yield Line(spans=(Text(text=named), *quoted), bullet=True)


def _disclosure(digest: Digest, library: Library) -> Iterator[Line]:
    provenance = digest.provenance
    yield _plain(provenance.authorship.visible_label)
    if provenance.authorship.level is Level.EXTRACTIVE:
        words = "A program chose the stories and quoted them; no language model worded anything"
        yield _plain(f"{library.phrase(words)}.")
    else:
        words = (
            "A program chose the stories; {model} worded sentences from what they quote, "
            "and a program checked each of them against that"
        )
        yield _plain(f"{library.phrase(words, model=provenance.generator.model)}.")
    meaning = "A source says this; it does not mean that it is true"
    yield _plain(f"{library.phrase(meaning)}.")


def _related(digest: Digest, library: Library) -> Iterator[Line]:
    for one in digest.related:
        window = window_name(one.window, library.language)
        name = Text(text=f"{one_line(one.title)} · {window}")
        yield Line(spans=(name, Text(text=f"({one.id})", style=Style.MUTED)), bullet=True)


def _author(digest: Digest, library: Library) -> Iterator[Line]:
    provenance = digest.provenance
    made = library.phrase(
        "Made by {software} {version} on {day}; no person wrote it",
        software=provenance.generator.software.capitalize(),
        version=provenance.generator.version,
        day=library.day(digest.created_at),
    )
    yield _plain(f"{made}.")
    if provenance.authorship.level is Level.AI_AUTHORED_REVIEWED and provenance.review:
        review = provenance.review
        words = "Reviewed by {name} on {day}"
        said_so = library.phrase(words, name=one_line(review.reviewer), day=library.day(review.at))
        yield _plain(f"{said_so}.")


_COMPUTED: dict[str, Callable[[Digest, Library], Iterator[Line]]] = {
    "notes": _notes,
    "wrote": _wrote,
    "disclosure": _disclosure,
    "related": _related,
    "author": _author,
}


def _title(claim: Claim, library: Library) -> str:
    """Return a headline, a source's own in quotation marks beside a model's words."""
    text = one_line(claim.text)
    return f"“{text}”" if claim.headline and library.has_model_text else text


def _titled(claim: Claim, library: Library) -> Text:
    return Text(text=_title(claim, library), style=Style.STRONG)


def _plain(words: str) -> Line:
    return Line(spans=(Text(text=words),))
