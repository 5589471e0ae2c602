from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model import Entry, NotModified, ParsedEntry
from tests.builders import MONDAY
from tests.intake.fakes_intake import Diary, a_document, a_parsed

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


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


def test_an_entry_is_kept_with_all_that_it_says() -> None:
    diary = Diary()
    parsed = a_parsed("1", byline="Ada", url="https://www.pytorch.example/news/1/?utm_source=rss")
    (entry,) = diary.polls(a_document(parsed)).new

    assert (entry.key, entry.guid, entry.title, entry.byline) == (
        "guid-1",
        "guid-1",
        "News 1",
        "Ada",
    )
    assert entry.url == "https://www.pytorch.example/news/1/?utm_source=rss"
    assert entry.url_key == "pytorch.example/news/1"
    assert entry.dated_at == parsed.published_at
    assert entry.date_source == "published"
    assert entry.first_seen_at == diary.now
    assert not entry.silent


def test_the_second_poll_of_the_same_document_brings_nothing() -> None:
    diary = a_read_feed()
    record = diary.polls(a_document(*daily(10)))

    assert (record.new, record.changed, record.rekeyed) == ((), (), ())


def test_a_first_fetch_announces_nothing_older_than_the_window() -> None:
    diary = Diary()
    record = diary.polls(a_document(*daily(30)), after=timedelta(0))

    assert names(diary.announced) == [str(n) for n in range(8)]
    assert len(record.new) == 30


def test_a_first_fetch_announces_nothing_undated() -> None:
    diary = Diary()
    diary.polls(a_document(a_parsed("1", published_at=None)))
    assert diary.announced == []

    diary.polls(a_document(a_parsed("2", published_at=None), a_parsed("1", published_at=None)))
    assert names(diary.announced) == ["2"]


def test_entries_after_empty_documents_are_a_first_fetch() -> None:
    diary = Diary()
    diary.polls(a_document())
    diary.polls(NotModified(body_sha256=None))
    diary.polls(a_document(*daily(182)))

    assert len(diary.entries) == 182
    assert names(diary.announced) == ["0", "1", "2", "3", "4"]


def test_an_old_entry_that_turns_up_late_is_no_news() -> None:
    diary = a_read_feed()
    record = diary.polls(a_document(a_parsed("old", published_at=MONDAY - 60 * DAY), *daily(10)))

    assert names(record.new) == ["old"]
    assert diary.announced == []


def test_an_empty_document_deletes_nothing() -> None:
    diary = a_read_feed()
    diary.polls(a_document())
    record = diary.polls(a_document(*daily(10)))

    assert len(diary.entries) == 10
    assert record.new == ()


def test_new_guids_for_known_links_are_the_same_entries() -> None:
    diary = a_read_feed(369)
    ids = set(diary.entries)
    moved = [
        a_parsed(str(n), guid=f"https://new.example/?p={n}", published_at=MONDAY - n * DAY)
        for n in range(369)
    ]
    news = a_parsed("news", published_at=MONDAY + HOUR)
    record = diary.polls(a_document(news, *moved))

    assert len(record.rekeyed) == 369
    assert record.changed == ()
    assert {entry.id for entry in record.rekeyed} == ids
    assert names(diary.announced) == ["news"]
    assert diary.polls(a_document(news, *moved)).rekeyed == ()


def test_a_new_guid_and_link_under_the_same_title_and_date_is_the_same_entry() -> None:
    diary = a_read_feed()
    renamed = a_parsed("0", guid="x", url="https://new.example/0", published_at=MONDAY)
    record = diary.polls(a_document(renamed, *daily(10)[1:]))

    assert record.new == ()
    assert names(record.rekeyed) == ["0"]
    assert record.rekeyed[0].url == "https://new.example/0"
    assert record.rekeyed[0].url_key == "pytorch.example/news/0"


def test_the_same_title_on_another_day_is_another_entry() -> None:
    diary = a_read_feed()
    again = a_parsed("0", guid="x", url="https://pytorch.example/x", published_at=MONDAY + DAY)
    record = diary.polls(a_document(again, *daily(10)))

    assert names(record.new) == ["0"]


