"""A few words of our own, within each platform's limits and inert whatever they hold."""

import json
from collections.abc import Iterator

import pytest

from bot.delivery import LANES
from bot.render import discord, discord_limits, slack_limits
from bot.render.notices import LONGEST, MESSAGES, NOTICES
from tests.render.reading import discord_texts
from tests.render.validators import refusals

FAULTS = {"slack": slack_limits.faults, "discord": discord_limits.faults}
WORDS = [
    "The rest of this digest could not be posted here.",
    "Corrected: <!channel> @here <@U1> [Click](https://evil.example) *bold* `code`",
    "Corrected: " + "very " * 1_000 + "long",
    "Two\nlines \u202eand hidden\u200b marks",
]


@pytest.mark.parametrize("platform", sorted(NOTICES))
@pytest.mark.parametrize("words", WORDS)
def test_a_notice_keeps_the_limits_of_its_platform(platform: str, words: str) -> None:
    assert FAULTS[platform](NOTICES[platform](words)) == []


def test_nothing_in_a_notice_acts() -> None:
    slack_body = NOTICES["slack"](WORDS[1])
    assert "<" not in str(slack_body["text"])
    assert '"mrkdwn"' not in json.dumps(slack_body)
    discord_body = NOTICES["discord"](WORDS[1])
    assert discord_body["components"] == [{"type": 10, "content": discord.escape(WORDS[1])}]


def test_a_channel_is_named_as_discord_names_it() -> None:
    body = NOTICES["discord"]("Nothing more in the channel 1575926744517443589: it was deleted.")
    assert discord_texts(body) == [
        "Nothing more in the channel <#1575926744517443589>: it was deleted."
    ]


def test_a_channel_is_named_as_slack_names_it() -> None:
    body = NOTICES["slack"]("No more digests in the channel C024BE7LD: it was <archived>.")
    channels = [one for one in _nodes(body["blocks"]) if one.get("type") == "channel"]
    assert channels == [{"type": "channel", "channel_id": "C024BE7LD"}]
    said = "".join(str(one["text"]) for one in _nodes(body["blocks"]) if one.get("type") == "text")
    assert said == "No more digests in the channel : it was <archived>."
    assert slack_limits.faults(body) == []
    assert refusals(body) == []


def _nodes(node: object) -> Iterator[dict[str, object]]:
    if isinstance(node, dict):
        yield node
        yield from (inner for value in node.values() for inner in _nodes(value))
    elif isinstance(node, list):
        yield from (inner for value in node for inner in _nodes(value))


def test_a_long_notice_is_cut() -> None:
    text = str(NOTICES["slack"](WORDS[2])["text"])
    assert len(text) == LONGEST
    assert text.endswith("…")


def test_each_platform_has_a_pace_messages_and_notices() -> None:
    assert set(LANES) == set(MESSAGES) == set(NOTICES)
