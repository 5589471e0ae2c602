"""Digests as lists show them: everything but the statements' evidence."""

from dataclasses import dataclass
from datetime import datetime

from digests.model.digests import Authorship, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A kept digest in a list."""

    digest_id: str
    topic_id: str
    title: str
    """The topic's title, as it was."""
    window: Window
    language: str
    created_at: datetime
    content_sha256: str
    authorship: Authorship
    headlines: tuple[str, ...]
    """Of its stories, in reading order."""
    tags: tuple[str, ...]
    story_ids: tuple[str, ...]
    statements: int
    supersedes: str | None
    """Id of the digest whose place it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The digests of one topic that stand, all together."""

    topic_id: str
    digests: int
    newest: datetime
    """When the last of them was made."""