def test_everything_new_at_once_under_new_links_and_dates_is_a_migration() -> None:
    diary = a_read_feed()
    moved = [a_parsed(f"m{n}", published_at=MONDAY + DAY - timedelta(seconds=n)) for n in range(10)]
    record = diary.polls(a_document(*moved))

    assert len(record.new) == 10
    assert diary.announced == []


def test_more_than_twenty_at_once_are_a_backfill() -> None:
    diary = a_read_feed(300)
    old = [a_parsed(f"b{n}", published_at=MONDAY - n * HOUR) for n in range(1, 22)]
    diary.polls(a_document(*daily(300), *old))

    assert diary.announced == []
    assert len(diary.entries) == 321


def test_undated_entries_in_a_flood_are_silent() -> None:
    diary = Diary()
    diary.polls(a_document(*[a_parsed(str(n), published_at=None) for n in range(4)]))
    diary.polls(a_document(*[a_parsed(f"m{n}", published_at=None) for n in range(4)]))

    assert len(diary.entries) == 8
    assert diary.announced == []


def test_a_feed_that_lists_only_its_latest_entry_still_makes_news() -> None:
    diary = Diary()
    for n in range(5):
        diary.polls(a_document(a_parsed(str(n), published_at=MONDAY + n * DAY)))

    assert names(diary.announced) == ["0", "1", "2", "3", "4"]


def test_a_short_document_after_a_long_pause_is_news() -> None:
    """A laptop that slept for five days finds five of ten entries new, at one a day."""
    diary = a_read_feed(10)
    later = [a_parsed(f"n{n}", published_at=MONDAY + n * DAY - HOUR) for n in range(1, 7)]
    diary.polls(a_document(*reversed(later), *daily(4)), after=6 * DAY)

    assert sorted(names(diary.announced)) == ["n1", "n2", "n3", "n4", "n5", "n6"]


def test_an_old_entry_with_a_new_date_is_no_news_and_keeps_its_own() -> None:
    diary = Diary()
    old = MONDAY - 40 * DAY
    diary.polls(a_document(a_parsed("1", published_at=old), a_parsed("2")))
    diary.announced.clear()
    record = diary.polls(a_document(a_parsed("1", published_at=MONDAY), a_parsed("2")))

    assert (record.new, record.changed) == ((), ())
    (entry,) = [e for e in diary.entries.values() if e.guid == "guid-1"]
    assert entry.dated_at == old


def test_a_changed_text_is_read_again_under_its_old_date() -> None:
    diary = a_read_feed(3)
    first = diary.entries[next(iter(diary.entries))]
    corrected = a_parsed("0", html="<p>It was 14, not 40 %.</p>", published_at=MONDAY + DAY)
    record = diary.polls(a_document(corrected, *daily(3)[1:]))

    (entry,) = record.changed
    assert entry.id == first.id
    assert entry.html == "<p>It was 14, not 40 %.</p>"
    assert (entry.dated_at, entry.first_seen_at) == (first.dated_at, first.first_seen_at)
    assert (entry.article_id, entry.attempts, entry.changes) == (None, 0, 1)
    assert diary.announced == []


def test_a_changed_title_is_a_change() -> None:
    diary = a_read_feed(3)
    record = diary.polls(
        a_document(a_parsed("0", title="Correction", published_at=MONDAY), *daily(3)[1:])
    )

    assert [entry.title for entry in record.changed] == ["Correction"]


def test_markup_that_varies_is_no_change() -> None:
    diary = Diary()
    diary.polls(a_document(a_parsed("1", html='<p class="a">So &amp; so<!-- 1 --></p>')))
    record = diary.polls(a_document(a_parsed("1", html='<p  data-n="7">So &#38;\n so</p>')))

    assert record.changed == ()


def test_a_text_that_flaps_is_read_a_bounded_number_of_times() -> None:
    diary = Diary()
    changes = 0
    for n in range(60):
        document = a_document(a_parsed("1", html=f"<p>Seen {n} times</p>"))
        changes += len(diary.polls(document, after=HOUR).changed)

    assert changes == 8


def test_a_change_of_an_old_entry_is_left_alone() -> None:
    diary = Diary()
    diary.polls(a_document(a_parsed("1", published_at=MONDAY - 100 * DAY)))
    record = diary.polls(a_document(a_parsed("1", html="<p>New template</p>")))

    assert record.changed == ()


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
