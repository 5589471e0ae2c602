"""Ids of what is made for people: the same content has the same id."""

from digests.model import Window
from digests.model.ids import content_id


def digest_id(
    topic_id: str, window: Window, *, layout: str, language: str, content_sha256: str
) -> str:
    """Return a digest's id."""
    since, until = window.since.isoformat(), window.until.isoformat()
    return content_id("digest", topic_id, since, until, layout, language, content_sha256)


def reply_id(question: str, topic_id: str | None, content_sha256: str) -> str:
    """Return a reply's id."""
    return content_id("answer", question, topic_id or "", content_sha256)
