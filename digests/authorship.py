"""Compute who wrote the visible text. The levels and their wording are the provenance contract's."""

from dataclasses import dataclass

from digests.model import Authorship, Level, Review

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

SOURCE_TYPE = {
    Level.EXTRACTIVE: f"{_IPTC}dataDrivenMedia",
    Level.AI_AUTHORED: f"{_IPTC}trainedAlgorithmicMedia",
    Level.AI_AUTHORED_REVIEWED: f"{_IPTC}trainedAlgorithmicMedia",
}
"""IPTC digital source type of each level."""

DISCLOSURE = {
    Level.EXTRACTIVE: "none",
    Level.AI_AUTHORED: "autonomous",
    Level.AI_AUTHORED_REVIEWED: "ai-generated",
}
"""W3C `ai-disclosure` value of each level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run is known to have done: all that the level and the label depend on."""

    content_sha256: str
    """Of the visible text as it stands now."""
    sources: int
    """Sources that the text is chosen or written from."""
    declared_ai: int = 0
    """Those of them that declare themselves AI-written."""
    model: str | None = None
    """The model that wrote at least one visible sentence; None where none did."""
    matched: int = 0
    """Statements matched to a quote, of `statements` that were made."""
    statements: int = 0
    review: Review | None = None


def authorship(run: Run) -> Authorship:
    """Return the authorship of the text that a run made."""
    level = _level(run)
    return Authorship(
        level=level,
        visible_label=_label(level, run),
        digital_source_type=SOURCE_TYPE[level],
        ai_disclosure=DISCLOSURE[level],
    )


def _level(run: Run) -> Level:
    if run.model is None:
        return Level.EXTRACTIVE
    if run.review and run.review.reviewed_sha256 == run.content_sha256:
        return Level.AI_AUTHORED_REVIEWED
    return Level.AI_AUTHORED


def _label(level: Level, run: Run) -> str:
    if level is Level.AI_AUTHORED_REVIEWED and run.review:
        at = run.review.at
        date = f"{at.day} {_MONTHS[at.month - 1]} {at.year}"
        return f"AI-authored, reviewed by {run.review.reviewer} on {date}."
    if level is Level.AI_AUTHORED:
        return (
            f"AI-authored, not reviewed by a person. Written by {run.model} from "
            f"{_counted(run.sources, 'cited source')}; {run.matched} of "
            f"{_counted(run.statements, 'statement')} matched to a quote."
        )
    label = f"Quotes only, chosen by program from {_counted(run.sources, 'source')}."
    return f"{label} {_declaring(run)}" if run.declared_ai else label


def _declaring(run: Run) -> str:
    if run.sources == 1:
        return "It declares itself AI-written."
    verb = "declares itself" if run.declared_ai == 1 else "declare themselves"
    return f"{run.declared_ai} of them {verb} AI-written."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
