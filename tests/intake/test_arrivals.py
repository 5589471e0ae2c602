from datetime import timedelta

from digests.model import NotModified
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


def test_only_silent_entries_of_these_days_are_undatable() -> None:
    diary = Diary()
    old = a_parsed("old", published_at=MONDAY - 30 * DAY)
    fresh = a_parsed("fresh", published_at=MONDAY - DAY)
    undated = a_parsed("undated", published_at=None)
    first = diary.polls(a_document(old, fresh, undated), after=timedelta(0))
    assert [(e.silent, e.undatable) for e in first.new] == [
        (True, False),
        (False, False),
        (True, True),
    ]
    flood = [a_parsed(f"f{n}", published_at=MONDAY - n * HOUR) for n in range(30)]
    assert all(e.undatable == e.silent for e in diary.polls(a_document(*flood)).new)
