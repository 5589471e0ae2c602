"""From nothing to digests: `citewire run` with a token and addresses, killed and started again on the way."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio

from digests.model import Change, Channel
from digests.store.sql import open_database
from tests.platforms.discord.front import Front
from tests.platforms.discord.people import FORM, Json, Seen, Somebody, buttons, texts, unset
from tests.platforms.discord.sample_site import SampleSite, serve_site
from tests.platforms.discord.world import until

A_WAVE = 120.0
"""Seconds within which what is due is posted: it is planned once a minute."""
ROOT = Path(__file__).resolve().parents[3]
PROGRAM = (sys.executable, "-c", "from bot.cli.main import main; main()")


@dataclass(kw_only=True)
class Installation:
    """One installation of a newcomer, on the disk."""

    front: Front
    folder: Path
    config: Path
    logs: list[Path] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        """Return what a newcomer sets: the token, and the addresses of a Discord and of feeds."""
        environment = {key: text for key, text in os.environ.items() if "CITEWIRE" not in key}
        settings = {
            "DISCORD_TOKEN": self.front.token,
            "DISCORD_URL": self.front.rest,
            "DATA_DIR": self.folder / "data",
            "CONFIG_DIR": self.config,
            "ALLOW_PRIVATE_ADDRESSES": "1",
            "WEB_PORT": "0",
        }
        return environment | {f"CITEWIRE_{key}": str(value) for key, value in settings.items()}

    async def says(self, command: str) -> str:
        """Run a command to its end, and return what it prints."""
        asked = await asyncio.create_subprocess_exec(
            *PROGRAM,
            command,
            cwd=ROOT,
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await asked.communicate()
        return said.decode()

    @contextmanager
    def run(self) -> Iterator[None]:
        """Run the program, and kill it: nothing is put in order at its end."""
        log = self.folder / f"run-{len(self.logs)}.log"
        self.logs.append(log)
        with log.open("wb") as written:
            process = subprocess.Popen(
                [*PROGRAM, "run"],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
            )
        try:
            yield
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()

    async def connected(self, times: int) -> None:
        """Wait until it has connected to the gateway so many times."""

        async def there() -> bool:
            return len(self.front.sockets.identified) >= times

        await until(there, within=A_WAVE)

    async def monday_comes(self) -> None:
        """Let every subscription be due, as a week later."""
        async with open_database(f"sqlite:///{self.folder / 'data' / 'citewire.sqlite3'}") as kept:
            at = datetime.now(UTC) - timedelta(minutes=1)
            for one in await kept.subscriptions.subscriptions():
                due = replace(one, due_at=at, covered_until=at - timedelta(days=7))
                change = Change(
                    subscription_id=one.id, at=at, by="test:time", what="a week went by"
                )
                await kept.subscriptions.save_subscription(due, change)

    def somebody(self, channel: Channel, *, person: int = 0) -> Somebody:
        """Return a person in a channel."""
        return Somebody(
            front=self.front,
            guild=channel.workspace_id,
            channel=channel.channel_id,
            person=self.front.stand_in.people[person],
        )


@pytest_asyncio.fixture
async def site() -> AsyncIterator[SampleSite]:
    async with serve_site() as served:
        yield served


async def test_a_newcomer_gets_from_nothing_to_digests_and_answers(
    discord: Front, site: SampleSite, tmp_path: Path
) -> None:
    mine = Installation(front=discord, folder=tmp_path, config=site.write_config(tmp_path / "c"))
    here, elsewhere = await discord.new_channel(), await discord.new_channel()
    alice, bob = mine.somebody(here), mine.somebody(elsewhere)
    carol = mine.somebody(await discord.new_channel(guild=1), person=1)

    assert "ok     discord" in await mine.says("doctor")
    with mine.run():
        await mine.connected(1)
        assert len(discord.sent("PUT", "/commands")) == 1

        assert ("PyTorch", "pytorch") in await alice.completes("digest subscribe", "topic", "pyt")
        for somebody in (alice, carol):
            seen = await somebody.says("digest subscribe", topic="pytorch", zone="UTC")
            assert "weekly, Monday 09:00 UTC" in seen.plain

        preview = await shows(alice, "digest preview", "Alibaba Cloud", topic="pytorch")
        assert "Quotes only, chosen by program" in preview.plain
        assert await alice.sees(at_least=0) == []

        await bob.says("digest now", topic="pytorch")
        (posted, *_) = await bob.sees()
        assert "Alibaba Cloud" in said(posted)

        answer = await alice.says("pytorch", question="who joined")
        assert "Alibaba Cloud" in answer.plain

    await mine.monday_comes()
    with mine.run():
        await mine.connected(2)
        for somebody in (alice, carol):
            digest = await whole_digest(somebody)
            assert "Alibaba Cloud" in "".join(map(said, digest))
        assert len(discord.sent("PUT", "/commands")) == 1

        *_, last = digest
        offered = dict(buttons(last["components"]))
        sources = await carol.presses(offered["Sources & quotes"], last["id"])
        assert "Statement" in sources.plain
        assert "Alibaba Cloud" in sources.plain

        report = await carol.presses(
            sources.buttons["Report an error"], await newest(carol, sources)
        )
        statements = report.first["data"]["components"][0]["component"]["options"]
        chosen = str(statements[0]["value"])
        reported = await carol.sends(report, "It says otherwise.", chosen=chosen)
        assert "Thank you" in reported.plain

        form = await carol.presses(offered["Ask"], last["id"])
        assert form.first["type"] == FORM
        assert "Alibaba Cloud" in (await carol.sends(form, "who joined")).plain

        assert "vote" in (await carol.presses(offered["👍 Useful"], last["id"])).plain.lower()

        shared = await alice.presses(
            answer.buttons["Share in channel"], await newest(alice, answer)
        )
        assert "on its way to this channel" in shared.plain
        assert "alice" in said((await alice.sees(at_least=len(digest) + 1))[-1])

        settings = await carol.presses(offered["Settings"], last["id"])
        paused = await carol.presses(settings.buttons["Pause"], await newest(carol, settings))
        assert "The digests are paused." in paused.plain
        assert "paused" in (await carol.says("digest list")).plain
        ended = await carol.says("digest unsubscribe", topic="pytorch")
        assert "no more digests" in ended.plain
        assert "Pause" not in (await carol.says("digest list")).buttons


async def shows(somebody: Somebody, command: str, words: str, **options: str) -> Seen:
    """Give a command until it shows what the feeds say: they are polled at the same time."""
    shown: list[Seen] = []

    async def there() -> bool:
        shown.append(await somebody.says(command, **options))
        return words in shown[-1].plain

    await until(there)
    return shown[-1]


async def whole_digest(somebody: Somebody) -> list[Json]:
    """Return the messages of a digest once its last one is there, which has the buttons."""
    found: list[Json] = []

    async def there() -> bool:
        found[:] = await somebody.sees(at_least=0)
        return any("Settings" in dict(buttons(one["components"])) for one in found)

    await until(there, within=A_WAVE)
    return found


def said(message: Json) -> str:
    """Return what a message says."""
    return unset("\n".join(texts(message["components"])))


async def newest(somebody: Somebody, seen: Seen) -> str:
    """Return the id of the message that a person was shown."""
    wanted = "\n".join(texts(seen.bodies))
    found = await somebody.front.shown(somebody.channel)
    return next(
        str(one["id"])
        for one in reversed(found)
        if "\n".join(texts(one.get("components", []))) == wanted
    )
