"""What is sent, what is passed over, and which time it covers."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.model import Cadence, Schedule, SlotState, Subscription, Window
from digests.schedule import (
    FARTHEST,
    LATE,
    MISSED,
    due_now,
    first_due,
    next_due,
    passed_over,
    previous_due,
)
from tests.schedule.calendar_oracle import INSTANTS, SCHEDULES, subscribed

MONDAY = datetime(2028, 1, 3, 9, tzinfo=UTC)
WEEK, DAY, HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
WEEKLY = subscribed(1, Schedule(), due_at=MONDAY, covered_until=MONDAY - WEEK)
DAILY = replace(WEEKLY, schedule=Schedule(cadence=Cadence.DAILY), covered_until=MONDAY - DAY)


def test_before_its_time_and_while_paused_nothing_is_due() -> None:
    assert due_now(WEEKLY, now=MONDAY - timedelta(seconds=1)) is None
    assert due_now(replace(WEEKLY, paused="asked to"), now=MONDAY) is None
    assert due_now(replace(WEEKLY, due_at=None), now=MONDAY) is None


def test_on_time_it_is_sent_for_the_time_since_the_last_one() -> None:
    due = due_now(WEEKLY, now=MONDAY)
    assert due is not None
    assert (due.slot.state, due.slot.late, due.skipped) == (SlotState.PLANNED, False, ())
    assert (due.slot.window.since, due.slot.window.until) == (MONDAY - WEEK, MONDAY)
    assert (due.after.due_at, due.after.covered_until) == (MONDAY + WEEK, MONDAY)


def test_the_first_digest_covers_one_period() -> None:
    for cadence, since in {
        Cadence.DAILY: MONDAY - DAY,
        Cadence.WEEKDAYS: MONDAY - 3 * DAY,
        Cadence.WEEKLY: MONDAY - WEEK,
    }.items():
        schedule = Schedule(cadence=cadence)
        due = due_now(replace(WEEKLY, schedule=schedule, covered_until=None), now=MONDAY)
        assert due is not None
        assert due.slot.window.since == since


def test_more_than_an_hour_after_it_is_sent_late() -> None:
    punctual, late = (due_now(WEEKLY, now=MONDAY + LATE + more) for more in (0 * HOUR, HOUR))
    assert punctual is not None
    assert late is not None
    assert (punctual.slot.late, late.slot.late) == (False, True)
    assert late.slot.state is SlotState.PLANNED
    assert late.slot.window.until == MONDAY


def test_a_day_after_it_is_skipped_and_the_next_one_covers_its_time() -> None:
    missed = due_now(WEEKLY, now=MONDAY + MISSED)
    assert missed is not None
    assert (missed.slot.state, missed.slot.late) == (SlotState.SKIPPED, False)
    assert missed.after.covered_until == MONDAY - WEEK
    following = due_now(missed.after, now=MONDAY + WEEK)
    assert following is not None
    assert following.slot.state is SlotState.PLANNED
    assert (following.slot.window.since, following.slot.window.until) == (
        MONDAY - WEEK,
        MONDAY + WEEK,
    )


def test_of_several_missed_ones_the_newest_is_sent_and_covers_the_rest() -> None:
    due = due_now(DAILY, now=MONDAY + 3 * DAY + 2 * HOUR)
    assert due is not None
    assert [slot.due_at for slot in due.skipped] == [MONDAY, MONDAY + DAY, MONDAY + 2 * DAY]
    assert all(slot.state is SlotState.SKIPPED for slot in due.skipped)
    assert (due.slot.due_at, due.slot.late) == (MONDAY + 3 * DAY, True)
    assert due.slot.window.since == MONDAY - DAY
    assert due.after.due_at == MONDAY + 4 * DAY


def test_no_digest_reaches_back_farther_than_a_hundred_days() -> None:
    for paused in (100 * DAY, 3_000 * DAY):
        due = due_now(replace(WEEKLY, covered_until=MONDAY - paused), now=MONDAY)
        assert due is not None
        assert due.slot.window.since == MONDAY - FARTHEST
        assert due.after.covered_until == MONDAY


def test_what_is_passed_over_covers_nothing_and_its_time_goes_on() -> None:
    due = due_now(WEEKLY, now=MONDAY + 2 * LATE)
    assert due is not None
    passed = passed_over(due, WEEKLY)
    assert (passed.slot.state, passed.slot.late) == (SlotState.SKIPPED, False)
    assert (passed.after.due_at, passed.after.covered_until) == (MONDAY + WEEK, MONDAY - WEEK)
    following = due_now(passed.after, now=MONDAY + WEEK)
    assert following is not None
    assert following.slot.window.since == MONDAY - WEEK


def test_years_of_missed_slots_are_each_told_once() -> None:
    now = MONDAY + 3653 * DAY
    due = due_now(DAILY, now=now)
    assert due is not None
    assert len({slot.due_at for slot in (*due.skipped, due.slot)}) == 3654
    assert due.slot.due_at == now


def test_what_was_sent_between_times_is_not_sent_again() -> None:
    due = due_now(replace(WEEKLY, covered_until=MONDAY + HOUR), now=MONDAY + 2 * HOUR)
    assert due is not None
    assert due.slot.state is SlotState.SKIPPED
    assert due.slot.window.since == due.slot.window.until
    assert due.after.covered_until == MONDAY + HOUR


def test_a_clock_that_went_back_gives_no_due_time_again() -> None:
    sent = due_now(WEEKLY, now=MONDAY)
    assert sent is not None
    assert due_now(sent.after, now=MONDAY - 3 * HOUR) is None
    assert due_now(sent.after, now=MONDAY) is None
    assert first_due(sent.after, now=MONDAY - 3 * HOUR) == MONDAY + WEEK


def test_a_skipped_time_does_not_come_back_with_the_clock() -> None:
    missed = due_now(WEEKLY, now=MONDAY + MISSED)
    assert missed is not None
    again = first_due(missed.after, now=MONDAY - 3 * HOUR, last=missed.slot.due_at)
    assert again == MONDAY + WEEK


def test_a_new_subscription_is_due_next_time() -> None:
    new = replace(WEEKLY, due_at=None, covered_until=None)
    assert first_due(new, now=MONDAY) == MONDAY + WEEK
    assert first_due(new, now=MONDAY - HOUR) == MONDAY


@given(
    schedules=st.lists(SCHEDULES, min_size=1, max_size=4),
    start=INSTANTS,
    steps=st.lists(st.tuples(st.integers(-3_000, 40_000), st.booleans()), min_size=1, max_size=25),
)
@settings(deadline=None)
def test_no_due_time_comes_twice_whatever_clock_and_schedule_do(
    schedules: list[Schedule], start: datetime, steps: list[tuple[int, bool]]
) -> None:
    one: Subscription = subscribed(1, schedules[0])
    one = replace(one, due_at=first_due(one, now=start))
    now = start
    told: list[datetime] = []
    windows: list[Window] = []
    for number, (minutes, is_changed) in enumerate(steps):
        now += timedelta(minutes=minutes)
        if is_changed:
            one = replace(one, schedule=schedules[number % len(schedules)])
            one = replace(one, due_at=first_due(one, now=now, last=max(told, default=None)))
        due = due_now(one, now=now)
        if due is None:
            continue
        told += [slot.due_at for slot in (*due.skipped, due.slot)]
        assert told[-1] <= now
        if due.slot.state is SlotState.PLANNED:
            windows.append(due.slot.window)
        one = due.after
    assert len(set(told)) == len(told)
    assert all(one.until == other.since for one, other in pairwise(windows))
    assert all(window.since < window.until for window in windows)


def test_a_window_of_the_first_digest_begins_at_the_due_time_before_across_a_change_of_clock() -> (
    None
):
    schedule = Schedule(cadence=Cadence.DAILY, at=time(2, 30), zone="Europe/Berlin")
    leap = next_due(schedule, after=datetime(2028, 3, 25, 12, tzinfo=UTC))
    due = due_now(subscribed(1, schedule, due_at=leap), now=leap)
    assert due is not None
    assert due.slot.window.since == previous_due(schedule, before=leap)
    assert leap - due.slot.window.since == timedelta(hours=23, minutes=30)
