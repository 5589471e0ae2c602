"""What a person may ask for, and what is said where it cannot be had."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from digests.errors import UserError
from digests.model import Cadence, Schedule
from digests.schedule import checked, next_due

RIGHT = Schedule(cadence=Cadence.MONTHLY, at=time(7, 45), zone="Europe/Berlin", weekday=6, day=31)


def test_what_can_be_kept_is_returned_as_it_is() -> None:
    assert checked(RIGHT) is RIGHT


@pytest.mark.parametrize(
    ("zone", "advice"),
    [
        ("europe/berlin", "Did you mean Europe/Berlin?"),
        ("Berlin", "Did you mean Europe/Berlin?"),
        ("new york", "Did you mean America/New_York?"),
        ("Europe/Berlim", "Did you mean Europe/Berlin?"),
        ("", "Name it by continent and city, such as Europe/Berlin or America/New_York."),
        ("??", "Name it by continent and city, such as Europe/Berlin or America/New_York."),
        ("../../etc/passwd", "Name it by continent and city"),
        ("Europe", "Did you mean"),
        ("Europe/Berlin\0", "Did you mean Europe/Berlin?"),
        ("x" * 10_000, "Name it by continent and city"),
    ],
)
def test_an_unknown_zone_is_refused_with_one_that_is_meant(zone: str, advice: str) -> None:
    with pytest.raises(UserError) as refused:
        checked(replace(RIGHT, zone=zone))
    assert str(refused.value).startswith("There is no time zone “")
    assert advice in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("day", [0, 32, -1])
def test_a_day_that_no_month_has_is_refused(day: int) -> None:
    with pytest.raises(UserError, match="from 1 to 31"):
        checked(replace(RIGHT, day=day))


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_day_that_no_week_has_is_refused(weekday: int) -> None:
    with pytest.raises(UserError, match="from Monday to Sunday"):
        checked(replace(RIGHT, weekday=weekday))


def test_seconds_are_refused_with_the_time_that_can_be_kept() -> None:
    for at in (time(9, 30, 15), time(9, 30, 0, 1)):
        with pytest.raises(UserError, match="09:30, without seconds"):
            checked(replace(RIGHT, at=at))


def test_a_time_with_a_zone_of_its_own_is_refused() -> None:
    with pytest.raises(UserError, match="the time zone apart"):
        checked(replace(RIGHT, at=time(9, tzinfo=UTC)))


def test_a_kept_schedule_whose_zone_is_gone_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="There is no time zone"):
        next_due(replace(RIGHT, zone="Mars/Olympus"), after=datetime(2028, 1, 1, tzinfo=UTC))
