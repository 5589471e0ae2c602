"""Sources that differ are read side by side on every platform, each with outlet, number and day."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.document import Cite, Heading, Lines, Text
from bot.present import present_reply
from bot.render import RENDERERS, discord_limits, slack_limits
from digests.compose.content import content_hash
from tests.render.replies import QUESTION, differing_reply

SAID = (
    "[2] Initech, 2 April 2026, said before:",
    "[3] The Daily Stack, 7 April 2026, says:",
    "[4] Futurum *& Sons*, 8 April 2026, says:",
)


def test_each_side_is_introduced_by_its_number_outlet_and_day_and_ends_with_its_mark() -> None:
    blocks = present_reply(differing_reply()).blocks
    assert [b.text for b in blocks if isinstance(b, Heading)] == [
        "What the sources say",
        "The sources differ",
    ]
    lines = [line for block in blocks if isinstance(block, Lines) for line in block.lines]
    opened = [line.spans[0] for line in lines[1:]]
    assert opened == [Text(text=words) for words in SAID]
    for line, opening in zip(lines[1:], SAID, strict=True):
        mark = line.spans[-1]
        assert isinstance(mark, Cite)
        assert opening.startswith(f"[{mark.n}] ")


def test_a_side_with_planted_instructions_is_labelled_where_it_stands() -> None:
    lines = [b for b in present_reply(differing_reply()).blocks if isinstance(b, Lines)][-1].lines
    labelled = ["only quoted" in str(line.spans) for line in lines]
    assert labelled == [False, True]


def test_the_notification_says_that_the_sources_differ() -> None:
    assert present_reply(differing_reply()).summary.endswith("The sources differ.")


@pytest.mark.parametrize(
    ("platform", "limits"),
    [("slack", slack_limits.faults), ("discord", discord_limits.faults)],
)
def test_all_sides_are_in_one_message_within_the_limits(
    platform: str, limits: Callable[[dict[str, object]], list[str]]
) -> None:
    reply = differing_reply()
    (message,) = json.loads(RENDERERS[platform](reply, present_reply(reply)))["messages"]
    assert limits(message) == []
    said = json.dumps(message, ensure_ascii=False)
    assert all(f"{when} April 2026, s" in said for when in (2, 7, 8))


def test_what_is_said_to_be_replaced_is_a_part_of_the_hashed_content() -> None:
    reply = differing_reply()
    (holds, gone), title = reply.sections[0].items, f"All topics: {QUESTION}"
    equals = replace(reply.sections[0], items=(holds, replace(gone, replaced=None)))
    kept, other = [
        content_hash(title, reply.window, (first, reply.sections[1]), reply.provenance.sources)
        for first in (reply.sections[0], equals)
    ]
    assert kept == reply.provenance.content_sha256 != other
