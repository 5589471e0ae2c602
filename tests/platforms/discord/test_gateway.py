"""The gateway connection, whatever ends it."""

from tests.platforms.discord.front import Front
from tests.platforms.discord.world import connected, listening, opened_bot


async def test_the_bot_connects_with_the_guilds_intent_alone_and_a_shard(discord: Front) -> None:
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
        (identified,) = discord.sockets.identified
        assert identified["intents"] == 1
        assert identified["shard"] == [0, 1]
    assert discord.sockets.count == 0
