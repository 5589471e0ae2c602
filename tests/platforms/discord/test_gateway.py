"""The gateway connection, whatever ends it: the process goes on, and says how well it is."""

import aiohttp
import pytest

from bot.platforms import Adapter
from bot.platforms.discord.client import Client
from bot.platforms.discord.gateway import DEAF, Gateway
from bot.platforms.discord.invalid import InvalidAnswers
from bot.platforms.discord.rest import Rest
from bot.platforms.recording import RecordingPlatform
from tests.platforms.discord.faults import BROKEN, banned
from tests.platforms.discord.front import Front
from tests.platforms.discord.reading import texts_in
from tests.platforms.discord.world import (
    ToldReception,
    a_message,
    a_reception,
    connected,
    listening,
    opened_bot,
    until,
)


async def test_the_bot_connects_with_the_guilds_intent_alone_and_a_shard(discord: Front) -> None:
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
        (identified,) = discord.sockets.identified
        assert identified["intents"] == 1
        assert identified["shard"] == [0, 1]
    assert discord.sockets.count == 0


async def test_nothing_that_the_client_sends_mentions_anybody() -> None:
    client = Client(
        a_reception(),
        install=_nothing,
        trace=InvalidAnswers().watch(),
        acknowledged=lambda: None,
    )
    assert client.allowed_mentions is not None
    said: object = client.allowed_mentions.to_dict()
    assert said == {"parse": []}


async def _nothing(_: Client) -> None:
    return


async def test_who_only_posts_opens_no_gateway(discord: Front) -> None:
    channel = await discord.new_channel()
    async with opened_bot(discord) as bot:
        await bot.platform.post(a_message(channel))
    assert [one.path for one in discord.asked] == [f"/channels/{channel.channel_id}/messages"]
    assert discord.sockets.identified == []


async def test_a_first_connection_that_fails_is_made_again(discord: Front) -> None:
    discord.fail(BROKEN, "GET", "/gateway/bot")
    discord.fail(banned(), "GET", "/users/@me")
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
    assert len(discord.sockets.identified) == 1


async def test_a_session_that_breaks_is_resumed(discord: Front) -> None:
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
        await discord.sockets.drop()
        await until(lambda: _so(discord.sockets.resumed == 1))
        await connected(bot)
    assert len(discord.sockets.identified) == 1


async def test_where_a_resume_is_refused_a_new_session_begins(discord: Front) -> None:
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
        discord.sockets.resumes = False
        await discord.sockets.drop()
        await until(lambda: _so(len(discord.sockets.identified) == 2))
        await connected(bot)


@pytest.mark.parametrize(
    ("event", "body"),
    [
        ("GUILD_CREATE", {}),
        ("INTERACTION_CREATE", {"id": "x", "token": "t"}),
        ("CHANNEL_UPDATE", {"id": None}),
        ("GUILD_DELETE", None),
    ],
)
async def test_a_malformed_event_ends_nothing_for_good(
    discord: Front, event: str, body: object
) -> None:
    reception = a_reception()
    async with opened_bot(discord, reception) as bot, listening(bot):
        await connected(bot)
        await discord.sockets.say(event=event, body=body)
        await discord.sockets.say(event="GUILD_DELETE", body={"id": discord.stand_in.guilds[1]})
        await until(lambda: _left_or_connected_anew(discord, reception))
        await connected(bot)


async def _left_or_connected_anew(discord: Front, reception: ToldReception) -> bool:
    return bool(reception.told) or len(discord.sockets.identified) > 1


async def test_a_closing_code_that_forbids_a_resume_leads_to_a_new_connection(
    discord: Front,
) -> None:
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
        await discord.sockets.drop(4011)
        await until(lambda: _so(len(discord.sockets.identified) == 2))
        await connected(bot)


async def test_a_refused_token_is_said_and_ends_nothing(discord: Front) -> None:
    async with opened_bot(discord) as bot:
        given, discord.token = discord.token, "another since"
        async with listening(bot):
            await until(lambda: _says(bot, "refuses the token"))
            discord.token = given
            await connected(bot)


async def test_posting_goes_on_while_the_gateway_is_away(discord: Front) -> None:
    channel = await discord.new_channel()
    discord.sockets.refuses = 1_000
    async with opened_bot(discord) as bot, listening(bot):
        await bot.platform.post(a_message(channel, "## Posted"))
        assert bot.check is not None
        assert await bot.check() is not None
    assert await texts_in(discord, channel.channel_id) == ["## Posted"]


async def test_a_server_that_is_left_and_channels_that_are_deleted_are_told_of(
    discord: Front,
) -> None:
    reception = a_reception()
    channel, gone = await discord.new_channel(guild=1), await discord.new_channel()
    thread = await discord.new_thread(channel)
    async with opened_bot(discord, reception) as bot, listening(bot):
        await connected(bot)
        await discord.delete(gone)
        where = {"guild_id": channel.workspace_id, "parent_id": channel.channel_id, "type": 11}
        await discord.sockets.say(event="THREAD_DELETE", body={"id": thread.thread_id, **where})
        outage = {"id": discord.stand_in.guilds[0], "unavailable": True}
        await discord.sockets.say(event="GUILD_DELETE", body=outage)
        await discord.sockets.say(event="GUILD_DELETE", body={"id": channel.workspace_id})
        await until(lambda: _so(len(reception.told) == 3))
    lost, lost_thread, left = reception.told
    assert lost.startswith(f"lost {gone.key}:")
    assert lost_thread.startswith(f"lost {thread.key}:")
    assert left.startswith(f"left discord/{channel.workspace_id}:")


async def test_a_gateway_that_answers_no_heartbeat_is_not_well(discord: Front) -> None:
    clock = [0.0]
    made: list[Client] = []

    async def install(client: Client) -> None:
        made.append(client)

    async with aiohttp.ClientSession() as session:
        gateway = Gateway(
            a_reception(),
            Rest(session, discord.rest, token=discord.token, user_agent="tests"),
            token=discord.token,
            install=install,
            trace=InvalidAnswers().watch,
            clock=lambda: clock[0],
        )
        bot = Adapter(platform=RecordingPlatform(), listen=gateway.listen, check=gateway.check)
        assert await gateway.check() == "not connected to Discord yet"
        async with listening(bot):
            await connected(bot)
            clock[0] = DEAF + 1
            assert "heartbeat" in str(await gateway.check())
    assert len(made) == 1


async def _so(what: bool) -> bool:
    return what


async def _says(bot: Adapter, words: str) -> bool:
    assert bot.check is not None
    return words in str(await bot.check())
