"""A leap year of 200 subscriptions in twelve zones, with outages, against a calendar of its own."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, pairwise

import pytest

from digests.model import Cadence, Schedule, Slot, SlotState, Subscription
from digests.schedule import due_now, first_due
from tests.schedule.calendar_oracle import QUARTER, ZONES, is_due_day, shown, subscribed

START, END = datetime(2028, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=7)
OUTAGES = (
    (datetime(2028, 1, 10, 8, 50, tzinfo=UTC), timedelta(minutes=40)),
    (datetime(2028, 2, 28, 20, tzinfo=UTC), timedelta(hours=30)),
    (datetime(2028, 3, 12, 5, 30, tzinfo=UTC), timedelta(hours=3)),
    (datetime(2028, 3, 26, 0, 30, tzinfo=UTC), timedelta(hours=5)),
    (datetime(2028, 6, 1, tzinfo=UTC), timedelta(days=9)),
    (datetime(2028, 10, 28, 22, tzinfo=UTC), timedelta(hours=26)),
    (datetime(2028, 12, 1, 3, tzinfo=UTC), timedelta(days=1)),
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def schedules() -> Iterator[Schedule]:
    """Yield 200 schedules: every cadence in every zone, many of them where clocks change."""
    cadences = tuple(Cadence)
    for number in range(200):
        yield Schedule(
            cadence=cadences[number % len(cadences)],
            at=time(number * 7 % 24 if number % 2 else number % 4, number * 15 % 60),
            zone=ZONES[number % len(ZONES)],
            weekday=(number // 5) % 7 if number % 3 else 6,
            day=(28, 29, 30, 31, 1, 15)[number // 5 % 6],
            anchor=date(2026, 1, 5 + number % 14),
        )


def ticks() -> Iterator[datetime]:
    """Yield the times at which the machine runs."""
    now = START
    while now < END:
        if not any(begin <= now < begin + length for begin, length in OUTAGES):
            yield now
        now += STEP


def expected(schedule: Schedule, clock: list[datetime], furthest: list[datetime]) -> list[datetime]:
    """Return the year's due times: when the clock first shows as much, for each day that has one."""
    days = (START.date() + DAY * n for n in range(-1, 367))
    walls = [datetime.combine(day, schedule.at) for day in days if is_due_day(schedule, day)]
    found = [clock[place] for wall in walls if (place := bisect_left(furthest, wall)) < len(clock)]
    return sorted({due for due in found if START < due < END})


@pytest.fixture(scope="module")
def told() -> dict[str, list[tuple[datetime, Slot, bool]]]:
    """Return what is decided for each subscription: when, the slot, whether it is an earlier one."""
    waiting: dict[str, Subscription] = {}
    for number, schedule in enumerate(schedules()):
        one = subscribed(number, schedule)
        waiting[one.id] = replace(one, due_at=first_due(one, now=START))
    found: dict[str, list[tuple[datetime, Slot, bool]]] = defaultdict(list)
    soonest = START
    for now in ticks():
        if now < soonest:
            continue
        for one in list(waiting.values()):
            due = due_now(one, now=now)
            if due is not None:
                found[one.id] += [(now, slot, True) for slot in due.skipped]
                found[one.id].append((now, due.slot, False))
                waiting[one.id] = due.after
        soonest = min(one.due_at for one in waiting.values() if one.due_at is not None)
    return found


def test_every_due_digest_comes_once_none_early_none_twice(
    told: dict[str, list[tuple[datetime, Slot, bool]]],
) -> None:
    quarters = [START - DAY + QUARTER * n for n in range(368 * 96)]
    furthest = {zone: list(accumulate((shown(at, zone) for at in quarters), max)) for zone in ZONES}
    running = list(ticks())
    sent = skipped = late = 0
    for number, schedule in enumerate(schedules()):
        due = expected(schedule, quarters, furthest[schedule.zone])
        by_tick: dict[datetime, list[datetime]] = defaultdict(list)
        for at in due:
            place = bisect_left(running, at)
            if place < len(running):
                by_tick[running[place]].append(at)
        outcome = {
            at: (tick, at == times[-1] and tick - at < DAY)
            for tick, times in by_tick.items()
            for at in times
        }
        slots = told[f"subscription-{number}"]
        assert [slot.due_at for _, slot, _ in slots] == list(outcome), schedule
        for now, slot, _ in slots:
            tick, is_sent = outcome[slot.due_at]
            assert now == tick >= slot.due_at
            assert (slot.state is SlotState.PLANNED) is is_sent
            assert slot.late is (is_sent and now - slot.due_at > HOUR)
            sent, late = sent + is_sent, late + slot.late
            skipped += not is_sent
    assert (sent > 20_000, skipped > 500, late > 50) == (True, True, True)


def test_the_windows_of_what_is_sent_adjoin(
    told: dict[str, list[tuple[datetime, Slot, bool]]],
) -> None:
    for slots in told.values():
        windows = [slot.window for _, slot, _ in slots if slot.state is SlotState.PLANNED]
        assert windows
        assert all(one.until == other.since for one, other in pairwise(windows))
