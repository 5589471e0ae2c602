"""When words say something is, seen from the day they were published."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.text.periods import periods

TUESDAY = date(2026, 4, 7)


@pytest.mark.parametrize(
    ("words", "back", "ahead"),
    [
        ("on 12 May", ("2025-05-12", "2025-05-12"), ("2026-05-12", "2026-05-12")),
        ("on April 3rd, 2024", ("2024-04-03", "2024-04-03"), ("2024-04-03", "2024-04-03")),
        ("on 8 April", ("2026-04-08", "2026-04-08"), ("2026-04-08", "2026-04-08")),
        ("2026-06-30", ("2026-06-30", "2026-06-30"), ("2026-06-30", "2026-06-30")),
        ("in June 2026", ("2026-06-01", "2026-06-30"), ("2026-06-01", "2026-06-30")),
        ("in October of 2014", ("2014-10-01", "2014-10-31"), ("2014-10-01", "2014-10-31")),
        ("in May", ("2025-05-01", "2025-05-31"), ("2026-05-01", "2026-05-31")),
        ("in 2027", ("2027-01-01", "2027-12-31"), ("2027-01-01", "2027-12-31")),
        ("by the end of Q3", ("2025-07-01", "2025-09-30"), ("2026-07-01", "2026-09-30")),
        ("in 1Q 2027", ("2027-01-01", "2027-03-31"), ("2027-01-01", "2027-03-31")),
        (
            "in the fourth quarter of next year",
            ("2027-10-01", "2027-12-31"),
            ("2027-10-01", "2027-12-31"),
        ),
        ("in H2 2026", ("2026-07-01", "2026-12-31"), ("2026-07-01", "2026-12-31")),
        ("this summer", ("2025-06-01", "2025-08-31"), ("2026-06-01", "2026-08-31")),
        ("last summer", ("2025-06-01", "2025-08-31"), ("2025-06-01", "2025-08-31")),
        ("by the end of the year", ("2026-01-01", "2026-12-31"), ("2026-01-01", "2026-12-31")),
        ("by year-end", ("2026-01-01", "2026-12-31"), ("2026-01-01", "2026-12-31")),
        ("by the end of next quarter", ("2026-07-01", "2026-09-30"), ("2026-07-01", "2026-09-30")),
        ("next week", ("2026-04-13", "2026-04-19"), ("2026-04-13", "2026-04-19")),
        ("last month", ("2026-03-01", "2026-03-31"), ("2026-03-01", "2026-03-31")),
        ("today", ("2026-04-07", "2026-04-07"), ("2026-04-07", "2026-04-07")),
        ("yesterday", ("2026-04-06", "2026-04-06"), ("2026-04-06", "2026-04-06")),
        ("on Tuesday", ("2026-04-07", "2026-04-07"), ("2026-04-07", "2026-04-07")),
        ("on Friday", ("2026-04-03", "2026-04-03"), ("2026-04-10", "2026-04-10")),
        ("next Tuesday", ("2026-04-14", "2026-04-14"), ("2026-04-14", "2026-04-14")),
        ("last Tuesday", ("2026-03-31", "2026-03-31"), ("2026-04-07", "2026-04-07")),
        ("two days ago", ("2026-04-05", "2026-04-05"), ("2026-04-05", "2026-04-05")),
        ("in the next three months", ("2026-04-07", "2026-07-06"), ("2026-04-07", "2026-07-06")),
    ],
)
def test_a_period_has_a_first_and_a_last_day(
    words: str, back: tuple[str, str], ahead: tuple[str, str]
) -> None:
    for expected, forwards in ((back, False), (ahead, True)):
        (period,) = periods(words, TUESDAY, ahead=forwards)
        assert (str(period.first), str(period.last)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "You may join 3 people",
        "PyTorch 2.12",
        "31 February 2026",
        "section 2026-45",
        "2,026 users",
        "a marching band",
        "March on",
    ],
)
def test_what_is_no_date_gives_none(words: str) -> None:
    assert periods(words, TUESDAY) == []


@pytest.mark.parametrize(
    ("words", "days"), [("two weeks ago", 14), ("a month ago", 30), ("five years ago", 1825)]
)
def test_a_rough_count_gives_a_period_around_the_day(words: str, days: int) -> None:
    (period,) = periods(words, TUESDAY)
    assert period.first <= date.fromordinal(TUESDAY.toordinal() - days) <= period.last <= TUESDAY
    assert not period.is_day


@given(
    st.text(alphabet="Q1234 -/.,MayJunofedcbil 0192thsr", max_size=60),
    st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)),
    st.booleans(),
)
def test_periods_are_in_order_inside_the_text_and_not_backwards(
    text: str,
    published: date,
    ahead: bool,
) -> None:
    at = 0
    for period in periods(text, published, ahead=ahead):
        assert at <= period.start < period.end <= len(text)
        assert period.first <= period.last
        at = period.end
