"""Compute who wrote the visible text. The levels and their wording are the provenance contract's."""

from dataclasses import dataclass

from digests.model import Authorship, Level, Review
from digests.text.phrases import phrase

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
    language: str = "en"
    """Of the text; the label is in it, with the contract's English words behind."""


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
    language = run.language
    if level is Level.AI_AUTHORED_REVIEWED and run.review:
        at = run.review.at
        date = f"{at.day} {_MONTHS[at.month - 1]} {at.year}"
        if language != "en":
            date = at.date().isoformat()
        words = "AI-authored, reviewed by {name} on {date}."
        label = phrase(language, words, name=run.review.reviewer, date=date)
        return _with_english(label, "AI-authored, reviewed by a person", language)
    if level is Level.AI_AUTHORED:
        words = (
            "AI-authored, not reviewed by a person. Written by {model} from {sources}; "
            "{matched} of {statements} matched to a quote."
        )
        label = phrase(
            language,
            words,
            model=run.model,
            sources=_counted(language, run.sources, "cited source", "cited sources"),
            matched=run.matched,
            statements=_counted(language, run.statements, "statement", "statements"),
        )
        return _with_english(label, "AI-authored, not reviewed by a person", language)
    words = "Quotes only, chosen by program from {sources}."
    sources = _counted(language, run.sources, "source", "sources")
    label = phrase(language, words, sources=sources)
    label = f"{label} {_declaring(run)}" if run.declared_ai else label
    return _with_english(label, "Quotes only, chosen by program", language)


def _with_english(label: str, contract: str, language: str) -> str:
    return label if language == "en" else f"{label} ({contract}.)"


def _declaring(run: Run) -> str:
    if run.sources == 1:
        return phrase(run.language, "It declares itself AI-written.")
    one, many = (
        "{n} of them declares itself AI-written.",
        "{n} of them declare themselves AI-written.",
    )
    return phrase(run.language, one if run.declared_ai == 1 else many, n=run.declared_ai)


def _counted(language: str, n: int, one: str, many: str) -> str:
    return f"{n} {phrase(language, one if n == 1 else many)}"
