"""Which entries are the same, however their guids, links, titles and dates come and go."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model import ParsedEntry
from tests.builders import MONDAY
from tests.intake.fakes_intake import (
    DAY,
    HOUR,
    Diary,
    a_document,
    a_parsed,
    a_read_feed,
    daily,
    names,
)


def test_a_document_that_repeats_an_entry_has_it_once() -> None:
    diary = Diary()
    record = diary.polls(
        a_document(
            a_parsed("1"),
            a_parsed("1"),
            a_parsed("1", guid="other guid"),
            a_parsed("1", guid="third", url="https://pytorch.example/de/1"),
        )
    )

    assert len(record.new) == 1


def test_one_guid_for_many_entries_does_not_identify_them() -> None:
    diary = Diary()
    entries = [a_parsed(str(n), guid="https://pytorch.example") for n in range(3)]
    diary.polls(a_document(*entries))
    record = diary.polls(a_document(*entries))

    assert len(diary.entries) == 3
    assert record.new == ()
    assert record.rekeyed == ()


@pytest.mark.parametrize("field", ["guid", "url", "title"])
def test_an_entry_without_one_of_its_marks_is_known_by_the_others(field: str) -> None:
    diary = Diary()
    empty: object = "" if field == "title" else None
    entries = [a_parsed(str(n), **{field: empty}) for n in range(3)]
    diary.polls(a_document(*entries))

    assert len(diary.entries) == 3
    assert diary.polls(a_document(*entries)).new == ()


def test_an_entry_with_nothing_but_a_text_is_known_by_it() -> None:
    diary = Diary()
    bare = ParsedEntry(guid=None, url=None, title="", html="<p>Just words</p>")
    diary.polls(a_document(bare))

    assert len(diary.entries) == 1
    assert diary.polls(a_document(bare)).new == ()


def test_entries_that_share_a_page_are_told_apart() -> None:
    """A changelog gives each entry one page, with an anchor at best."""
    diary = Diary()
    anchored = [
        a_parsed(v, guid=None, url=f"https://docs.example/changelog#{v}") for v in ("1.1", "1.0")
    ]
    shared = [a_parsed(v, url="https://docs.example/all", published_at=None) for v in ("a", "b")]
    diary.polls(a_document(*anchored, *shared))

    keys = [entry.url_key for entry in diary.entries.values()]
    assert keys == ["docs.example/changelog#1.1", "docs.example/changelog#1.0", None, None]

    newer = a_parsed("1.2", guid=None, url="https://docs.example/changelog#1.2")
    assert names(diary.polls(a_document(newer, *anchored, *shared)).new) == ["1.2"]


def test_a_link_to_the_home_page_identifies_nothing() -> None:
    diary = Diary()
    diary.polls(a_document(a_parsed("1", url="https://pytorch.example/")))
    record = diary.polls(
        a_document(a_parsed("2", url="https://pytorch.example/", published_at=MONDAY + HOUR))
    )

    assert names(record.new) == ["2"]
    assert record.new[0].url_key is None


def test_two_known_entries_with_one_link_are_not_guessed_at() -> None:
    diary = Diary()
    url = "https://pytorch.example/live"
    diary.polls(a_document(a_parsed("1", url=url)))
    diary.entries = {
        **diary.entries,
        **{entry.id: entry for entry in Diary().polls(a_document(a_parsed("2", url=url))).new},
    }
    record = diary.polls(
        a_document(a_parsed("3", url=url, title="Third", published_at=MONDAY + HOUR))
    )

    assert [entry.title for entry in record.new] == ["Third"]


def test_a_known_entry_is_not_claimed_twice() -> None:
    diary = a_read_feed(5)
    by_link = a_parsed("0", guid="x", title="Renamed", published_at=MONDAY)
    by_date = a_parsed("0", guid="y", url="https://pytorch.example/y", published_at=MONDAY)
    record = diary.polls(a_document(by_link, by_date, *daily(5)[1:]))

    assert [entry.key for entry in record.rekeyed] == ["x"]
    assert [entry.key for entry in record.new] == ["y"]


@pytest.mark.parametrize(
    ("published", "updated", "expected", "source"),
    [
        (MONDAY, MONDAY + HOUR, MONDAY, "published"),
        (None, MONDAY, MONDAY, "updated"),
        (datetime(1724, 1, 1, tzinfo=UTC), MONDAY, MONDAY, "updated"),
        (datetime(1, 1, 1, tzinfo=UTC), None, None, "first_seen"),
        (datetime(1994, 12, 31, tzinfo=UTC), None, None, "first_seen"),
        (MONDAY + 40 * DAY, None, None, "first_seen"),
        (MONDAY + 40 * HOUR, None, MONDAY + 40 * HOUR, "published"),
        (None, None, None, "first_seen"),
    ],
)
def test_the_date_is_published_else_updated_else_first_seen(
    published: datetime | None, updated: datetime | None, expected: datetime | None, source: str
) -> None:
    diary = Diary()
    parsed = a_parsed("1", published_at=published, updated_at=updated)
    (entry,) = diary.polls(a_document(parsed)).new

    assert (entry.dated_at, entry.date_source) == (expected or diary.now, source)


def test_a_date_first_seen_stays_when_the_feed_names_one_later() -> None:
    diary = Diary()
    diary.polls(a_document(a_parsed("1", published_at=None)))
    seen = diary.now
    diary.polls(a_document(a_parsed("1", html="<p>Dated now</p>", published_at=MONDAY)))

    (entry,) = diary.entries.values()
    assert (entry.dated_at, entry.date_source) == (seen, "first_seen")


def test_an_entry_that_takes_over_a_freed_guid_is_one_of_its_own() -> None:
    diary = a_read_feed(5)
    renamed = a_parsed("0", guid="other", published_at=MONDAY)
    diary.polls(a_document(renamed, *daily(5)[1:]))
    usurper = a_parsed("x", guid="guid-0", published_at=MONDAY + HOUR)
    record = diary.polls(a_document(usurper, renamed, *daily(5)[1:]))

    assert names(record.new) == ["x"]
    assert len(diary.entries) == 6


def test_a_guid_that_stops_being_unique_still_names_its_entry() -> None:
    diary = Diary()
    diary.polls(a_document(a_parsed("1", guid="a", url=None, title="One")))
    twins = [a_parsed("1", guid="a", url=None, title=title) for title in ("One", "Two")]
    assert [entry.title for entry in diary.polls(a_document(*twins)).new] == ["Two"]

    alone = a_parsed("1", guid="a", url=None, title="One", published_at=None)
    assert diary.polls(a_document(alone)).new == ()


FIELDS = st.fixed_dictionaries(
    {
        "guid": st.sampled_from([None, "a", "b", "c"]),
        "url": st.sampled_from(
            [None, "https://x.example/", "https://x.example/1", "https://x.example/p#1"]
        ),
        "title": st.sampled_from(["", "One", "Two"]),
        "published_at": st.sampled_from([None, MONDAY, MONDAY - 9 * DAY, MONDAY + HOUR]),
        "html": st.sampled_from(["", "<p>x</p>", "<p>y</p>"]),
    }
)
DOCUMENTS = st.lists(st.lists(FIELDS, max_size=6), max_size=6)


@given(DOCUMENTS)
def test_no_history_breaks_the_book_keeping(documents: list[list[dict[str, object]]]) -> None:
    """Keys stay unique, nothing vanishes, and a document polled twice brings nothing new."""
    diary = Diary()
    for fields in documents:
        document = a_document(*[a_parsed("1", **entry) for entry in fields])
        before = set(diary.entries)
        diary.polls(document)
        assert before <= set(diary.entries)
        assert diary.polls(document).new == ()
