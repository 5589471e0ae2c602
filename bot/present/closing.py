"""What every digest and reply has: its sources, what was corrected, and the remarks at the end."""

from collections.abc import Iterator

from bot.dates import day
from bot.document import Action, Evidence, Remark, Sources
from bot.present.library import Library
from bot.present.lines import note_id
from bot.present.wording import (
    MOVED_BY_VOTES,
    NOT_TRANSLATED,
    fell_short,
    left_out,
    left_out_parts,
    receipt,
)
from digests.layouts import missing
from digests.model import Digest, Item, Level, Provenance, Published
from digests.text.clean import one_line
from digests.text.phrases import phrase

SOURCES, REPORT = "Sources & quotes", "Report an error"
VOTES = (("up", "👍 Useful"), ("down", "👎 Not useful"))
"""Ids and labels of actions."""
_LONGEST_TITLE = 100


def corrections(provenance: Provenance, language: str = "en") -> Iterator[Remark]:
    """Yield what was corrected since it was first sent."""
    words = "Corrected on {day}: {what}"
    said = (
        phrase(language, words, day=day(fix.at, language), what=one_line(fix.what))
        for fix in provenance.corrections
    )
    # One change of a source may concern several statements.
    for text in dict.fromkeys(said):
        yield Remark(id="correction", text=text)


def closing(digest: Digest, library: Library) -> Iterator[Remark]:
    """Yield what was left out and why, in whose order it is, and the receipt."""
    provenance, language = digest.provenance, digest.language
    written = provenance.authorship.level is not Level.EXTRACTIVE
    if provenance.dropped:
        yield Remark(id="left_out", text=left_out(provenance.dropped, language))
    if provenance.coverage.moved_by_votes:
        yield Remark(id="votes", text=library.phrase(MOVED_BY_VOTES))
    stories = [item for one in digest.sections if one.id == "stories" for item in one.items]
    if provenance.shortfall:
        by_model = sum(any(claim.written_by for claim in item.claims) for item in stories)
        said = fell_short(
            provenance.shortfall,
            provenance.budget,
            told=len(stories),
            written=by_model,
            language=language,
        )
        yield Remark(id="shortfall", text=said)
    if absent := missing(digest.format, digest.sections):
        said = left_out_parts(absent, written=written, language=language)
        yield Remark(id="needs_model", text=said)
    foreign = any(source.article.language != language for source in provenance.sources)
    if foreign and not written and language != "en":
        yield Remark(id="language", text=library.phrase(NOT_TRANSLATED))
    told = receipt(provenance.coverage, told=len(stories), language=language)
    yield Remark(id="receipt", text=told)


def story_actions(digest: Digest, item: Item) -> tuple[Action, ...]:
    """Return what can be done with a story alone."""
    if item.story_id is None:
        return ()
    value = f"{digest.id}/{item.story_id}"
    offered = (("sources", SOURCES), *VOTES, ("report", REPORT))
    return tuple(
        Action(id=i, label=phrase(digest.language, label), value=value) for i, label in offered
    )


def sources(digest: Published, library: Library) -> Sources:
    """Return the list of sources, each with the quotes that are printed of it."""
    evidence: dict[str, dict[Evidence, None]] = {}
    for claim in digest.claims():
        for quote in claim.quotes:
            found = library.evidence(claim.id, quote)
            evidence.setdefault(quote.article_id, {})[found] = None
    for item in (item for section in digest.sections for item in section.items):
        for note in item.notes:
            for quote in (note.quote, *((note.second,) if note.second else ())):
                found = library.evidence(note_id(note), quote)
                evidence.setdefault(quote.article_id, {})[found] = None
    return Sources(
        sources=tuple(
            library.line(source, evidence.get(source.article.id, ()))
            for source in digest.provenance.sources
        )
    )


def short(title: str) -> str:
    """Return a title that fits a line, cut at a word."""
    if len(title) <= _LONGEST_TITLE:
        return title
    start = title[:_LONGEST_TITLE]
    return f"{start.rpartition(' ')[0] or start}…"
