"""Numbers, money, dates and versions in running text."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.text.values import Kind, Value, values

PUBLISHED = date(2026, 4, 11)  # a Saturday


def one(text: str) -> Value:
    (value,) = values(text, published=PUBLISHED)
    return value


@pytest.mark.parametrize(
    ("text", "kind", "key", "unit", "bound"),
    [
        ("51 %", Kind.NUMBER, "51", "%", ""),
        ("68 per cent", Kind.NUMBER, "68", "%", ""),
        ("5 percentage points", Kind.NUMBER, "5", "points", ""),
        ("1,200 tokens", Kind.NUMBER, "1200", "", ""),
        ("Twenty-five members", Kind.NUMBER, "25", "", ""),
        ("two hundred and five runs", Kind.NUMBER, "205", "", ""),
        ("half a million stars", Kind.NUMBER, "500000", "", ""),
        ("a dozen labs", Kind.NUMBER, "12", "", ""),
        ("7B parameters", Kind.NUMBER, "7000000000", "", ""),
        ("128K context", Kind.NUMBER, "128000", "", ""),
        ("80GB", Kind.NUMBER, "80", "GB", ""),
        ("sub-100ms", Kind.NUMBER, "100", "ms", ""),
        ("10x faster", Kind.NUMBER, "10", "times", ""),
        ("$40 million", Kind.MONEY, "40000000", "USD", ""),
        ("US$40M", Kind.MONEY, "40000000", "USD", ""),
        ("40 million dollars", Kind.MONEY, "40000000", "USD", ""),
        ("€2.50", Kind.MONEY, "2.5", "EUR", ""),
        ("more than 1,000 users", Kind.NUMBER, "1000", "", ">"),
        ("100+ users", Kind.NUMBER, "100", "", ">"),
        ("up to 70%", Kind.NUMBER, "70", "%", "<"),
        ("5 or fewer", Kind.NUMBER, "5", "", "<"),
        ("about 12 months", Kind.NUMBER, "12", "month", "~"),
        ("more than 2000 calls", Kind.NUMBER, "2000", "", ">"),
        ("PyTorch 2.11", Kind.VERSION, "2.11", "", ""),
        ("version 2.1", Kind.VERSION, "2.1", "", ""),
        ("v0.11.2", Kind.VERSION, "0.11.2", "", ""),
        ("vLLM 0.11rc1", Kind.VERSION, "0.11rc1", "", ""),
        ("the third run", Kind.ORDINAL, "3", "", ""),
        ("the 21st run", Kind.ORDINAL, "21", "", ""),
    ],
)
def test_a_value_is_read(text: str, kind: Kind, key: str, unit: str, bound: str) -> None:
    value = one(text)
    assert (value.kind, value.key, value.unit, value.bound) == (kind, key, unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4 and Llama-3.1-70B",
        "H100",
        "the 3D view",
        "no one knows",
        "tokens per second",
        "CVE-2026-12345",
    ],
)
def test_a_part_of_a_name_or_a_pronoun_is_no_value(text: str) -> None:
    assert values(text) == []


def test_a_range_shares_its_unit() -> None:
    assert [(v.key, v.unit) for v in values("$40-50 million or $60 to $70 million")] == [
        ("40000000", "USD"), ("50000000", "USD"), ("60000000", "USD"), ("70000000", "USD"),
    ]  # fmt: skip
    assert [(v.key, v.unit) for v in values("from 25 to 30 %")] == [("25", "%"), ("30", "%")]


@pytest.mark.parametrize(
    ("claimed", "source"),
    [
        ("$40M", "40 million dollars"),
        ("51%", "51 percent"),
        ("25", "twenty-five"),
        ("April 7, 2026", "7 April"),
        ("7 April", "April 7, 2026"),
        ("April 2026", "7 April 2026"),
        ("2026-04-07", "7th of April, 2026"),
        ("in 2026", "Q2 2026"),
        ("1Q 2026", "the first quarter of 2026"),
        ("April 10, 2026", "yesterday"),
        ("April 11, 2026", "today"),
        ("March 2026", "last month"),
        ("2025", "last year"),
        ("Q3 2026", "next quarter"),
        ("7 April 2026", "Tuesday"),
        ("Tuesday", "7 April 2026"),
        ("April 14, 2026", "next Tuesday"),
        ("March 31, 2026", "last Tuesday"),
        ("December 20, 2025", "20 December"),
        ("2000", "2,000"),
        ("about 51 %", "51 %"),
        ("v2.11", "2.11"),
        ("last week", "last week"),
        ("the 1990s", "the 1990s"),
    ],
)
def test_the_same_value_in_another_form_is_the_same(claimed: str, source: str) -> None:
    assert one(claimed).same(one(source))


@pytest.mark.parametrize(
    ("claimed", "source"),
    [
        ("51 %", "15 %"), ("51 %", "51 points"), ("51", "51 %"), ("$40 million", "$40 billion"),
        ("$40", "€40"), ("version 2.1", "version 2.11"), ("version 2.1", "version 2.10"),
        ("8 April", "7 April"), ("7 May 2026", "7 April 2026"), ("April 7, 2026", "April 2026"),
        ("April 7, 2025", "7 April"), ("44 %", "43.5 %"), ("1000 users", "more than 1,000 users"),
        ("more than 51 %", "51 %"), ("third", "3"), ("Q1 2026", "Q2 2026"), ("2024", "2025"),
        ("April 9, 2026", "yesterday"), ("2000 runs", "2,000 GB"), ("the 1980s", "the 1990s"),
    ],
)  # fmt: skip
def test_another_value_is_another(claimed: str, source: str) -> None:
    assert not one(claimed).same(one(source))


def test_a_month_needs_a_sign_that_it_is_one() -> None:
    assert values("It may march on; May they win.") == []
    assert len(values("in May and since March, by August 2026")) == 3


def test_without_a_publication_date_relative_days_stay_open() -> None:
    (value,) = values("yesterday")
    assert value.days[0].part == "yesterday"
    assert not values("April 10, 2026")[0].same(value)


@pytest.mark.parametrize("text", ["35 April 2026", "2026-13-01"])
def test_what_is_on_no_calendar_is_no_date(text: str) -> None:
    assert all(v.days[:1] != v.days or v.days[0].month is None for v in values(text) if v.days)


@given(st.text(alphabet="0123456789 $%.,-–MBkx ofAprilmay\u00a0½²v", max_size=40))
def test_offsets_are_true_and_in_order(text: str) -> None:
    found = values(text, published=PUBLISHED)
    assert all(text[v.start : v.end] == v.text for v in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
