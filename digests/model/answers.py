"""What comes back to a question: an answer, or an honest silence, both with their provenance."""

from dataclasses import dataclass
from datetime import datetime

from digests.model.claims import Claim
from digests.model.digests import Digest, Provenance, Section, Window, printed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Replied:
    """What an answer and a silence have in common."""

    id: str
    """Derived from question, topic, window and content."""
    question: str
    """As asked, shortened where it was endless."""
    topic_id: str | None
    """None where all topics were asked."""
    title: str
    """The topic's title; `All topics`."""
    window: Window
    """What was searched."""
    time_words: str | None
    """The words that set a window: `since January`; None where everything kept was searched."""
    language: str
    created_at: datetime
    sections: tuple[Section, ...]
    provenance: Provenance
    unplaced: bool = False
    """No source says when the release was that the words of time name, so nothing was searched."""

    @property
    def heading(self) -> str:
        """What was asked of what."""
        return f"{self.title}: {self.question}"

    def claims(self) -> tuple[Claim, ...]:
        """Every printed claim, in reading order, without repeats."""
        return printed(self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(_Replied):
    """Cited sentences or rows that answer a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer(_Replied):
    """The sources do not say. What comes nearest is in `sections`, labelled as no answer."""


Reply = Answer | NoAnswer
Published = Digest | Answer | NoAnswer
"""What is rendered, and has a provenance record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question of one person: what a follow-up goes on from."""

    asker: str
    """Who, and where: `slack:T1:U1`. Never shown."""
    at: datetime
    question: str
    """Without its words of time."""
    topic_id: str | None
    """None where all topics were asked."""
    time_words: str | None = None
    since: datetime | None = None
    """A start that was given apart from the question."""
    reply_id: str | None = None
    """What the person was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a store keeps of a window."""

    articles: int
    first: datetime | None
    """When the oldest of them was published."""
