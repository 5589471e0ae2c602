"""Present a digest: the order that people see, decided once for every platform."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date

from bot.document import Action, Actions, Block, Document, Heading, Line, Lines, Remark
from bot.fragments import web_link
from bot.present.closing import (
    SOURCES,
    VOTES,
    closing,
    corrections,
    short,
    sources,
    story_actions,
)
from bot.present.formats import OWN, computed
from bot.present.library import Library
from bot.present.lines import card, headline_line, item_lines, name_line, watched_lines
from bot.present.wording import OPINION, quiet, window_name
from digests.layouts import BRIEF, LAYOUTS
from digests.model import Claim, Digest, Mode, Section
from digests.text.clean import one_line
from digests.text.phrases import counted, phrase

ICON = "📰"
ICONS = {"watching": "🔔", "watch": "👀", "joined": "🧾", "numbers": "🔢"}
_NAMES_ONLY = frozenset({"joined"})
_SUMMARY_HEADLINES = 5
_SUMMARY_HEADLINE = 200


def present(digest: Digest, *, record_url: str | None = None) -> Document:
    """Return the tree of a digest.

    Raises:
        ValueError: a claim quotes an article that is not among the digest's sources.
    """
    library = Library(digest)
    provenance = digest.provenance
    language = digest.language
    blocks: list[Block] = [*corrections(provenance, language)]
    if digest.quiet:
        said = quiet(provenance.coverage, digest.window, language)
        blocks.append(Remark(id="quiet", text=said))
    blocks.extend(_parts(digest, library))
    blocks.extend(closing(digest, library))
    blocks.append(_actions(digest))
    return Document(
        id=digest.id,
        title=f"{short(one_line(digest.title))} · {window_name(digest.window, language)}",
        icon=ICON,
        authorship=provenance.authorship,
        blocks=tuple(blocks),
        summary=_summary(digest),
        content_sha256=provenance.content_sha256,
        created_at=digest.created_at,
        language=language,
        record_url=web_link(record_url),
    )


def _parts(digest: Digest, library: Library) -> Iterator[Block]:
    """Yield the parts of the digest's format in its order."""
    today = digest.created_at.astimezone(UTC).date()
    opinions = _opinions(digest)
    sections = {section.id: section for section in digest.sections}
    if digest.format == BRIEF:
        for section in digest.sections:
            yield from _section(section, library, digest, today=today, opinions=opinions)
        if digest.provenance.sources:
            yield sources(digest, library)
        return
    for part in LAYOUTS[digest.format].parts:
        found = sections.get(part.id)
        if part.id == "sources":
            if digest.provenance.sources:
                yield sources(digest, library)
        elif part.pick is None:
            yield from computed(part, digest, library)
        elif found is not None and part.id in OWN:
            yield from OWN[part.id](found, digest, library)
        elif found is not None:
            yield from _section(found, library, digest, today=today, opinions={})


def _opinions(digest: Digest) -> Mapping[str, tuple[Claim, ...]]:
    """Return the opinions on each story that is told, by its id: they stand on its card."""
    told = {
        item.story_id
        for section in digest.sections
        if section.id == "stories"
        for item in section.items
    }
    return {
        item.story_id: item.claims
        for section in digest.sections
        if section.mode is Mode.ANALYSIS
        for item in section.items
        if item.story_id and item.story_id in told
    }


def _section(
    section: Section,
    library: Library,
    digest: Digest,
    *,
    today: date,
    opinions: Mapping[str, tuple[Claim, ...]],
) -> Iterator[Block]:
    if section.mode is Mode.ANALYSIS:
        apart = tuple(item for item in section.items if item.story_id not in opinions)
        section = replace(section, items=apart)
    if not section.items:
        return
    title = one_line(section.title)
    if section.mode is Mode.ANALYSIS:
        title = f"{title} ({library.phrase(OPINION)})"
    yield Heading(text=title, section_id=section.id, icon=ICONS.get(section.id, ""))
    if any(item.headline is not None for item in section.items):
        for number, item in enumerate(section.items, 1):
            told = card(item, number, library, opinion=opinions.get(item.story_id or "", ()))
            yield replace(told, actions=story_actions(digest, item))
        return
    lines: list[Line] = []
    for item in section.items:
        if section.id in _NAMES_ONLY and item.label:
            lines.append(name_line(item, library))
        elif section.id == "headlines":
            lines.append(headline_line(item, library))
        elif section.id == "watching":
            lines.extend(watched_lines(item, library))
        else:
            lines.extend(item_lines(item, library, today=today))
    yield Lines(lines=tuple(lines))


def _actions(digest: Digest) -> Actions:
    offered = [("ask", "Ask"), ("settings", "Settings")]
    if not digest.quiet:
        offered = [("sources", SOURCES), offered[0], *VOTES, offered[1]]
    return Actions(
        actions=tuple(
            Action(id=i, label=phrase(digest.language, label), value=digest.id)
            for i, label in offered
        )
    )


def _summary(digest: Digest) -> str:
    language = digest.language
    if digest.quiet:
        return f"{quiet(digest.provenance.coverage, digest.window, language)}."
    told = [one for one in digest.sections if digest.format == BRIEF or one.id == "stories"]
    stories = [item for one in told for item in one.items if item.headline is not None]
    if not stories:
        only_titles = all(section.id == "headlines" for section in digest.sections)
        counts = ("headline", "headlines") if only_titles else ("statement", "statements")
        return f"{counted(language, len(digest.claims()), *counts)}."
    headlines = [one_line(item.headline.text) for item in stories if item.headline is not None]
    named = [text for text in headlines if len(text) <= _SUMMARY_HEADLINE][:_SUMMARY_HEADLINES]
    rest = len(stories) - len(named)
    more = [phrase(language, "{n} more", n=rest)] if named and rest else []
    head = counted(language, len(stories), "story", "stories")
    return f"{head}: {'; '.join(named + more)}." if named else f"{head}."
