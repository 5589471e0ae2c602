"""A real Slack workspace on loopback: local-slack, started by the tests and ended by them."""

import asyncio
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.platforms.npm import install

HERE = Path(__file__).parent
SECRET = "sigsecret"  # noqa: S105 — of a stand-in on loopback
ALICE, BOB, NEWS, OTHER = "U01ALICE", "U02BOB", "C01NEWS", "C02OTHER"
_STARTS_WITHIN = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """A workspace, with Citewire twice: as `sock` in Socket Mode, and as `http`."""

    base: str
    team: str
    name: str
    request_port: int
    """Where it sends what is for the app that listens by HTTP: /slack/events."""

    @property
    def bot_token(self) -> str:
        return f"xoxb-{self.name}-sock"

    @property
    def app_token(self) -> str:
        return f"xapp-{self.name}-sock"

    @property
    def http_token(self) -> str:
        return f"xoxb-{self.name}-http"

    @property
    def app_id(self) -> str:
        return f"A{self.team}SOCK"

    @property
    def http_app_id(self) -> str:
        return f"A{self.team}HTTP"

    def control(self, what: str, body: Mapping[str, object] | None = None) -> Any:  # noqa: ANN401 — JSON
        """Do as a person would, `message`, `command`, `interact`, `open-home`; or read, without a body."""
        sent = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json"}
        request = Request(f"{self.base}/_control/{what}", data=sent, headers=headers)  # noqa: S310
        with urlopen(request, timeout=10) as reply:  # noqa: S310 — loopback
            return json.load(reply)

    async def act(self, what: str, body: Mapping[str, object]) -> Any:  # noqa: ANN401 — JSON
        """Do as a person would, while the app goes on: by HTTP the workspace waits for its answer."""
        return await asyncio.to_thread(self.control, what, body)

    def shown(self, channel: str = NEWS) -> list[dict[str, Any]]:
        """Return the messages of a channel, its threads' too, as people see them."""
        found = self.control(f"messages/{channel}")
        messages: list[dict[str, Any]] = found["messages"] if isinstance(found, dict) else found
        return messages


@contextmanager
def workspace(folder: Path, *, team: str, name: str) -> Iterator[Slack]:
    """Start a workspace, or leave the test out where it cannot be installed."""
    program = install(HERE) / "local-slack-linux-x64" / "bin" / "local-slack"
    port = free_port()
    slack = Slack(base=f"http://127.0.0.1:{port}", team=team, name=name, request_port=free_port())
    config = folder / f"{name}.json"
    config.write_text(json.dumps(_config(slack)), encoding="utf-8")
    with (folder / f"{name}.log").open("wb") as log:
        running = subprocess.Popen(
            [program, "--config", config, "--port", str(port), "--base-host", "127.0.0.1"],
            env={**os.environ, "BUN_OPTIONS": f"--preload {HERE / 'loopback.ts'}"},
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(slack, running)
        yield slack
    finally:
        running.terminate()
        running.wait(timeout=10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _config(slack: Slack) -> dict[str, object]:
    """Return the workspace file: JSON is YAML."""
    url = f"http://127.0.0.1:{slack.request_port}/slack/events"
    apps = [
        {"mode": "socket", "appId": slack.app_id, "botToken": slack.bot_token},
        {"mode": "events", "appId": slack.http_app_id, "botToken": slack.http_token},
    ]
    for app, kind in zip(apps, ("sock", "http"), strict=True):
        app |= {
            "botUserId": f"U0{kind.upper()}",
            "botName": f"citewire-{kind}",
            "appToken": f"xapp-{slack.name}-{kind}",
            "signingSecret": SECRET,
        }
    apps[1]["requestUrl"] = url
    members = [ALICE, BOB, "U0SOCK", "U0HTTP"]
    return {
        "workspace": {"name": slack.name, "domain": slack.name, "teamId": slack.team},
        "apps": apps,
        "users": [
            {"id": ALICE, "name": "alice", "real_name": "Alice A", "email": "alice@example.com"},
            {"id": BOB, "name": "bob"},
        ],
        "channels": [
            {"id": NEWS, "name": "news", "members": members},
            {"id": OTHER, "name": "other", "members": members},
        ],
    }


def _wait_for(slack: Slack, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            slack.control("state")
        except (URLError, ConnectionError) as error:
            if running.poll() is not None or time.monotonic() > until:
                raise RuntimeError("local-slack did not start") from error
            time.sleep(0.1)
        else:
            return
