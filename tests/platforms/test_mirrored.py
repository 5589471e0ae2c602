"""One topic's digest in Slack and in Discord: the same claims, citations, order and label in both."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from bot.demo.server import NOW
from bot.platforms import PLATFORMS
from config.settings import Settings
from digests.model import DeliveryState, Quiet
from tests.conftest import SHARED
from tests.platforms.discord.checking import load_contract
from tests.platforms.discord.front import Front
from tests.platforms.discord.front import opened as discord_front
from tests.platforms.discord.standin import running
from tests.platforms.discord.world import a_reception
from tests.platforms.slack.front import front_of
from tests.platforms.slack.receiving import a_place
from tests.platforms.slack.standin import NEWS, Slack, workspace
from tests.render.reading import (
    Json,
    Seen,
    discord_lines,
    discord_texts,
    slack_context,
    slack_lines,
)
from tests.scenarios.test_monday import Morning, a_morning, subscribed

CITED = re.compile(r"\[\d+\]")
LISTED = re.compile(r"^\[(\d+)\] (.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What people see of a digest in a channel."""

    label: str
    statements: tuple[Seen, ...]
    """Lines that cite, with the addresses of their links, in order."""
    sources: tuple[str, ...]
    """Each source once, in order of its number."""


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    yield
    structlog.reset_defaults()


@pytest.fixture
async def both(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Morning, Slack, Front]]:
    """Open both adapters as the product does, each before a stand-in of its platform."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    folder = SHARED / "discord"
    contract = load_contract(folder) if (folder / "openapi.json").exists() else None
    async with AsyncExitStack() as stack:
        acme = stack.enter_context(
            workspace(tmp_path_factory.mktemp("acme"), team="T01ACME", name="acme")
        )
        slack = await stack.enter_async_context(front_of(acme))
        stand_in = stack.enter_context(running())
        discord = await stack.enter_async_context(
            discord_front(stand_in, contract, folder=tmp_path)
        )
        settings = Settings.model_validate(
            {
                "slack_url": slack.api,
                "slack_bot_token": acme.bot_token,
                "slack_app_token": acme.app_token,
                "discord_token": discord.token,
                "discord_url": discord.rest,
                "data_dir": tmp_path,
            }
        )
        platforms = {
            name: (
                await stack.enter_async_context(PLATFORMS[name].open(settings, a_reception()))
            ).platform
            for name in ("slack", "discord")
        }
        morning = await stack.enter_async_context(a_morning(tmp_path / "data", platforms))
        yield morning, acme, discord
        assert slack.wrong == []


async def test_a_subscription_mirrored_to_both_shows_the_same_in_both(
    both: tuple[Morning, Slack, Front],
) -> None:
    morning, acme, discord = both
    channel = await discord.new_channel()
    await subscribed(morning, a_place(NEWS), Quiet.SKIP)
    await subscribed(morning, channel, Quiet.SKIP)
    await morning.goes_by(at=NOW)
    assert set(await morning.app.outbox.tally()) == {DeliveryState.SENT}

    there = in_slack(acme.shown())
    here = in_discord(await discord.shown(channel.channel_id))
    assert len(here.statements) > 5
    assert here == there


def in_slack(messages: Iterable[Json]) -> Digest:
    # The stories' fuller cards are replies beside the digest, and list what only they cite.
    # The picture of its weeks is a file, which Discord's digest has none of.
    everything = [one for one in messages if one.get("subtype") != "file_share"]
    digest = [one for one in everything if not slack_context(one)[1].endswith(" · in full")]
    # Its sources stand side by side.
    small = [
        line.strip()
        for one in everything
        for text in slack_context(one)
        for line in re.split(r"\n|(?=\[\d+\] )", _plain_slack(text))
    ]
    return Digest(
        label=slack_context(digest[0])[0].replace("*", ""),
        statements=_cited(seen for one in digest for seen in slack_lines(one)),
        sources=_listed(small),
    )


def in_discord(messages: Iterable[Json]) -> Digest:
    digest = list(messages)
    seen = [(one, text) for one in digest for text in _lines_with_marks(one)]
    return Digest(
        label=discord_texts(digest[0])[0].replace("*", "").replace("\\", ""),
        statements=_cited(line for line, mark in (pair for _, pair in seen) if mark != "-# "),
        sources=_listed(line.text for line, mark in (pair for _, pair in seen) if mark == "-# "),
    )


def _lines_with_marks(body: Json) -> list[tuple[Seen, str]]:
    raw = [line for text in discord_texts(body) for line in text.split("\n")]
    return list(zip(discord_lines(body), [line[:3] for line in raw], strict=True))


def _cited(lines: Iterable[Seen]) -> tuple[Seen, ...]:
    return tuple(line for line in lines if CITED.search(line.text) and line.links)


def _listed(lines: Iterable[str]) -> tuple[str, ...]:
    found = {int(match[1]): match[2] for line in lines if (match := LISTED.match(line))}
    return tuple(f"{n} {found[n]}" for n in sorted(found))


def _plain_slack(text: str) -> str:
    """Return a text of mrkdwn as seen: links by their labels, escapes undone."""
    seen = re.sub(r"<[^|>]*\|([^>]*)>", r"\1", text)
    return seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
