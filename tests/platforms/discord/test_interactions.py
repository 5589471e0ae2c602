"""Commands, buttons and forms, from the gateway to what the person sees."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.platforms.discord.front import Front
from tests.platforms.discord.people import EPHEMERAL, THINKING, Somebody
from tests.platforms.discord.world import connected, listening, opened_bot


@pytest_asyncio.fixture
async def alice(discord: Front) -> AsyncIterator[Somebody]:
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
        where = await discord.new_channel()
        yield Somebody(
            front=discord,
            guild=where.workspace_id,
            channel=where.channel_id,
            person=discord.stand_in.people[0],
        )


async def test_help_is_shown_to_the_person_alone(alice: Somebody) -> None:
    seen = await alice.says("help")
    assert seen.first == {"type": THINKING, "data": {"flags": EPHEMERAL}}
    assert "/digest subscribe" in seen.plain
    assert await alice.sees(at_least=0) == []


async def test_topics_and_zones_are_completed(alice: Somebody) -> None:
    assert ("PyTorch", "pytorch") in await alice.completes("digest subscribe", "topic", "pyt")
    assert ("Europe/Oslo", "Europe/Oslo") in await alice.completes(
        "digest subscribe", "zone", "oslo"
    )


async def test_who_subscribes_a_channel_is_told_when_its_digest_comes(alice: Somebody) -> None:
    seen = await alice.says("digest subscribe", topic="pytorch", zone="Europe/Oslo")
    assert "(Europe/Oslo)" in seen.plain
    assert {"Settings", "Pause", "Unsubscribe"} <= set(seen.buttons)
