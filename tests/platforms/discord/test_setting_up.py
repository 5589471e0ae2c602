"""What an operator is told of the bot: by `citewire doctor` and `citewire invite discord`."""

import asyncio
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.cli.main import run
from bot.platforms.discord.permissions import PERMISSIONS, permission_bits
from tests.platforms.discord.front import Front

APPLICATION = "123456"
"""The stand-in's token begins with it."""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("CITEWIRE_DATA_DIR", str(tmp_path))


async def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Sequence[str]]:
    code = await asyncio.to_thread(run, list(arguments))
    captured = capsys.readouterr()
    return code, (captured.out + captured.err).splitlines()


async def test_the_invitation_asks_for_what_is_needed_and_says_why(
    discord: Front, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITEWIRE_DISCORD_TOKEN", discord.token)
    code, lines = await said(capsys, "invite", "discord")
    assert code == 0
    server, personal = (
        parse_qs(urlsplit(line.strip()).query) for line in lines if "https://" in line
    )
    assert server == {
        "client_id": [APPLICATION],
        "integration_type": ["0"],
        "scope": ["bot applications.commands"],
        "permissions": [str(permission_bits())],
    }
    assert personal["scope"] == ["applications.commands"]
    assert personal["integration_type"] == ["1"]
    for one in PERMISSIONS:
        assert any(one.name in line and one.why in line for line in lines)
    assert not any(discord.token in line for line in lines)


def test_the_permissions_are_four_and_no_power_is_among_them() -> None:
    # View Channels, Send Messages, Read Message History, Send Messages in Threads.
    assert permission_bits() == 0x400 + 0x800 + 0x10000 + (1 << 38)


async def test_an_application_that_the_token_does_not_name_is_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITEWIRE_DISCORD_TOKEN", "nonsense")
    code, lines = await said(capsys, "invite", "discord")
    assert code == 78
    assert "CITEWIRE_DISCORD_APPLICATION_ID" in lines[0]
    monkeypatch.setenv("CITEWIRE_DISCORD_APPLICATION_ID", "42")
    code, lines = await said(capsys, "invite", "discord")
    assert code == 0
    assert any("client_id=42&" in line for line in lines)


async def test_without_a_token_the_next_step_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = await said(capsys, "invite", "discord")
    assert code == 78
    assert "CITEWIRE_DISCORD_TOKEN" in lines[0]


async def test_the_doctor_names_the_bot_and_never_its_token(
    discord: Front, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITEWIRE_DISCORD_TOKEN", discord.token)
    monkeypatch.setenv("CITEWIRE_DISCORD_URL", discord.rest)
    _, lines = await said(capsys, "doctor")
    (found,) = (line for line in lines if " discord " in line)
    assert found.startswith("ok")
    assert APPLICATION in found
    given, discord.token = discord.token, "another since"
    code, lines = await said(capsys, "doctor")
    (found,) = (line for line in lines if " discord " in line)
    assert found.startswith("wrong")
    assert code == 1
    assert not any(given in line for line in lines)


async def test_the_doctor_says_that_no_bot_is_set_up(capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = await said(capsys, "doctor")
    assert any(line.startswith("to do  discord") for line in lines)
