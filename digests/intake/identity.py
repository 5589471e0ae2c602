"""Which entries of a document are one entry, and which are known already."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests.intake.dates import plausible
from digests.model import KnownEntries, KnownEntry, ParsedEntry
from digests.model.ids import sha256
from digests.text.clean import one_line
from digests.text.urls import anchor, url_key

_TAG = re.compile(r"<[^>]{0,1000}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A parsed entry with what identifies it."""

    parsed: ParsedEntry
    key: str
    link: str | None
    """Canonical link, with the anchor where it has one; None where it is no identity."""
    title: str
    date: datetime | None
    html_sha256: str


def candidates(entries: Sequence[ParsedEntry], *, now: datetime) -> list[Candidate]:
    """Return the distinct entries of one document, in its order.

    An entry that repeats another's guid or link under the same title is that entry, and so is one
    with the same title and the same time of day.
    """
    guids = Counter(entry.guid for entry in entries)
    found: list[Candidate] = []
    seen: set[tuple[str, ...]] = set()
    for entry in entries:
        candidate = _candidate(entry, unique=bool(entry.guid) and guids[entry.guid] == 1, now=now)
        marks = _marks(candidate)
        if seen.isdisjoint(marks):
            found.append(candidate)
        seen.update(marks)
    return _without_shared_links(found)


def words_sha256(markup: str) -> str:
    """Return the SHA-256 of the words in HTML; markup that varies from poll to poll is no change."""
    first, *others = markup.split("<!--")
    shown = " ".join([first, *(other.partition("-->")[2] for other in others)])
    return sha256(one_line(html.unescape(_TAG.sub(" ", shown))))


def _candidate(entry: ParsedEntry, *, unique: bool, now: datetime) -> Candidate:
    link = _link_key(entry.url)
    title = one_line(entry.title)
    marks = words_sha256(entry.html)
    if unique and entry.guid:
        key = entry.guid
    else:
        parts = [part for part in (entry.guid, link, title) if part]
        key = " | ".join(parts) or f"sha256:{marks}"
    return Candidate(
        parsed=entry,
        key=key,
        link=link,
        title=title,
        date=plausible(entry.published_at, now=now) or plausible(entry.updated_at, now=now),
        html_sha256=marks,
    )


def _marks(candidate: Candidate) -> set[tuple[str, ...]]:
    marks: set[tuple[str, ...]] = {("key", candidate.key)}
    if candidate.link:
        marks.add(("link", candidate.link, candidate.title))
    # A bare date is shared by all that an outlet publishes under one heading that day.
    if candidate.title and candidate.date and candidate.date.time() != candidate.date.time().min:
        marks.add(("date", candidate.title, candidate.date.isoformat()))
    return marks


def _link_key(url: str | None) -> str | None:
    key = url_key(url) if url else None
    if url is None or key is None:
        return None
    place = anchor(url)
    if place:
        return f"{key}#{place}"
    # A link to the home page says nothing about which entry it is.
    return key if "/" in key or "?" in key else None


def _without_shared_links(found: Sequence[Candidate]) -> list[Candidate]:
    links = Counter(candidate.link for candidate in found)
    return [
        candidate
        if candidate.link is None or links[candidate.link] == 1
        else replace(candidate, link=None)
        for candidate in found
    ]


def match(found: Sequence[Candidate], known: KnownEntries) -> list[KnownEntry | None]:
    """Return for each candidate the known entry that it is, or None; no known entry twice.

    A key that is known decides. Else the known entry with the same guid, the same link, or the
    same title and date, provided that just one has it and that it is not there under its own key.
    """
    by_key = {entry.key: entry for entry in known.by_id.values()}
    matched = [by_key.get(candidate.key) for candidate in found]
    taken = {entry.id for entry in matched if entry}
    by_mark = _unclaimed(entry for entry in known.by_id.values() if entry.id not in taken)
    for n, candidate in enumerate(found):
        if matched[n] is None:
            same = (by_mark.get(mark) for mark in _identifying(candidate))
            entry = next((entry for entry in same if entry and entry.id not in taken), None)
            if entry:
                matched[n] = entry
                taken.add(entry.id)
    return matched


def _identifying(candidate: Candidate) -> list[tuple[object, ...]]:
    marks: list[tuple[object, ...]] = []
    if candidate.parsed.guid:
        marks.append(("guid", candidate.parsed.guid, candidate.title))
    if candidate.key == candidate.parsed.guid:
        marks.append(("guid", candidate.key))
    if candidate.link:
        marks.append(("link", candidate.link))
    if candidate.title and candidate.date:
        marks.append(("date", candidate.title, candidate.date))
    return marks


def _unclaimed(entries: Iterable[KnownEntry]) -> dict[tuple[object, ...], KnownEntry | None]:
    by_mark: dict[tuple[object, ...], KnownEntry | None] = {}
    for entry in entries:
        marks: list[tuple[object, ...]] = [
            ("guid", entry.guid, entry.title),
            ("guid", entry.guid),
            ("link", entry.url_key),
        ]
        if entry.date_source != "first_seen":
            marks.append(("date", entry.title, entry.dated_at))
        for mark in marks:
            by_mark[mark] = None if mark in by_mark else entry
    return by_mark
