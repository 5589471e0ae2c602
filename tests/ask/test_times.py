"""The windows that words of time name, in the asker's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from digests.ask.times import EARLIEST, times

NOW = datetime(2026, 4, 15, 12, 0, tzinfo=UTC)
"""A Wednesday."""


def at(month: int, day: int, year: int = 2026, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "since", "until", "rest"),
    [
        ("who joined since January", at(1, 1), NOW, "who joined"),
        ("what changed last week", at(4, 6), at(4, 13), "what changed"),
        ("who left in Q1", at(1, 1), at(4, 1), "who left"),
        ("who joined yesterday?", at(4, 14), at(4, 15), "who joined ?"),
        ("who joined in 2024", at(1, 1, 2024), at(1, 1, 2025), "who joined"),
        ("releases on 2026-04-07", at(4, 7), at(4, 8), "releases"),
        ("who joined before 2026-04-07", EARLIEST, at(4, 7), "who joined"),
        ("who joined after 7 April 2026", at(4, 8), NOW, "who joined"),
        ("what happened in the last 3 days", at(4, 12), NOW, "what happened"),
        ("what happened over the past two weeks in March", at(3, 1), at(4, 1), "what happened over the past two weeks"),
        ("who joined this week", at(4, 13), NOW, "who joined"),
        ("who joined between January and March", at(1, 1), at(4, 1), "who joined"),
        ("who joined between March and May 2025", at(3, 1, 2025), at(6, 1, 2025), "who joined"),
        ("who left from 3 March to 5 March 2026?", at(3, 3), at(3, 6), "who left ?"),
        ("what did one say on 2026-04-03 and another on 7 April", at(4, 3), at(4, 8), "what did one say on 2026-04-03 and another on 7 April"),
    ],
)  # fmt: skip
def test_words_of_time_become_a_window(
    question: str, since: datetime, until: datetime, rest: str
) -> None:
    found = times(question, now=NOW, zone=UTC)
    assert found is not None
    assert (found.window.since, found.window.until, found.rest) == (since, until, rest)


def test_days_begin_in_the_zone_of_who_asks() -> None:
    found = times("who joined yesterday", now=at(4, 15, hour=23), zone=ZoneInfo("Asia/Tokyo"))
    assert found is not None
    assert found.window.since == at(4, 14, hour=15)
    assert found.window.until == at(4, 15, hour=15)


@pytest.mark.parametrize("question", ["who joined", "what is Ray 2.9", "", "since when"])
def test_a_question_without_words_of_time_has_no_window(question: str) -> None:
    assert times(question, now=NOW, zone=UTC) is None


def test_a_window_that_lies_ahead_is_none() -> None:
    assert times("who will join in 2031", now=NOW, zone=UTC) is None
