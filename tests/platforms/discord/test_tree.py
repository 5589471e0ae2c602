"""The slash commands as Discord gets them."""

import asyncio
from collections.abc import Sequence
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.commands.table import CHANNEL_OPTIONS, COMMANDS
from bot.platforms.discord.tree import fill
from bot.platforms.discord.words import Words, translations
from bot.render.discord_input_limits import COMMANDS as MOST
from bot.render.discord_input_limits import command_faults
from config.loading import load_catalogue
from digests.model import Topic
from tests.platforms.discord.checking import Contract

Json = dict[str, Any]
MANAGE_SERVER = 32
LANGUAGES = {"de", "fr", "es-ES", "es-419", "ja"}


def commands(*topics: Topic) -> list[Json]:
    """Return what is sent to register the commands, in every language."""

    async def nothing(*_: object) -> Any:  # noqa: ANN401 — never called
        raise AssertionError

    async def made() -> list[Json]:
        client = discord.AutoShardedClient(intents=discord.Intents.none())
        tree = app_commands.CommandTree(client)
        fill(tree, topics, take=nothing, suggest=nothing)
        words = Words()
        return [await one.get_translated_payload(tree, words) for one in tree.get_commands()]

    return asyncio.run(made())


def a_topic(name: str, title: str = "A topic") -> Topic:
    return Topic(id=name, title=title, description="x")


def named(found: Sequence[Json]) -> dict[str, Json]:
    return {str(one["name"]): one for one in found}


SHIPPED = load_catalogue().topics


def test_the_shipped_commands_keep_every_limit() -> None:
    assert command_faults(commands(*SHIPPED)) == []


def test_the_shipped_commands_are_what_discord_describes(described: Contract) -> None:
    assert described.errors("PUT", "/applications/1/commands", commands(*SHIPPED)) == []


def test_every_command_of_the_table_and_every_topic_is_there() -> None:
    found = named(commands(*SHIPPED))
    grouped = named(found["digest"]["options"])
    for command in COMMANDS.values():
        if command.group:
            assert grouped[command.id]["description"] == command.description
    assert {"ask", *(topic.id for topic in SHIPPED)} <= set(found)


def test_only_who_manages_the_server_is_shown_the_group_and_only_where_the_bot_was_invited() -> (
    None
):
    group = named(commands())["digest"]
    assert group["default_member_permissions"] == MANAGE_SERVER
    assert (group["contexts"], group["integration_types"]) == ([0], [0])


def test_what_anybody_may_do_stands_outside_the_group_for_servers_and_accounts() -> None:
    found = named(commands(a_topic("pytorch")))
    anybody = {command.id for command in COMMANDS.values() if not command.manages}
    assert set(found) == {"digest", "pytorch", *anybody}
    for name in {"pytorch", *anybody}:
        assert found[name]["default_member_permissions"] is None
        assert (found[name]["contexts"], found[name]["integration_types"]) == ([0, 1, 2], [0, 1])


def test_options_are_completed_and_what_is_required_comes_first() -> None:
    subscribe = named(named(commands())["digest"]["options"])["subscribe"]
    options = named(subscribe["options"])
    assert subscribe["options"][0]["name"] == "topic"
    assert options["topic"]["required"] is True
    assert all(options[name]["autocomplete"] for name in ("topic", "zone", "day", "tags"))
    ask = named(commands())["ask"]
    assert [(one["name"], "autocomplete" in one) for one in ask["options"]] == [("question", False)]


def test_another_channel_can_be_chosen_where_something_is_managed() -> None:
    grouped = named(named(commands())["digest"]["options"])
    for command in COMMANDS.values():
        if command.group:
            options = [option["name"] for option in grouped[command.id]["options"]]
            assert ("channel" in options) == command.manages


def test_a_subscription_can_say_what_only_channels_of_discord_have() -> None:
    grouped = named(named(commands())["digest"]["options"])
    for name in ("subscribe", "settings"):
        options = named(grouped[name]["options"])
        assert options["crosspost"]["autocomplete"] is True
        assert "forum_tags" in options


def test_each_translated_command_and_option_has_its_words_in_each_language() -> None:
    found = named(commands(a_topic("pytorch", "PyTorch")))
    subscribe = named(found["digest"]["options"])["subscribe"]
    for one in (subscribe, *subscribe["options"], found["ask"]):
        assert set(one["name_localizations"]) == LANGUAGES
        assert set(one["description_localizations"]) == LANGUAGES
    assert found["pytorch"]["description_localizations"]["de"] == "Frag nach PyTorch"
    assert found["pytorch"]["name_localizations"] == {}


@pytest.mark.parametrize("language", translations())
def test_nothing_is_translated_that_is_not_there(language: str) -> None:
    words = translations()[language]
    listed = (*CHANNEL_OPTIONS, *(one for command in COMMANDS.values() for one in command.options))
    known = {option.name for option in listed}
    assert set(words["commands"]) <= set(COMMANDS)
    assert set(words["options"]) <= {*known, "channel"}


def test_a_topic_that_discord_takes_no_command_for_is_left_to_ask() -> None:
    topics = [a_topic("help", "Takes another's name"), a_topic("now"), a_topic("Two Words")]
    topics.append(a_topic("ok"))
    found = commands(*topics)
    assert command_faults(found) == []
    assert "ok" in named(found)
    # Its press would post the digest.
    assert "now" not in named(found)
    assert named(found)["help"]["description"] == COMMANDS["help"].description


def test_there_are_never_more_commands_than_discord_takes() -> None:
    found = commands(*(a_topic(f"t{n}") for n in range(150)))
    assert len(found) == MOST
    assert command_faults(found) == []


def test_a_long_title_keeps_the_limits_in_every_language() -> None:
    assert command_faults(commands(a_topic("long", "言葉" * 60))) == []
