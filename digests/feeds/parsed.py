"""What reading a document comes to, and how it crosses from the parsing process."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.model import ParsedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A feed document that was read."""

    entries: tuple[ParsedEntry, ...]
    """In document order."""
    title: str | None
    format: str
    min_interval: timedelta | None = None
    """What `ttl` or `sy:update*` ask for, unclamped."""
    warning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A document that is no feed, or none that can be read."""

    reason: str
    blocked: bool = False
    """It is something else on purpose: a web page, nothing, a notice in a feed's shape."""


def to_wire(parsed: ParsedDocument | Unreadable) -> bytes:
    """Return the JSON form; no pickle, so that what read hostile bytes cannot run anything here."""
    if isinstance(parsed, Unreadable):
        return json.dumps({"reason": parsed.reason, "blocked": parsed.blocked}).encode()
    interval = parsed.min_interval
    document = {
        "title": parsed.title,
        "format": parsed.format,
        "min_interval": None if interval is None else interval.total_seconds(),
        "warning": parsed.warning,
        "entries": [_packed(entry) for entry in parsed.entries],
    }
    return json.dumps(document).encode()


def from_wire(wire: bytes) -> ParsedDocument | Unreadable:
    """Return what `to_wire` was given."""
    document = json.loads(wire)
    if "reason" in document:
        return Unreadable(reason=document["reason"], blocked=document["blocked"])
    seconds = document["min_interval"]
    return ParsedDocument(
        entries=tuple(map(_unpacked, document["entries"])),
        title=document["title"],
        format=document["format"],
        min_interval=None if seconds is None else timedelta(seconds=seconds),
        warning=document["warning"],
    )


def _packed(entry: ParsedEntry) -> list[str | None]:
    return [
        entry.guid,
        entry.url,
        entry.title,
        entry.byline,
        _isoformat(entry.published_at),
        _isoformat(entry.updated_at),
        entry.html,
        entry.comments_url,
    ]


def _isoformat(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _unpacked(packed: list[str | None]) -> ParsedEntry:
    guid, url, title, byline, published, updated, html, comments_url = packed
    return ParsedEntry(
        guid=guid,
        url=url,
        title=title or "",
        byline=byline,
        published_at=datetime.fromisoformat(published) if published else None,
        updated_at=datetime.fromisoformat(updated) if updated else None,
        html=html or "",
        comments_url=comments_url,
    )
