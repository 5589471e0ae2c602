"""A digest's chart goes to platforms that show one, where there is something to compare."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.delivery.making import Making, Wanted
from bot.render.momentum import chart_in
from digests.model import Digest, Window
from digests.pipeline import NewsWeek
from tests.builders import MONDAY
from tests.render.digests import sample_digest

WANTED = Wanted(
    topic_id="pytorch",
    window=Window(since=MONDAY - timedelta(days=7), until=MONDAY),
    format="brief",
    language="en",
)


async def make(wanted: Wanted) -> Digest:  # noqa: ARG001 — all want the same
    return sample_digest()


def counted(*articles: int) -> Making:
    async def weeks(_: Wanted) -> Sequence[NewsWeek]:
        return [
            NewsWeek(since=MONDAY + timedelta(weeks=at), articles=number, stories=1)
            for at, number in enumerate(articles)
        ]

    return Making(make, lambda _: None, weeks=weeks)


async def charts(making: Making, platform: str) -> list[bool]:
    made = await making.digest(WANTED)
    assert made is not None
    return [chart_in(body) is not None for body in await made.bodies(platform, [])]


async def test_slack_gets_it_last_and_once() -> None:
    found = await charts(counted(3, 5), "slack")
    assert found == [*[False] * (len(found) - 1), True]


@pytest.mark.parametrize(
    ("making", "platform"),
    [
        (counted(3, 5), "discord"),
        (counted(3), "slack"),
        (Making(make, lambda _: None), "slack"),
    ],
)
async def test_there_is_none_elsewhere_or_of_one_week_or_where_nobody_counts(
    making: Making, platform: str
) -> None:
    assert not any(await charts(making, platform))
