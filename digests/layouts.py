"""The formats that a channel can choose: each a list of parts in order, with their modes.

What a format shows is decided here, once for every renderer. A part is picked from the sections
that a program or a model made, or (`pick` is None) computed from the provenance where it is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from digests.model import Digest, Item, Mode, Published, Section
from digests.model.ids import content_id
from digests.text.phrases import phrase

Pick = Callable[[Sequence[Section]], tuple[Item, ...]]
BRIEF = "brief"
_SUMMED_UP = 5
"""Stories that the executive summary has a statement of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutPart:
    """A headed part of a format."""

    id: str
    title: str
    mode: Mode
    pick: Pick | None = None
    """Takes its items from the sections there are; None: it is computed where it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A format."""

    words: str
    """What it looks like, in at most 75 characters."""
    parts: tuple[LayoutPart, ...]


def _of(section_id: str) -> Pick:
    def pick(sections: Sequence[Section]) -> tuple[Item, ...]:
        return tuple(item for one in sections if one.id == section_id for item in one.items)

    return pick


_stories, _questions, _views = _of("stories"), _of("watch"), _of("take")


def _lead(sections: Sequence[Section]) -> tuple[Item, ...]:
    """Return the first story's first statement, below a question about it where one was asked."""
    stories = _stories(sections)
    if not stories:
        return ()
    first = stories[0]
    asked = [
        item.claims[0]
        for item in _questions(sections)
        if item.story_id is not None
        and item.story_id == first.story_id
        and item.claims[0].written_by
    ]
    headline = asked[0] if asked else first.headline
    return (Item(id=content_id("lead", first.id), headline=headline, claims=first.claims[:1]),)


def _covered(sections: Sequence[Section]) -> tuple[Item, ...]:
    return tuple(
        Item(id=content_id("covered", item.id), claims=(item.headline,))
        for item in _stories(sections)
        if item.headline is not None
    )


def _summary(sections: Sequence[Section]) -> tuple[Item, ...]:
    """Return the first statement on each of the first stories: its headline, where a model wrote it."""
    told = [
        (item, item.headline if item.headline and item.headline.written_by else item.claims[0])
        for item in _stories(sections)
        if item.claims
    ]
    return tuple(
        Item(id=content_id("summary", item.id), claims=(claim,))
        for item, claim in told[:_SUMMED_UP]
    )


def _take(sections: Sequence[Section]) -> tuple[Item, ...]:
    """Return the opinions on each story: those that answer a question, else why it matters."""
    views = _views(sections)
    seen = {item.story_id for item in views}
    others = (item for item in _of("analysis")(sections) if item.story_id not in seen)
    return (*views, *others)


_WATCH = LayoutPart(id="watch", title="What to watch", mode=Mode.QUESTION, pick=_questions)
_WATCHING = LayoutPart(
    id="watching", title="You were watching", mode=Mode.EXTRACT, pick=_of("watching")
)
_JOINED = LayoutPart(id="joined", title="Who joined", mode=Mode.FACT, pick=_of("joined"))
_NUMBERS = LayoutPart(id="numbers", title="Numbers to know", mode=Mode.EXTRACT, pick=_of("numbers"))
_HEADLINES = LayoutPart(id="headlines", title="Headlines", mode=Mode.EXTRACT, pick=_of("headlines"))
_SOURCES = LayoutPart(id="sources", title="Sources", mode=Mode.FACT)
_WHY = LayoutPart(id="analysis", title="Why it matters", mode=Mode.ANALYSIS, pick=_of("analysis"))

