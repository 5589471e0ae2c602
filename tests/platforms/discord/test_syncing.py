"""Commands are registered when they change, and nothing about that keeps the bot from answering."""

from pathlib import Path

import pytest

from bot.platforms.discord.opening import open_discord
from tests.platforms.discord.faults import busy
from tests.platforms.discord.front import Front
from tests.platforms.discord.scripted import asked
from tests.platforms.discord.world import (
    a_reception,
    connected,
    listening,
    opened_bot,
    settings_for,
)


async def test_commands_are_registered_once_and_again_when_they_change(discord: Front) -> None:
    for _ in range(2):
        async with opened_bot(discord) as bot, listening(bot):
            await connected(bot)
    assert len(discord.sent("PUT", "/commands")) == 1
    spoil(discord.folder, b"another")
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
    assert len(discord.sent("PUT", "/commands")) == 2


async def test_commands_that_discord_does_not_take_now_keep_nobody_from_those_it_knows(
    discord: Front,
) -> None:
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
    spoil(discord.folder, b"another")
    discord.fail(busy(3_600), "PUT", "/commands")
    async with asked(discord) as alice:
        assert "/digest subscribe" in (await alice.says("help")).plain
        assert [one.status for one in discord.asked if one.method == "PUT"] == [200, 429]
    async with opened_bot(discord) as bot, listening(bot):
        await connected(bot)
    assert [one.status for one in discord.asked if one.method == "PUT"] == [200, 429, 200]


@pytest.mark.parametrize("kept", [b"\xff\xfe", None])
async def test_where_nothing_can_be_remembered_commands_are_registered_with_each_start(
    discord: Front, tmp_path: Path, kept: bytes | None
) -> None:
    """`None`: the data folder cannot be written; else what is kept there is no hash."""
    settings = settings_for(discord).model_copy(update={"data_dir": tmp_path / "data"})
    if kept is None:
        (tmp_path / "data").write_text("a file")
    for times in (1, 2):
        async with open_discord(settings, a_reception()) as bot, listening(bot):
            await connected(bot)
        assert len(discord.sent("PUT", "/commands")) == times
        spoil(tmp_path / "data", kept or b"")


def spoil(folder: Path, kept: bytes) -> None:
    """Write over what is remembered of the commands that Discord knows."""
    for one in folder.glob("discord-commands-*"):
        one.write_bytes(kept)
