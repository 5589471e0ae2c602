"""Slack's settings: what is missing is named, with where to get it, and no secret is repeated."""

import asyncio
import base64
import json
import os
import subprocess
import sys

import pytest

from bot.platforms import PLATFORMS
from bot.platforms.slack.scopes import SCOPES
from bot.platforms.slack.sealing import read_key
from bot.platforms.slack.setup import MAKE_KEY, read_setup
from config.settings import Settings
from digests.errors import ConfigError
from tests.platforms.slack.front import Front
from tests.platforms.slack.standin import Slack

BOT, APP, SIGNED = "xoxb-secret", "xapp-secret", "signing-secret"
MANY = {
    "slack_client_id": "1.2",
    "slack_client_secret": "client-secret",
    "token_key": base64.urlsafe_b64encode(b"k" * 32).decode(),
    "public_url": "https://digests.example/",
}


def settings(**fields: object) -> Settings:
    return Settings(_env_file=None, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"slack_bot_token": BOT, "slack_app_token": APP},
            "one workspace by its bot token, Socket Mode",
        ),
        (
            {"slack_bot_token": BOT, "slack_signing_secret": SIGNED},
            "one workspace by its bot token, HTTP at /slack/events",
        ),
        # Slack calls one way only: the socket, where there is one.
        (
            {"slack_bot_token": BOT, "slack_app_token": APP, "slack_signing_secret": SIGNED},
            "one workspace by its bot token, Socket Mode",
        ),
        ({**MANY, "slack_app_token": APP}, "many workspaces by OAuth, Socket Mode"),
        (
            {**MANY, "slack_signing_secret": SIGNED},
            "many workspaces by OAuth, HTTP at /slack/events",
        ),
    ],
)
def test_each_way_of_setting_slack_up_is_understood(fields: dict[str, str], words: str) -> None:
    given = settings(**fields)
    assert PLATFORMS["slack"].is_set_up(given)
    assert read_setup(given).in_words == words


def test_slack_sends_people_back_to_the_public_address() -> None:
    oauth = read_setup(settings(**MANY, slack_app_token=APP)).oauth
    assert oauth is not None
    assert oauth.redirect_url == "https://digests.example/slack/oauth_redirect"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"slack_app_token": APP}, ["CITEWIRE_SLACK_BOT_TOKEN", "OAuth & Permissions"]),
        ({"slack_bot_token": BOT}, ["CITEWIRE_SLACK_APP_TOKEN", "CITEWIRE_SLACK_SIGNING_SECRET"]),
        ({"slack_bot_token": APP, "slack_app_token": BOT}, ["CITEWIRE_SLACK_BOT_TOKEN", "xoxb-"]),
        ({"slack_bot_token": BOT, "slack_app_token": BOT}, ["CITEWIRE_SLACK_APP_TOKEN", "xapp-"]),
        (
            {"slack_bot_token": BOT, "slack_signing_secret": SIGNED, "web_port": 0},
            ["CITEWIRE_WEB_PORT"],
        ),
        ({**MANY, "slack_bot_token": BOT, "slack_app_token": APP}, ["unset one of them"]),
        ({**MANY, "slack_app_token": APP, "token_key": None}, ["CITEWIRE_TOKEN_KEY", MAKE_KEY]),
        ({**MANY, "slack_app_token": APP, "public_url": None}, ["CITEWIRE_PUBLIC_URL"]),
        (
            {**MANY, "slack_app_token": APP, "slack_client_secret": None},
            ["CITEWIRE_SLACK_CLIENT_SECRET"],
        ),
    ],
)
def test_what_is_missing_is_named_and_no_secret_is(
    fields: dict[str, object], named: list[str]
) -> None:
    given = settings(**fields)
    assert PLATFORMS["slack"].is_set_up(given)
    with pytest.raises(ConfigError) as met:
        read_setup(given)
    said = str(met.value)
    assert [name for name in named if name not in said] == []
    assert [word for word in (BOT, APP, SIGNED, "client-secret") if word in said] == []


def test_the_command_that_is_shown_makes_a_key() -> None:
    made = subprocess.run(MAKE_KEY, shell=True, check=True, capture_output=True, text=True)  # noqa: S602 — ours
    assert read_key(made.stdout.strip()).encrypt(b"x")
    with pytest.raises(ConfigError) as met:
        read_key("not-a-key")
    assert MAKE_KEY in str(met.value)
    assert "not-a-key" not in str(met.value)


def test_no_start_waits_for_the_sdk_where_slack_is_not_set_up() -> None:
    look = "import bot.processes, sys; print([m for m in sys.modules if m.startswith('slack_')])"
    done = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def _doctor(**environment: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "doctor", "--json"],
        env={**os.environ, **{f"CITEWIRE_{name}": value for name, value in environment.items()}},
        check=False,
        capture_output=True,
        text=True,
    )
    assert not [word for word in environment.values() if "xoxb" in word and word in done.stdout]
    (found,) = [one for one in json.loads(done.stdout) if one["part"] == "slack"]
    return {str(name): str(value) for name, value in found.items()}


async def test_the_doctor_says_how_slack_is_set_up(
    front: Front, acme: Slack, sqlite_url: str
) -> None:
    known = {"DATABASE_URL": sqlite_url, "SLACK_URL": front.api}
    bare = await asyncio.to_thread(_doctor, **known)
    assert (bare["state"], "CITEWIRE_SLACK_BOT_TOKEN" in bare["next"]) == ("to do", True)
    half = await asyncio.to_thread(_doctor, **known, SLACK_BOT_TOKEN=acme.bot_token)
    assert (half["state"], "CITEWIRE_SLACK_APP_TOKEN" in half["next"]) == ("wrong", True)
    tokens = {"SLACK_BOT_TOKEN": acme.bot_token, "SLACK_APP_TOKEN": acme.app_token}
    full = await asyncio.to_thread(_doctor, **known, **tokens)
    assert (full["state"], "in acme (T01ACME)" in full["what"]) == ("ok", True)
    front.revoked[acme.bot_token] = "token_revoked"
    refused = await asyncio.to_thread(_doctor, **known, **tokens)
    assert (refused["state"], "Install the app again" in refused["next"]) == ("wrong", True)
    del front.revoked[acme.bot_token]
    front.scopes = "chat:write,commands"
    narrow = await asyncio.to_thread(_doctor, **known, **tokens)
    assert (narrow["state"], "im:write (tells whoever" in narrow["next"]) == ("wrong", True)
    front.scopes = ",".join(set(SCOPES) - {"files:write"})
    chosen = await asyncio.to_thread(_doctor, **known, **tokens)
    assert (chosen["state"], chosen["next"]) == ("ok", "None")
    assert "without the optional files:write" in chosen["what"]
