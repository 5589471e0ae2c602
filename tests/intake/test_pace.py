from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.intake import hold_back, is_due, poll_address, registrable_domain
from digests.intake.pace import own_pace
from digests.model import FeedState, FetchProblem, Health, NotModified
from tests.builders import MONDAY, a_feed
from tests.intake.fakes_intake import Diary, a_document, a_parsed

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def wait_after(outcome: FetchProblem | NotModified, diary: Diary | None = None) -> timedelta:
    diary = diary or Diary()
    state = diary.polls(outcome).state
    assert state.next_poll_at is not None
    return state.next_poll_at - diary.now


def test_a_feed_never_polled_is_due() -> None:
    assert is_due(FeedState(feed_id="x"), now=MONDAY)


def test_a_feed_is_due_from_the_very_moment_on() -> None:
    state = FeedState(feed_id="x", next_poll_at=MONDAY)

    assert is_due(state, now=MONDAY)
    assert not is_due(state, now=MONDAY - timedelta(microseconds=1))


def test_a_feed_that_is_gone_is_never_due_again() -> None:
    diary = Diary()
    state = diary.polls(FetchProblem(health=Health.GONE, reason="410 Gone", status=410)).state

    assert state.health is Health.GONE
    assert state.problem == "410 Gone"
    assert not is_due(state, now=MONDAY + 3650 * DAY)


@given(st.timedeltas(timedelta(0), 400 * DAY) | st.none(), st.text(min_size=1, max_size=9))
def test_the_wait_lies_between_a_quarter_of_an_hour_and_a_day(
    floor: timedelta | None, feed_id: str
) -> None:
    """And never before the floor that the server asks for, as far as a day goes."""
    wait = wait_after(NotModified(body_sha256=None, min_interval=floor), Diary(a_feed(feed_id)))

    assert 15 * MINUTE <= wait <= DAY
    assert floor is None or wait >= min(floor, DAY)


def test_feeds_polled_together_are_not_asked_together_again() -> None:
    unchanged = NotModified(body_sha256=None)
    waits = [wait_after(unchanged, Diary(a_feed(f"feed-{n}"))) for n in range(20)]

    assert len(set(waits)) == 20
    assert waits == [wait_after(unchanged, Diary(a_feed(f"feed-{n}"))) for n in range(20)]


def test_a_busy_feed_is_asked_more_often_than_a_slow_one() -> None:
    busy, slow = Diary(), Diary()
    hourly = [a_parsed(str(n), published_at=MONDAY - n * HOUR) for n in range(30)]
    weekly = [a_parsed(str(n), published_at=MONDAY - n * 7 * DAY) for n in range(30)]
    busy.polls(a_document(*hourly), after=timedelta(0))
    slow.polls(a_document(*weekly), after=timedelta(0))

    assert busy.state.interval == HOUR
    assert slow.state.interval == 7 * DAY
    assert is_due(busy.state, now=MONDAY + HOUR)
    assert not is_due(slow.state, now=MONDAY + 12 * HOUR)


def test_a_feed_that_falls_silent_slows_down() -> None:
    dates = [MONDAY - n * HOUR for n in range(30)]

    assert own_pace(dates, now=MONDAY) == HOUR
    assert own_pace(dates, now=MONDAY + 20 * DAY) == 10 * DAY
    assert own_pace([], now=MONDAY) is None
    assert own_pace([MONDAY, MONDAY], now=MONDAY) is None


def test_failures_double_the_wait_up_to_a_day() -> None:
    diary = Diary()
    down = FetchProblem(health=Health.FAILING, reason="503 Service Unavailable", status=503)
    waits = [wait_after(down, diary) for _ in range(20)]

    assert 15 * MINUTE <= waits[0] <= 17 * MINUTE
    assert waits[1] == 2 * waits[0]
    assert waits[2] == 4 * waits[0]
    assert DAY <= waits[-1] <= 1.1 * DAY
    assert diary.state.failures == 20
    assert diary.state.problem == "503 Service Unavailable"


def test_a_blocked_feed_keeps_the_last_good_and_backs_off() -> None:
    diary = Diary()
    diary.polls(a_document(a_parsed("1"), etag='"v1"'))
    good = diary.state
    wait = wait_after(FetchProblem(health=Health.BLOCKED, reason="A web page came"), diary)

    assert diary.state.health is Health.BLOCKED
    assert diary.state.etag == '"v1"'
    assert diary.state.body_sha256 == good.body_sha256
    assert diary.state.succeeded_at == good.succeeded_at
    assert len(diary.entries) == 1
    assert wait >= HOUR


