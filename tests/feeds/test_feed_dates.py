"""Dates as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.feeds.dates import read_date


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Sat, 22 Aug 2026 00:46:14 +0000", "2026-08-22T00:46:14"),
        ("Tue, 28 Jul 2026 10:00:00 -0700", "2026-07-28T17:00:00"),
        ("Thu, 20 Aug 2026 21:52 GMT", "2026-08-20T21:52:00"),
        ("Mon, 26 January 2004 16:31:00 EST", "2004-01-26T21:31:00"),
        ("Sun, 15 Mar 2026 12:00:00 +0530", "2026-03-15T06:30:00"),
        ("Sat, 07 Sep 2002 00:00:01 GMT+0200", "2002-09-06T22:00:01"),
        ("Thu, 01 Jan 2004 19:48:21 GMT (Greenwich)", "2004-01-01T19:48:21"),
        ("3rd March 2026", "2026-03-03T00:00:00"),
        ("7-Apr-26", "2026-04-07T00:00:00"),
        ("1 Jan 98 00:00:00 UT", "1998-01-01T00:00:00"),
        ("2026-08-20T19:58:48Z", "2026-08-20T19:58:48"),
        ("2025-11-01T20:43:00.031-04:00", "2025-11-02T00:43:00.031"),
        ("2026-02-17T17:36:36-0500", "2026-02-17T22:36:36"),
        ("2026-04-07 10:00:00 +0000 UTC", "2026-04-07T10:00:00"),
        ("2026-04-07T24:00:00Z", "2026-04-08T00:00:00"),
        ("2026-06-30T23:59:60Z", "2026-07-01T00:00:00"),
        ("2021-02-03", "2021-02-03T00:00:00"),
        ("2026-04", "2026-04-01T00:00:00"),
        ("2019/11/15 10:00:00", "2019-11-15T10:00:00"),
        ("1573812000", "2019-11-15T10:00:00"),
        ("1573812000000", "2019-11-15T10:00:00"),
        ("20260407", "2026-04-07T00:00:00"),
        ("20260407T101112Z", "2026-04-07T10:11:12"),
        ("April 7, 2026 at 10:00 am PDT", "2026-04-07T17:00:00"),
        ("Sept 3, 2024 12:05 a.m.", "2024-09-03T00:05:00"),
        ("Tue Apr  7 10:00:00 PDT 2026", "2026-04-07T17:00:00"),
        ("07.04.2026 10:00", "2026-04-07T10:00:00"),
        ("13/04/2026", "2026-04-13T00:00:00"),
        ("04/13/2026", "2026-04-13T00:00:00"),
        ("4/4/2026", "2026-04-04T00:00:00"),
        ("2026年4月7日 10:00", "2026-04-07T10:00:00"),
        ("7 Dezember 2026", "2026-12-07T00:00:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00"),
    ],
)
def test_the_forms_that_feeds_use_are_read(raw: str, expected: str) -> None:
    assert read_date(f" {raw}\n") == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        *(None, "", "yesterday", "12:30 pm", "31 Feb 2026", "2026-13-01", "Foo 7, 2026"),
        *("3/4/2026", "2026-W15-2", "2026-097", "99999999999999", "2026-04-07T25:00:00Z"),
        *("0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-05:00", "1" * 10_000),
    ],
)
def test_what_is_no_certain_date_is_none(raw: str | None) -> None:
    assert read_date(raw) is None


@given(st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9000, 1, 1)))  # noqa: DTZ001 — Hypothesis wants naive bounds
def test_what_python_writes_is_read_back(moment: datetime) -> None:
    moment = moment.replace(tzinfo=UTC)

    assert read_date(moment.isoformat()) == moment
    assert read_date(moment.strftime("%a, %d %b %Y %H:%M:%S +0000")) == moment.replace(
        microsecond=0
    )


@given(st.text(max_size=120))
def test_no_text_makes_it_raise(raw: str) -> None:
    read = read_date(raw)

    assert read is None or read.utcoffset() is not None
