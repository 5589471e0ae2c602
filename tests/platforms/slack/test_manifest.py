"""The manifest is what Slack's own schema allows, and asks for no more than is used."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import pytest
from jsonschema import Draft7Validator
from slack_bolt.app.async_app import AsyncApp

from bot.cli.main import run
from bot.commands.table import COMMANDS
from bot.platforms.slack.events import SeenEvents
from bot.platforms.slack.hearing import hear_people
from bot.platforms.slack.leaving import hear_departures
from bot.platforms.slack.manifest import MOST_COMMANDS, manifest, without_command
from bot.platforms.slack.scopes import OPTIONAL, SCOPES
from config.loading import load_catalogue
from digests.model import Topic
from tests.conftest import leave_out
from tests.platforms.slack.receiving import a_hall

Json = dict[str, object]


class Noted:
    """An app that notes which events are listened for."""

    def __init__(self) -> None:
        self.events: set[str] = set()

    def event(self, kind: str) -> Callable[[object], object]:
        self.events.add(kind)
        return lambda listener: listener

    def anything(self, _: object) -> Callable[[object], object]:
        return lambda listener: listener

    command = action = view = anything


def some_topics(many: int, *, size: int = 8) -> list[Topic]:
    return [
        Topic(id=f"{number:0{size}d}", title=f"Topic {number}", description="A topic.")
        for number in range(many)
    ]


def commands(made: Json) -> list[Json]:
    features = cast("Mapping[str, list[Json]]", made["features"])
    return features["slash_commands"]


@pytest.fixture
def schema() -> Draft7Validator:
    path = Path(__file__).resolve().parents[3].parent / "shared/slack/manifest.schema.2.0.0.json"
    if not path.is_file():
        leave_out("Slack's schema of app manifests is absent (../shared/slack)")
    return Draft7Validator(json.loads(path.read_text()))


@pytest.mark.parametrize("url", [None, "https://digests.example", "https://digests.example/"])
@pytest.mark.parametrize("many", [0, 1, 12, 48, 120])
def test_slacks_schema_allows_it(schema: Draft7Validator, url: str | None, many: int) -> None:
    made = manifest(some_topics(many), public_url=url)
    assert [error.message for error in schema.iter_errors(made)] == []


def test_the_schema_refuses_a_manifest_with_a_command_too_many(schema: Draft7Validator) -> None:
    made = manifest(some_topics(48))
    commands(made).append(commands(made)[0])
    assert list(schema.iter_errors(made)) != []


def test_every_topic_that_is_shipped_has_its_command() -> None:
    topics = load_catalogue(None).topics
    spoken = [command["command"] for command in commands(manifest(topics))]
    assert spoken == ["/digest", "/ask", *(f"/{topic.id}" for topic in topics)]
    assert without_command(topics) == []


def test_topics_beyond_slacks_number_are_named_and_have_no_command() -> None:
    topics = some_topics(60)
    spoken = [command["command"] for command in commands(manifest(topics))]
    assert len(spoken) == MOST_COMMANDS
    assert without_command(topics) == topics[48:]


def test_an_id_that_is_too_long_or_taken_has_no_command() -> None:
    named = [
        Topic(id=name, title=name, description="A topic.")
        for name in ("ask", "digest", "now", "help")
    ]
    left = [*named, *some_topics(1, size=32)]
    spoken = [command["command"] for command in commands(manifest(left))]
    assert spoken == ["/digest", "/ask"]
    assert without_command(left) == left


def test_with_an_address_everything_is_sent_there_and_no_socket_is_opened() -> None:
    made = manifest(some_topics(2), public_url="https://digests.example")
    settings = cast("Mapping[str, Mapping[str, object]]", made["settings"])
    sockets = cast("Mapping[str, bool]", made["settings"])["socket_mode_enabled"]
    address = "https://digests.example/slack/events"
    assert {command["url"] for command in commands(made)} == {address}
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"]["request_url"] == address
    assert not sockets
    assert "url" not in commands(manifest(some_topics(2)))[0]


def test_the_long_description_says_that_ai_may_be_wrong() -> None:
    shown = cast("Mapping[str, str]", manifest([])["display_information"])
    assert "may be inaccurate" in shown["long_description"]


def test_no_scope_reads_what_people_write_without_being_optional() -> None:
    scopes = cast("Mapping[str, Mapping[str, list[str]]]", manifest([])["oauth_config"])["scopes"]
    assert scopes["bot"] == list(SCOPES)
    needed = set(scopes["bot"]) - set(scopes["bot_optional"])
    assert not {scope for scope in needed if "history" in scope or "write.public" in scope}


def test_the_command_prints_it_and_names_the_topics_without_a_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    row = '[[topic]]\nid = "t{n}"\ntitle = "T"\ndescription = "D."\n'
    (tmp_path / "topics.toml").write_text("".join(row.format(n=n) for n in range(50)))
    (tmp_path / "feeds.toml").write_text("")
    assert run(["--config", str(tmp_path), "manifest", "slack"]) == 0
    printed = capsys.readouterr()
    assert len(commands(json.loads(printed.out))) == MOST_COMMANDS
    assert "t48, t49" in printed.err


def test_an_address_that_slack_would_refuse_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for url in (
        "http://digests.example",
        "https://",
        "https:///x",
        "https://[x",
        "https://digests.example?a=b",
    ):
        assert run(["manifest", "slack", "--url", url]) == 2
        assert "https://" in capsys.readouterr().err
    assert run(["manifest", "teams"]) == 2


def test_a_hint_stands_for_each_commands_options() -> None:
    ask = next(c for c in commands(manifest([])) if c["command"] == "/ask")
    assert ask["usage_hint"] == "who joined since January"
    assert COMMANDS["ask"].options[0].required


def test_it_asks_for_the_events_that_are_handled_and_no_other() -> None:
    settings = cast("Mapping[str, Mapping[str, list[str]]]", manifest([])["settings"])
    noted = Noted()
    app, seen = cast("AsyncApp", noted), cast("SeenEvents", None)
    hear_people(app, seen, a_hall(), admins_only=False)
    hear_departures(app, seen, a_hall())
    assert set(settings["event_subscriptions"]["bot_events"]) == noted.events


def test_the_guide_names_every_scope_with_what_is_lost_without_it() -> None:
    guide = (Path(__file__).resolve().parents[3] / "docs/slack.md").read_text(encoding="utf-8")
    for scope in SCOPES:
        (row,) = [
            line for line in guide.splitlines() if line.startswith("|") and f"`{scope}`" in line
        ]
        assert ("optional" in row) is (scope in OPTIONAL)
