"""A memory of one feed's entries, kept as a store keeps them, and makers of fetch outcomes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digests.intake import decide
from digests.model import (
    Entry,
    Feed,
    FeedState,
    FetchedFeed,
    FetchOutcome,
    KnownEntries,
    KnownEntry,
    ParsedEntry,
    PollRecord,
)
from digests.model.ids import sha256
from tests.builders import MONDAY, a_feed

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass
class Diary:
    """Polls one feed through `decide` and remembers what it said."""

    feed: Feed = field(default_factory=a_feed)
    now: datetime = MONDAY
    state: FeedState = field(init=False)
    entries: dict[str, Entry] = field(default_factory=dict)
    announced: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state = FeedState(feed_id=self.feed.id)

    def polls(self, outcome: FetchOutcome, *, after: timedelta = timedelta(days=1)) -> PollRecord:
        """Let time go by, decide, keep; keys stay unique as the store demands."""
        self.now += after
        record = decide(self.feed, self.state, self.known(), outcome, now=self.now)
        self.state = record.state
        for entry in (*record.rekeyed, *record.changed, *record.new):
            self.entries[entry.id] = entry
        keys = [entry.key for entry in self.entries.values()]
        assert len(keys) == len(set(keys))
        self.announced += [entry for entry in record.new if not entry.silent]
        return record

    def known(self) -> KnownEntries:
        return KnownEntries(by_id=dict(self._known()))

    def _known(self) -> Iterator[tuple[str, KnownEntry]]:
        for entry in self.entries.values():
            yield (
                entry.id,
                KnownEntry(
                    id=entry.id,
                    key=entry.key,
                    guid=entry.guid,
                    url_key=entry.url_key,
                    title=entry.title,
                    dated_at=entry.dated_at,
                    html_sha256=entry.html_sha256,
                    date_source=entry.date_source,
                    first_seen_at=entry.first_seen_at,
                    silent=entry.silent,
                    changes=entry.changes,
                ),
            )


def a_parsed(name: str, **changes: object) -> ParsedEntry:
    fields: dict[str, object] = {
        "guid": f"guid-{name}",
        "url": f"https://pytorch.example/news/{name}",
        "title": f"News {name}",
        "published_at": MONDAY - timedelta(hours=1),
        "html": f"<p>This is what happened with {name}.</p>",
    }
    return ParsedEntry(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of ParsedEntry


def a_document(*entries: ParsedEntry, **changes: object) -> FetchedFeed:
    fields: dict[str, object] = {
        "entries": entries,
        "title": "PyTorch",
        "format": "rss20",
        "body_sha256": sha256(repr(entries)),
    }
    return FetchedFeed(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of FetchedFeed


def names(entries: tuple[Entry, ...] | list[Entry]) -> list[str]:
    return [entry.title.removeprefix("News ") for entry in entries]


def daily(count: int, *, until: datetime = MONDAY) -> list[ParsedEntry]:
    """Make entries of consecutive days, the newest first."""
    return [a_parsed(f"{n}", published_at=until - n * DAY) for n in range(count)]


def a_read_feed(count: int = 10) -> Diary:
    """Make a feed of one entry a day, polled once; the next one is due a day later."""
    diary = Diary()
    diary.polls(a_document(*daily(count)), after=timedelta(0))
    diary.announced.clear()
    return diary
