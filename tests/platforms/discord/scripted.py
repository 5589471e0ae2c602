"""A bot whose reception says what a test tells it to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from typing_extensions import override

from bot.commands.reception import Reception
from bot.commands.requests import Press, Request
from bot.document import Action, Actions, Line, Lines, Panel, Shown, Text
from tests.platforms.discord.front import Front
from tests.platforms.discord.people import Somebody
from tests.platforms.discord.world import a_reception, connected, listening, opened_bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted(Reception):
    """Says what a test tells it to, and keeps what it was asked."""

    says: Callable[[], Awaitable[Shown]]
    requests: list[Request] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)

    @override
    async def answer(self, request: Request) -> Shown:
        self.requests.append(request)
        return await self.says()

    @override
    async def press(self, press: Press) -> Shown:
        self.presses.append(press)
        return await self.says()


def scripted(says: Callable[[], Awaitable[Shown]]) -> Scripted:
    one = a_reception()
    return Scripted(
        catalogue=one.catalogue,
        store=one.store,
        replies=one.replies,
        subscriptions=one.subscriptions,
        outbox=one.outbox,
        feedback=one.feedback,
        now=one.now,
        version=one.version,
        report_to="https://reports.example",
        says=says,
    )


OFFERED = {
    "ask": "digest-1",
    "up": "digest-1/story-2",
    "sources": "digest-1:2",
    "report": "digest-gone",
    "dance": "x",
    "share": "answer-1",
    "resume": "x",
    "resubscribe": "x",
}
"""Buttons of every panel: action -> value."""


def a_panel(words: str = "Done.") -> Panel:
    line = Line(spans=(Text(text=words),))
    row = tuple(Action(id=one, label=one, value=value) for one, value in OFFERED.items())
    return Panel(title="Panel", blocks=(Lines(lines=(line,)), Actions(actions=row)), summary=words)


async def panel() -> Shown:
    return a_panel()


def raising(error: Exception) -> Callable[[], Awaitable[Shown]]:
    async def says() -> Shown:
        raise error

    return says


@asynccontextmanager
async def asked(discord: Front, reception: Reception | None = None) -> AsyncIterator[Somebody]:
    """Let the bot listen, and somebody be in a channel of their own."""
    async with opened_bot(discord, reception) as bot, listening(bot):
        await connected(bot)
        where = await discord.new_channel()
        yield Somebody(
            front=discord,
            guild=where.workspace_id,
            channel=where.channel_id,
            person=discord.stand_in.people[0],
        )


async def last_message(somebody: Somebody) -> str:
    """Return the id of the newest message in the channel, private ones included."""
    await asyncio.sleep(0)
    found = await somebody.front.shown(somebody.channel)
    return str(found[-1]["id"])
