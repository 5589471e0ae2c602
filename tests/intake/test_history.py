"""The daily snapshots of five real feeds, replayed in order through parsing and deciding."""

import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digests.feeds.formats import read_document
from digests.feeds.parsed import ParsedDocument
from digests.intake import WINDOW, is_due
from digests.model import Entry, FetchedFeed, FetchOutcome, FetchProblem, Health, PollRecord
from digests.model.ids import sha256
from tests.builders import a_feed
from tests.intake.fakes_intake import Diary

FEEDS = ("google_ai", "meta_ai", "mistral", "openai_research", "the_batch")


@dataclass(frozen=True, slots=True)
class Evening:
    """What a feed's poll of one evening came to."""

    at: datetime
    items: int
    record: PollRecord
    known: int
    announced: tuple[Entry, ...]


@pytest.fixture(scope="module")
def history(shared: Path) -> dict[str, list[Evening]]:
    """Return each feed's evenings by feed name, oldest first, after one poll a day."""
    diaries = {name: Diary(feed=a_feed(name)) for name in FEEDS}
    evenings: dict[str, list[Evening]] = {name: [] for name in FEEDS}
    with tarfile.open(shared / "corpus" / "feeds" / "history.tar.gz") as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            content = archive.extractfile(member)
            if content is None:
                continue
            path = Path(member.name)
            name = path.parent.name.removeprefix("feed_")
            body = content.read()
            diary = diaries[name]
            diary.now = datetime.fromisoformat(path.stem).replace(tzinfo=UTC, hour=23)
            assert is_due(diary.state, now=diary.now)
            before = len(diary.announced)
            record = diary.polls(outcome(body), after=timedelta(0))
            evenings[name].append(
                Evening(
                    at=diary.now,
                    items=body.count(b"<item>"),
                    record=record,
                    known=len(diary.entries),
                    announced=tuple(diary.announced[before:]),
                )
            )
    return evenings


def outcome(body: bytes) -> FetchOutcome:
    parsed = read_document(body, url="https://feeds.example/feed.xml")
    if not isinstance(parsed, ParsedDocument):
        return FetchProblem(health=Health.FAILING, reason=parsed.reason)
    return FetchedFeed(
        entries=parsed.entries, title=parsed.title, format=parsed.format, body_sha256=sha256(body)
    )


def on(evenings: list[Evening], day: str) -> Evening:
    (evening,) = [evening for evening in evenings if evening.at.date().isoformat() == day]
    return evening


@pytest.mark.parametrize("name", FEEDS)
def test_no_old_entry_is_ever_announced(name: str, history: dict[str, list[Evening]]) -> None:
    """And no page twice, and nothing that was known vanishes."""
    evenings = history[name]
    announced = [entry for evening in evenings for entry in evening.announced]
    links = [entry.url_key for entry in announced]

    assert all(entry.dated_at >= entry.first_seen_at - WINDOW for entry in announced)
    assert len(links) == len(set(links))
    known = [evening.known for evening in evenings]
    assert known == sorted(known)


def test_a_night_in_which_all_guids_change_brings_one_new_entry(
    history: dict[str, list[Evening]],
) -> None:
    evening = on(history["the_batch"], "2026-05-08")

    assert evening.items == 369
    assert len(evening.record.rekeyed) == 368
    assert len(evening.announced) == 1
    assert history["the_batch"][-1].known == 372


def test_empty_days_delete_nothing(history: dict[str, list[Evening]]) -> None:
    empty = [evening for evening in history["openai_research"] if evening.items == 0]

    assert len(empty) >= 24
    assert all(evening.record.state.health is Health.OK for evening in empty)


def test_a_backfill_announces_nothing(history: dict[str, list[Evening]]) -> None:
    evening = on(history["openai_research"], "2026-08-14")

    assert evening.items == 182
    assert len(evening.record.new) > 150
    assert evening.announced == ()


@pytest.mark.parametrize(
    ("name", "day", "back"), [("meta_ai", "2026-07-31", 88), ("mistral", "2026-05-07", 54)]
)
def test_entries_that_leave_and_return_are_still_known(
    name: str, day: str, back: int, history: dict[str, list[Evening]]
) -> None:
    evening = on(history[name], day)

    assert evening.items == back
    assert evening.record.new == ()
