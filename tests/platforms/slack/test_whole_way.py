"""From `citewire run` with nothing but tokens and an address: all that people do, in both modes."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier

from bot.demo.server import NOW
from tests.platforms.slack.front import Front, front_of
from tests.platforms.slack.person import Person, said_in, text_of
from tests.platforms.slack.running import citewire_run, gather_news
from tests.platforms.slack.standin import SECRET, Slack

DUE = datetime(2026, 4, 13, 16, 31, tzinfo=UTC)
"""A minute after the first digest is due: Monday 09:30 in Los Angeles, as people's profiles say."""
LABEL = "Quotes only, chosen by program from"


Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Mode:
    """One of the ways in which Slack and Citewire meet."""

    name: str

    def settings(self, slack: Slack) -> dict[str, str]:
        if self.name == "socket":
            return {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
        return {"SLACK_BOT_TOKEN": slack.http_token, "SLACK_SIGNING_SECRET": SECRET}

    def person(self, slack: Slack, front: Front, web_port: int) -> Person:
        if self.name == "socket":
            return Person(slack=slack, app_id=slack.app_id, interact=front.sockets.interact)
        return Person(slack=slack, app_id=slack.http_app_id, interact=_signed(web_port))


def _signed(web_port: int) -> Callable[[dict[str, Any]], Awaitable[None]]:
    async def interact(payload: dict[str, Any]) -> None:
        body = urlencode({"payload": json.dumps(payload)})
        sign = SignatureVerifier(SECRET)
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": str(sign.generate_signature(timestamp=stamp, body=body)),
        }
        url = f"http://127.0.0.1:{web_port}/slack/events"
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=body, headers=headers) as said,
        ):
            assert said.status == 200

    return interact


@asynccontextmanager
async def citewire_at(
    now: datetime, mode: Mode, folder: Path, front: Front, slack: Slack
) -> AsyncIterator[Person]:
    port = slack.request_port
    settings = {"SLACK_URL": front.api, **mode.settings(slack)}
    async with citewire_run(folder, now=now, web_port=port, settings=settings):
        yield mode.person(slack, front, port)


@pytest.mark.parametrize("mode", [Mode(name="socket"), Mode(name="http")], ids=lambda m: m.name)
async def test_a_week_with_citewire(mode: Mode, acme: Slack, tmp_path: Path) -> None:
    await gather_news(tmp_path)
    async with front_of(acme) as front:
        async with citewire_at(NOW, mode, tmp_path, front, acme) as alice:
            await subscribes(alice)
            await previews(alice)
        async with citewire_at(DUE, mode, tmp_path, front, acme) as alice:
            await gets_the_weekly_digest(alice)
            await asks(alice)
            await asks_below_the_digest(alice)
            await votes_and_reports(alice)
            await asks_why(alice)
            await posts_it_now(alice)
            await manages_at_home(alice)
        assert front.wrong == []
    for call in front.calls:
        assert "<!" not in json.dumps(call.body)


async def subscribes(alice: Person) -> None:
    await alice.says("/digest", "subscribe pytorch")
    form = await alice.window("How often")
    await alice.sends(form, time="09:30", zone="Mars/Olympus")
    form = await alice.window("How often")
    await alice.sends(form, time="09:30")
    await alice.window("Monday 09:30 America/Los_Angeles")


async def previews(alice: Person) -> None:
    await alice.says("/digest", "preview")
    seen = await alice.sees("Alibaba Cloud Joins", private=True)
    assert seen["text"].startswith(LABEL)


async def gets_the_weekly_digest(alice: Person) -> None:
    digest = await the_digest(alice)
    assert digest["text"].startswith(LABEL)
    card = await alice.sees("· in full", private=False)
    assert card["thread_ts"] == digest["ts"]
    assert card["text"].startswith(LABEL)


async def the_digest(alice: Person) -> Json:
    """Return the digest that the channel got, which everybody sees."""
    return await alice.sees("PyTorch · week of 6 April 2026", private=False)


async def asks(alice: Person) -> None:
    await alice.says("/pytorch", "who joined")
    answer = await alice.sees("PyTorch: who joined", private=True)
    assert "Alibaba Cloud" in said_in(answer)
    await alice.presses(answer, "Sources & quotes")
    sources = await alice.window("it does not mean that it is true")
    assert LABEL in text_of(sources["blocks"]).replace("*", "")
    await alice.presses(answer, "Share in channel")
    await alice.sees("Asked by alice", private=False)


async def asks_below_the_digest(alice: Person) -> None:
    await alice.presses(await the_digest(alice), "Ask")
    form = await alice.window("Question")
    await alice.sends(form, words="who joined since January")
    await alice.sees("PyTorch: who joined since January", private=True)


async def votes_and_reports(alice: Person) -> None:
    digest = await the_digest(alice)
    await alice.presses(digest, "👍")
    await alice.sees("Your vote counts", private=True)
    await alice.presses(digest, "Sources & quotes")
    sources = await alice.window("Report an error")
    await alice.presses_in(sources, "Report an error")
    form = await alice.window("What is wrong?")
    statement = form["blocks"][0]["element"]["options"][0]["value"]
    await alice.sends(form, statement=statement, words="The tier is another one.")
    await alice.window("A person will look at it")


async def asks_why(alice: Person) -> None:
    await alice.says("/digest", "why http://foundation.example/alibaba-cloud-platinum")
    await alice.sees("PyTorch Foundation", private=True)


async def posts_it_now(alice: Person) -> None:
    await alice.says("/digest", "now")
    await alice.sees("The schedule is unchanged", private=True)
    await alice.sees("Nothing new in", private=False)


async def manages_at_home(alice: Person) -> None:
    await alice.says("/digest", "pause")
    await alice.sees("The digests are paused.", private=True)
    await alice.opens_home()
    home = await alice.home("paused")
    await alice.presses_in(home, "Resume")
    home = await alice.home("The next digest comes on")
    await alice.presses_in(home, "Unsubscribe")
    await alice.home("None of your channels gets digests yet")
