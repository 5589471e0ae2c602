"""Where and how a message is posted."""

from tests.platforms.discord.front import Front
from tests.platforms.discord.world import a_message, opened_bot


async def test_a_message_is_posted_with_its_key_as_an_enforced_nonce(discord: Front) -> None:
    channel = await discord.new_channel()
    message = a_message(channel)
    async with opened_bot(discord) as bot:
        posted = await bot.platform.post(message)
    (shown,) = await discord.shown(channel.channel_id)
    assert shown["id"] == posted.message_id
    (asked,) = discord.sent()
    assert isinstance(asked.body, dict)
    assert (asked.body["nonce"], asked.body["enforce_nonce"]) == (message.key, True)
