"""What holds of whatever people write and press."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.answers import ANSWERS
from bot.commands.moments import read_moment
from bot.commands.naming import known_zones
from bot.commands.presses import PRESSES
from bot.commands.schedules import spoken
from bot.commands.settings import options_of, read_settings
from bot.commands.table import COMMANDS
from bot.document import Document, Shown
from bot.render.notices import MESSAGES
from bot.render.panels import discord_panel, slack_panel, terminal_panel
from digests.errors import UserError
from digests.model import Cadence, Channel, Quiet, Schedule, Subscription
from digests.schedule import next_due
from tests.builders import MONDAY
from tests.commands.hall import BOB, HERE, a_hall_in_memory, the_catalogue

PYTORCH = the_catalogue().topic_by_id["pytorch"]
NAMES = sorted({option.name for command in COMMANDS.values() for option in command.options})
PRESSABLE = ("digest-1", "@", "x@2026-04-06T00:00:00", "x@+", "\ud800")

schedules = st.builds(
    Schedule,
    cadence=st.sampled_from(Cadence),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(sorted(known_zones().values())),
    weekday=st.integers(0, 6),
    day=st.integers(1, 31),
)
tags = st.lists(st.sampled_from(["release", "funding", "compiler"]), unique=True).map(tuple)
subscriptions = st.builds(
    Subscription,
    id=st.just("s"),
    channel=st.just(HERE),
    topic_id=st.just("pytorch"),
    owner=st.just("UADA"),
    created_at=st.just(MONDAY),
    schedule=schedules,
    tags_in=tags,
    tags_out=tags,
    quiet=st.sampled_from(Quiet),
)
written = st.text(max_size=80) | st.sampled_from(
    [
        *("9" * 5_000, "²", "٣", "0", "32nd", "-1", "last", "24:00", "12am", "09:00+02:00"),
        *("\x00", "\ud800", "../../etc/passwd", "Etc", "a" * 10_000, "#" * 300, "none", "-"),
        *("https://[", "https://a.example/?" + "q" * 3_000, "://", "0001-01-01", "9999-12-31"),
        *("since", "last 999 years", "in 0000", "between May and", "pytorch", "weekly", "say"),
    ]
)


@given(subscriptions)
def test_settings_said_back_are_read_as_the_same(subscription: Subscription) -> None:
    schedule, fields = read_settings(options_of(subscription), Schedule(), PYTORCH)
    again = replace(subscription, schedule=schedule, **fields)  # type: ignore[arg-type] # its fields
    assert spoken(schedule) == spoken(subscription.schedule)
    assert next_due(schedule, after=MONDAY) == next_due(subscription.schedule, after=MONDAY)
    assert replace(again, schedule=subscription.schedule) == subscription


@given(
    command=st.sampled_from([*sorted(ANSWERS), "pytorch", "dance"]),
    options=st.dictionaries(st.sampled_from(NAMES), written, max_size=4),
    subscribed=st.booleans(),
)
def test_a_command_shows_something_or_says_what_to_do(
    command: str, options: dict[str, str], subscribed: bool
) -> None:
    async def go() -> None:
        async with a_hall_in_memory() as hall:
            if subscribed:
                await hall.say("subscribe", {"topic": "pytorch"})
            await shown_or_refused(hall.say(command, options, person=BOB))

    asyncio.run(go())


@given(
    action=st.sampled_from([*sorted(PRESSES), "dance"]),
    value=st.text(max_size=40) | st.sampled_from(PRESSABLE),
    words=st.none() | written,
)
def test_a_button_shows_something_or_says_what_to_do(
    action: str, value: str, words: str | None
) -> None:
    async def go() -> None:
        async with a_hall_in_memory() as hall:
            await shown_or_refused(hall.press(action, value, words=words))

    asyncio.run(go())


async def shown_or_refused(asked: Awaitable[Shown]) -> None:
    """Say or press, and look at what comes of it on every platform."""
    refusal = ""
    try:
        shown = await asked
    except UserError as error:
        refusal = str(error)
    if refusal:
        assert len(refusal) < 1_000
    elif isinstance(shown, Document):
        assert shown.authorship.visible_label
        assert all(make(shown) for make in MESSAGES.values())
    else:
        assert slack_panel(shown)
        assert discord_panel(shown)
        assert shown.title in terminal_panel(shown)


@given(text=written, zone=st.sampled_from(sorted(known_zones().values())))
def test_a_moment_lies_in_the_past_or_is_refused(text: str, zone: str) -> None:
    try:
        moment = read_moment(text, now=MONDAY, zone=ZoneInfo(zone))
    except UserError:
        return
    assert moment < MONDAY
    assert moment.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7d", datetime(2026, 4, 6, 9, tzinfo=UTC)),
        ("36h", datetime(2026, 4, 11, 21, tzinfo=UTC)),
        ("2 weeks ago", datetime(2026, 3, 30, 9, tzinfo=UTC)),
        ("yesterday", datetime(2026, 4, 12, tzinfo=UTC)),
        ("last week", datetime(2026, 4, 6, tzinfo=UTC)),
        ("since January", datetime(2026, 1, 1, tzinfo=UTC)),
        ("January", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-04-06", datetime(2026, 4, 6, tzinfo=UTC)),
        ("2026-04-06T12:00+02:00", datetime(2026, 4, 6, 10, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, expected: datetime) -> None:
    assert read_moment(text, now=MONDAY) == expected


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_clock_is_read_in_either_form(hour: int, minute: int) -> None:
    half = f"{hour % 12 or 12}:{minute:02} {'pm' if hour >= 12 else 'am'}"
    for text in (f"{hour}:{minute:02}", f"{hour:02}.{minute:02}", half):
        schedule, _ = read_settings({"time": text}, Schedule(), PYTORCH)
        assert schedule.at == time(hour, minute)


def test_a_person_is_one_asker_in_each_workspace() -> None:
    elsewhere = Channel(platform="slack", workspace_id="T2", channel_id="C1")
    other = replace(HERE, channel_id="C9")
    assert BOB.asker(HERE) == BOB.asker(other) == "slack/T1/UBOB"
    assert BOB.asker(elsewhere) != BOB.asker(HERE)
