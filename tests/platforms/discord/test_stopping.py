"""A process that is told to stop finishes what it is answering."""

import asyncio

from bot.document import Shown
from tests.platforms.discord.front import Front
from tests.platforms.discord.people import COMMAND, Somebody, a_command
from tests.platforms.discord.scripted import a_panel, scripted
from tests.platforms.discord.world import connected, listening, opened_bot, until


async def test_what_is_being_answered_at_a_stop_is_finished(discord: Front) -> None:
    asked_for, stopped = asyncio.Event(), asyncio.Event()

    async def says() -> Shown:
        asked_for.set()
        await stopped.wait()
        return a_panel("Finished.")

    async with opened_bot(discord, scripted(says)) as bot:
        async with listening(bot) as stop:
            await connected(bot)
            where = await discord.new_channel()
            person = discord.stand_in.people[0]
            alice = Somebody(
                front=discord, guild=where.workspace_id, channel=where.channel_id, person=person
            )
            begun = await alice.begins(COMMAND, a_command("help", {}))
            await asked_for.wait()
            stop.set()
            await until(lambda: _gone(discord))
            stopped.set()
        assert any(begun.token in one.path and one.method == "PATCH" for one in discord.asked)


async def _gone(discord: Front) -> bool:
    return discord.sockets.count == 0