def test_retry_after_only_lengthens() -> None:
    def wait(retry_after: timedelta | None) -> timedelta:
        return wait_after(
            FetchProblem(health=Health.FAILING, reason="429", retry_after=retry_after)
        )

    assert wait(timedelta(seconds=1)) == wait(None)
    assert 3 * DAY <= wait(3 * DAY) <= 3.3 * DAY
    assert wait(365 * DAY) <= 7.7 * DAY


def test_one_success_ends_the_backing_off() -> None:
    diary = Diary()
    for _ in range(5):
        diary.polls(FetchProblem(health=Health.FAILING, reason="timed out"))
    state = diary.polls(NotModified(body_sha256="abc")).state

    assert (state.health, state.failures, state.problem) == (Health.OK, 0, None)
    assert state.succeeded_at == diary.now
    assert state.body_sha256 == "abc"


def test_validators_are_overwritten_by_a_body_and_by_304() -> None:
    diary = Diary()
    diary.polls(a_document(etag='W/"1"', last_modified="Mon, 13 Apr 2026 09:00:00 GMT"))
    diary.polls(NotModified(body_sha256=None, etag='W/"2"', last_modified="x"))
    assert (diary.state.etag, diary.state.last_modified) == ('W/"2"', "x")

    diary.polls(NotModified(body_sha256=None))
    assert (diary.state.etag, diary.state.last_modified) == ('W/"2"', "x")

    diary.polls(a_document())
    assert (diary.state.etag, diary.state.last_modified) == (None, None)


def test_a_redirect_is_believed_after_three_days_of_the_same_target() -> None:
    feed = a_feed()
    diary = Diary(feed)
    moved = NotModified(body_sha256=None, moved_to="https://new.example/feed")
    for _ in range(3):
        diary.polls(moved)
        assert poll_address(feed, diary.state, now=diary.now) == feed.url
    diary.polls(moved)
    assert poll_address(feed, diary.state, now=diary.now) == "https://new.example/feed"

    diary.polls(NotModified(body_sha256=None))
    assert poll_address(feed, diary.state, now=diary.now) == "https://new.example/feed"


def test_a_redirect_that_ends_or_changes_starts_anew() -> None:
    diary = Diary()
    diary.polls(NotModified(body_sha256=None, moved_to="https://a.example/feed"))
    diary.polls(NotModified(body_sha256=None, moved_to="https://b.example/feed"))
    assert diary.state.moved_since == diary.now

    state = diary.polls(NotModified(body_sha256=None)).state
    assert state.moved_to is None
    assert state.moved_since is None


def test_a_new_home_that_fails_three_times_is_left_again() -> None:
    feed = a_feed()
    diary = Diary(feed)
    for _ in range(5):
        diary.polls(NotModified(body_sha256=None, moved_to="https://new.example/feed"))
    for _ in range(3):
        assert poll_address(feed, diary.state, now=diary.now) == "https://new.example/feed"
        diary.polls(FetchProblem(health=Health.FAILING, reason="404"))

    assert poll_address(feed, diary.state, now=diary.now) == feed.url


def test_retry_after_of_one_host_holds_back_its_whole_domain() -> None:
    feeds = [
        a_feed("a", url="https://blog.example.co.uk/a"),
        a_feed("b", url="https://www.example.co.uk/b"),
        a_feed("c", url="https://other.co.uk/c"),
        a_feed("d", url="https://example.co.uk/d"),
        a_feed("e", url="https://example.co.uk/e"),
        a_feed("f", url="https://elsewhere.example/f"),
    ]
    until = MONDAY + HOUR
    states = {
        "b": FeedState(feed_id="b", next_poll_at=MONDAY),
        "d": FeedState(feed_id="d", next_poll_at=MONDAY + DAY),
        "e": FeedState(feed_id="e", health=Health.GONE),
        "f": FeedState(feed_id="f", moved_to="https://example.co.uk/f"),
    }
    held = hold_back(feeds, states, domain="example.co.uk", until=until)

    assert held == [
        FeedState(feed_id="a", next_poll_at=until),
        replace(states["b"], next_poll_at=until),
        replace(states["f"], next_poll_at=until),
    ]


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://blog.foo.co.uk/feed", "foo.co.uk"),
        ("https://a.github.io/feed", "a.github.io"),
        ("http://127.0.0.1:8000/feed", "127.0.0.1:8000"),
        ("http://localhost/feed", "localhost"),
    ],
)
def test_the_registrable_domain_follows_the_public_suffix_list(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain
