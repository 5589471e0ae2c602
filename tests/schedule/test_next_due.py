"""When a digest is due next, on wall clocks that leap, go back, and skip whole days."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.model import Cadence, Schedule
from digests.schedule import due_times, next_due, previous_due
from tests.schedule.calendar_oracle import (
    INSTANTS,
    SCHEDULES,
    ZONES,
    due_after,
    is_due_day,
    shown,
)

MICROSECOND = timedelta(microseconds=1)


def daily(at: time, zone: str) -> Schedule:
    return Schedule(cadence=Cadence.DAILY, at=at, zone=zone)


def dues(schedule: Schedule, *, after: datetime, number: int) -> list[str]:
    times = islice(due_times(schedule, after=after), number)
    return [due.astimezone(ZoneInfo(schedule.zone)).isoformat(timespec="minutes") for due in times]


@given(schedule=SCHEDULES, after=INSTANTS)
@settings(deadline=None, max_examples=300)
def test_it_is_what_watching_the_clock_day_by_day_finds(
    schedule: Schedule, after: datetime
) -> None:
    assert next_due(schedule, after=after) == due_after(schedule, after)


@given(schedule=SCHEDULES, after=INSTANTS)
@settings(deadline=None)
def test_due_times_only_grow_and_are_what_asking_again_gives(
    schedule: Schedule, after: datetime
) -> None:
    times = list(islice(due_times(schedule, after=after), 12))
    assert after < times[0]
    assert all(one < other for one, other in pairwise(times))
    again = [after]
    for _ in times:
        again.append(next_due(schedule, after=again[-1]))
    assert again[1:] == times


@given(schedule=SCHEDULES, after=INSTANTS)
@settings(deadline=None)
def test_the_clock_shows_the_time_for_the_first_time_and_never_earlier(
    schedule: Schedule, after: datetime
) -> None:
    due = next_due(schedule, after=after)
    at, before = shown(due, schedule.zone), shown(due - MICROSECOND, schedule.zone)
    days = [at.date(), at.date() - timedelta(days=1)]
    walls = [datetime.combine(day, schedule.at) for day in days if is_due_day(schedule, day)]
    assert any(before < wall <= at for wall in walls)
    leapt = at - before > timedelta(minutes=1)
    assert leapt or at.time() == schedule.at


@given(schedule=SCHEDULES, after=INSTANTS, zone=st.sampled_from(ZONES))
@settings(deadline=None)
def test_a_due_time_is_found_from_just_before_it_and_from_any_zone(
    schedule: Schedule, after: datetime, zone: str
) -> None:
    due = next_due(schedule, after=after)
    assert next_due(schedule, after=due - MICROSECOND) == due
    assert next_due(schedule, after=after.astimezone(ZoneInfo(zone))) == due
    assert due.tzinfo is UTC


@given(schedule=SCHEDULES, before=INSTANTS)
@settings(deadline=None)
def test_the_due_time_before_is_the_last_one(schedule: Schedule, before: datetime) -> None:
    due = previous_due(schedule, before=before)
    assert due < before <= next_due(schedule, after=due)


def test_a_time_that_the_clock_leaps_over_is_due_where_the_gap_ends() -> None:
    # Berlin has no 02:30 on 26 March 2028: 02:00 is 03:00.
    assert dues(
        daily(time(2, 30), "Europe/Berlin"), after=datetime(2028, 3, 25, tzinfo=UTC), number=3
    ) == ["2028-03-25T02:30+01:00", "2028-03-26T03:00+02:00", "2028-03-27T02:30+02:00"]


def test_a_time_that_comes_twice_is_due_the_first_time_only() -> None:
    assert dues(
        daily(time(2, 30), "Europe/Berlin"), after=datetime(2028, 10, 28, 12, tzinfo=UTC), number=2
    ) == ["2028-10-29T02:30+02:00", "2028-10-30T02:30+01:00"]


def test_between_the_two_times_it_is_no_more_due() -> None:
    schedule = daily(time(2, 30), "Europe/Berlin")
    second = datetime(2028, 10, 29, 1, 15, tzinfo=UTC)  # 02:15, again
    assert next_due(schedule, after=second) == datetime(2028, 10, 30, 1, 30, tzinfo=UTC)


def test_midnight_may_not_exist() -> None:
    # Havana goes from Saturday 23:59 to Sunday 01:00.
    assert dues(
        daily(time(0), "America/Havana"), after=datetime(2028, 3, 11, 12, tzinfo=UTC), number=2
    ) == ["2028-03-12T01:00-04:00", "2028-03-13T00:00-04:00"]


def test_half_an_hour_is_a_gap_too() -> None:
    schedule = daily(time(2, 15), "Australia/Lord_Howe")
    assert dues(schedule, after=datetime(2028, 9, 30, 0, tzinfo=UTC), number=2) == [
        "2028-10-01T02:30+11:00",
        "2028-10-02T02:15+11:00",
    ]
    assert dues(
        daily(time(1, 45), "Australia/Lord_Howe"),
        after=datetime(2028, 4, 1, 0, tzinfo=UTC),
        number=2,
    ) == ["2028-04-02T01:45+11:00", "2028-04-03T01:45+10:30"]


def test_a_day_that_a_zone_leaves_out_is_due_when_the_next_one_begins() -> None:
    # Samoa went from 29 to 31 December 2011, a Friday was missing.
    friday = Schedule(zone="Pacific/Apia", weekday=4)
    assert dues(friday, after=datetime(2011, 12, 24, tzinfo=UTC), number=2) == [
        "2011-12-31T00:00+14:00",
        "2012-01-06T09:00+14:00",
    ]


def test_two_days_that_are_due_at_one_instant_are_one() -> None:
    midnight = daily(time(0), "Pacific/Apia")
    assert dues(midnight, after=datetime(2011, 12, 29, 9, tzinfo=UTC), number=3) == [
        "2011-12-29T00:00-10:00",
        "2011-12-31T00:00+14:00",
        "2012-01-01T00:00+14:00",
    ]


def test_a_day_that_a_zone_had_twice_is_due_the_first_time() -> None:
    # Samoa had 4 July 1892 twice, by another 24 hours of the date line.
    noon = daily(time(12), "Pacific/Apia")
    times = list(islice(due_times(noon, after=datetime(1892, 7, 2, 23, 30, tzinfo=UTC)), 3))
    assert [shown(due, "Pacific/Apia").day for due in times] == [4, 5, 6]
    assert times[1] - times[0] == timedelta(days=2)


def test_a_shorter_month_has_its_last_day() -> None:
    last = Schedule(cadence=Cadence.MONTHLY, day=31)
    assert [at[:10] for at in dues(last, after=datetime(2028, 1, 30, tzinfo=UTC), number=4)] == [
        "2028-01-31",
        "2028-02-29",
        "2028-03-31",
        "2028-04-30",
    ]


def test_every_two_weeks_are_the_anchors_weeks_also_across_new_year() -> None:
    # 2026 has 53 ISO weeks; the anchor is a Thursday, the digest comes on Tuesdays.
    schedule = Schedule(cadence=Cadence.FORTNIGHTLY, weekday=1, anchor=date(2026, 12, 17))
    assert [
        at[:10] for at in dues(schedule, after=datetime(2026, 12, 1, tzinfo=UTC), number=4)
    ] == [
        "2026-12-01",
        "2026-12-15",
        "2026-12-29",
        "2027-01-12",
    ]


def test_weekdays_leave_out_the_weekend() -> None:
    schedule = Schedule(cadence=Cadence.WEEKDAYS, zone="Asia/Kathmandu")
    friday = datetime(2028, 6, 2, 0, tzinfo=UTC)
    assert [at[:10] for at in dues(schedule, after=friday, number=3)] == [
        "2028-06-02",
        "2028-06-05",
        "2028-06-06",
    ]


@pytest.mark.parametrize("cadence", Cadence)
def test_the_very_instant_is_not_after_itself(cadence: Cadence) -> None:
    schedule = Schedule(cadence=cadence, zone="America/New_York")
    due = next_due(schedule, after=datetime(2028, 1, 1, tzinfo=UTC))
    assert next_due(schedule, after=due) > due