LAYOUTS: dict[str, Layout] = {
    BRIEF: Layout(
        words="Headlines, quotes and sources",
        parts=(
            LayoutPart(id="stories", title="Top stories", mode=Mode.FACT, pick=_stories),
            *(_WHY, _WATCHING, _WATCH, _JOINED, _NUMBERS, _HEADLINES, _SOURCES),
        ),
    ),
    "analyst": Layout(
        words="A lead, what is covered, the news, an analyst's take, what to watch",
        parts=(
            LayoutPart(id="lead", title="Lead", mode=Mode.FACT, pick=_lead),
            LayoutPart(id="covered", title="What is covered", mode=Mode.FACT, pick=_covered),
            LayoutPart(id="stories", title="The news", mode=Mode.FACT, pick=_stories),
            LayoutPart(id="take", title="Analyst take", mode=Mode.ANALYSIS, pick=_take),
            *(_WATCHING, _WATCH, _JOINED, _NUMBERS, _HEADLINES, _SOURCES),
            LayoutPart(id="disclosure", title="Disclosure", mode=Mode.FACT),
            LayoutPart(id="related", title="Earlier digests", mode=Mode.FACT),
            LayoutPart(id="author", title="Who made this", mode=Mode.FACT),
        ),
    ),
    "reader": Layout(
        words="Facts only, a summary, a full take, notes on wording, who wrote it",
        parts=(
            LayoutPart(id="stories", title="Facts only", mode=Mode.FACT, pick=_stories),
            LayoutPart(id="summary", title="Executive summary", mode=Mode.FACT, pick=_summary),
            LayoutPart(id="take", title="Full take", mode=Mode.ANALYSIS, pick=_take),
            *(_WATCHING, _HEADLINES),
            LayoutPart(id="notes", title="Reading notes", mode=Mode.EXTRACT),
            LayoutPart(id="wrote", title="Who wrote the source?", mode=Mode.FACT),
            _SOURCES,
        ),
    ),
    "cards": Layout(
        words="A card for each story: outlet, date, link, takeaways, analysis",
        parts=(
            LayoutPart(id="stories", title="Key takeaways", mode=Mode.FACT, pick=_stories),
            _WHY,
            LayoutPart(id="take", title="Analysis", mode=Mode.ANALYSIS, pick=_views),
            *(_WATCHING, _HEADLINES, _SOURCES),
        ),
    ),
}
"""By name, as channels choose them. To add one: a line here, and how its own parts are presented."""


def lay_out(layout: str, sections: Sequence[Section], *, language: str) -> tuple[Section, ...]:
    """Return the sections of a format in its order, headed in a language; empty ones are left out."""
    if layout == BRIEF:
        return tuple(replace(one, title=phrase(language, one.title)) for one in sections)
    return tuple(_built(LAYOUTS[layout], sections, language))


def _built(layout: Layout, sections: Sequence[Section], language: str) -> Iterator[Section]:
    modes = {section.id: section.mode for section in sections}
    for part in layout.parts:
        items = part.pick(sections) if part.pick else ()
        if items:
            mode = modes.get(part.id, part.mode)
            if mode is Mode.FACT and part.id not in modes and not _is_written(items):
                mode = Mode.EXTRACT
            title = phrase(language, part.title)
            yield Section(id=part.id, title=title, mode=mode, items=items)


def _is_written(items: Iterable[Item]) -> bool:
    claims = (c for item in items for c in (*item.claims, *filter(None, [item.headline])))
    return any(claim.written_by for claim in claims)


def headed(published: Published) -> Iterator[tuple[str, str, Mode]]:
    """Yield (id, title, mode) of what is headed, in order: the sections, and what is computed."""
    there = {one.id: (one.id, one.title, one.mode) for one in published.sections}
    if not isinstance(published, Digest) or published.format == BRIEF or published.quiet:
        yield from there.values()
        return
    for part in LAYOUTS[published.format].parts:
        if part.id in there:
            yield there[part.id]
        elif part.pick is None and (part.id != "related" or published.related):
            yield part.id, phrase(published.language, part.title), part.mode


def is_analysed(layout: str) -> bool:
    """Return whether a format has an analysis beyond why a story matters."""
    return any(part.id == "take" for part in LAYOUTS[layout].parts)


def names_related(layout: str) -> bool:
    """Return whether a format names earlier digests."""
    return any(part.id == "related" for part in LAYOUTS[layout].parts)


def missing(layout: str, sections: Sequence[Section]) -> tuple[str, ...]:
    """Return the titles of the parts that only a model writes, and that are not there."""
    there = {section.id for section in sections}
    if layout == BRIEF or not there & {"stories"}:
        return ()
    parts = LAYOUTS[layout].parts
    return tuple(p.title for p in parts if p.mode is Mode.ANALYSIS and p.id not in there)
