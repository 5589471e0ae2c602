"""When digests are due, told another way: day by day, and by watching the clock go.

Nothing here reckons with offsets. An instant is found by looking at what the zone's clock shows
at one time after another, until it shows what is waited for.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from digests.model import Cadence, Channel, Schedule, Subscription

MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",  # the clock changes at midnight
    "Africa/Casablanca",  # the clock goes back for Ramadan
    "Asia/Kathmandu",
    "Antarctica/Troll",  # by two hours
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Chatham",
    "Pacific/Apia",  # had no 30 December 2011
    "Pacific/Kwajalein",  # had no 21 August 1993
)


def is_due_day(schedule: Schedule, day: date) -> bool:
    last = monthrange(day.year, day.month)[1]
    match schedule.cadence:
        case Cadence.DAILY:
            return True
        case Cadence.WEEKDAYS:
            return day.isoweekday() <= 5
        case Cadence.WEEKLY:
            return day.weekday() == schedule.weekday
        case Cadence.FORTNIGHTLY:
            # Day 1 was a Monday.
            weeks = (day.toordinal() - 1) // 7 - (schedule.anchor.toordinal() - 1) // 7
            return day.weekday() == schedule.weekday and weeks % 2 == 0
        case Cadence.MONTHLY:
            return day.day == schedule.day or (day.day == last and schedule.day > last)


def shown(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def reached(schedule: Schedule, day: date) -> datetime:
    """Return the first minute at which the clock shows the day's time or a later one."""
    wall = datetime.combine(day, schedule.at)
    coarse = wall.replace(tzinfo=UTC) - timedelta(hours=27)
    while shown(coarse, schedule.zone) < wall:
        coarse += QUARTER
    minutes = (coarse - QUARTER + MINUTE * n for n in range(1, 16))
    return next(at for at in minutes if shown(at, schedule.zone) >= wall)


def due_after(schedule: Schedule, after: datetime) -> datetime:
    first = after.astimezone(UTC).date() - timedelta(days=3)
    days = (first + timedelta(days=n) for n in range(45))
    found = (reached(schedule, day) for day in days if is_due_day(schedule, day))
    return next(due for due in found if due > after)


def subscribed(number: int, schedule: Schedule, **changes: object) -> Subscription:
    fields: dict[str, object] = {
        "id": f"subscription-{number}",
        "channel": Channel(platform="slack", workspace_id="T1", channel_id=f"C{number}"),
        "topic_id": "pytorch",
        "owner": "U1",
        "created_at": datetime(2027, 12, 1, tzinfo=UTC),
        "schedule": schedule,
    }
    return Subscription(**(fields | changes))  # type: ignore[arg-type] # fields of Subscription


SCHEDULES = st.builds(
    Schedule,
    cadence=st.sampled_from(Cadence),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
    weekday=st.integers(0, 6),
    day=st.integers(1, 31),
    anchor=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
_TURNING = [
    datetime(2011, 12, 29, 12),  # noqa: DTZ001 — Hypothesis adds the zone itself
    datetime(1993, 8, 20, 12),  # noqa: DTZ001 — as above
    datetime(2028, 3, 12, 5),  # noqa: DTZ001 — as above
    datetime(2028, 3, 26, 0),  # noqa: DTZ001 — as above
    datetime(2028, 10, 29, 0),  # noqa: DTZ001 — as above
    datetime(2028, 4, 1, 14),  # noqa: DTZ001 — as above
]
"""Times shortly before some clock is changed: a year's other days are seldom as telling."""
INSTANTS = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001 — as above
    st.builds(
        lambda near, minutes: near + timedelta(minutes=minutes),
        st.sampled_from(_TURNING),
        st.integers(-2_000, 2_000),
    ),
).map(lambda at: at.replace(tzinfo=UTC))
