"""Panels: within each platform's limits whatever they hold, and honest about what is left out."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.document import (
    Action,
    Actions,
    Heading,
    Line,
    Lines,
    Mention,
    Panel,
    Remark,
    Style,
    Tag,
    Text,
)
from bot.render import discord_limits, slack_limits
from bot.render.panels import (
    ACTION_ID,
    discord_panel,
    slack_fallback,
    slack_panel,
    terminal_panel,
)
from digests.text.clean import one_line
from tests.render.reading import Json, discord_texts, maps, slack_lines
from tests.render.validators import refusals

HOSTILE = "<!channel> @here <@U1> [Click](https://evil.example) *bold* `code` & \u202edesrever"


def slack_body(panel: Panel) -> dict[str, object]:
    return {
        "channel": "C1",
        "text": slack_fallback(panel),
        "blocks": slack_panel(panel),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def discord_body(panel: Panel) -> dict[str, object]:
    return {
        "flags": discord_limits.IS_COMPONENTS_V2,
        "components": discord_panel(panel),
        "allowed_mentions": {"parse": []},
        "nonce": "1",
        "enforce_nonce": True,
    }


def line(text: str, *, bullet: bool = False) -> Line:
    return Line(spans=(Text(text="Label:", style=Style.STRONG), Text(text=text)), bullet=bullet)


def a_panel(*blocks: Heading | Lines | Remark | Actions, title: str = "Title") -> Panel:
    return Panel(title=title, icon="📰", blocks=blocks, summary="What it says.")


def subscriptions(n: int) -> Panel:
    """Return a list of so many subscriptions, each with four buttons."""
    blocks: list[Heading | Lines | Remark | Actions] = []
    for number in range(n):
        blocks.append(Lines(lines=(line(f"topic {number}"), line("weekly, Monday 09:00 UTC"))))
        names = ("preview", "settings", "pause", "unsubscribe")
        made = (Action(id=a, label=a.title(), value=f"subscription-{number:016d}") for a in names)
        blocks.append(Actions(actions=tuple(made)))
    return a_panel(*blocks, Remark(id="hint", text="The small print."))


words = st.text(max_size=60) | st.sampled_from([HOSTILE, "x" * 900, "𝄞" * 500, "1. - # >"])
spans = (
    st.builds(Text, text=words, style=st.sampled_from(Style))
    | st.builds(Mention, id=st.sampled_from(["U1", "190", "terminal:root", "<!x>"]))
    | st.builds(Tag, name=st.sampled_from(["release", "a b"]))
)
lines = st.builds(
    Line, spans=st.lists(spans, min_size=1, max_size=4).map(tuple), bullet=st.booleans()
)
actions = st.builds(
    Action,
    id=st.sampled_from(["pause", "settings", "preview"]),
    label=st.text(min_size=1, max_size=100, alphabet="ab é").filter(str.strip),
    value=st.sampled_from(["a", "b", "c" * 90, "d" * 200]),
)
blocks = st.one_of(
    st.builds(Heading, text=words, section_id=st.just("s")),
    st.builds(Lines, lines=st.lists(lines, max_size=30).map(tuple)),
    st.builds(Remark, text=words, id=st.just("hint")),
    st.builds(Actions, actions=st.lists(actions, max_size=30).map(tuple)),
)
panels = st.builds(
    Panel,
    title=words.filter(one_line),
    blocks=st.lists(blocks, max_size=20).map(tuple),
    summary=words,
    icon=st.sampled_from(["", "📰"]),
)


@given(panels)
def test_a_panel_keeps_every_limit(panel: Panel) -> None:
    body = slack_body(panel)
    assert slack_limits.faults(body) == []
    assert refusals(body) == []
    assert discord_limits.faults(discord_body(panel)) == []


@pytest.mark.parametrize("n", [1, 5, 30, 200])
def test_what_does_not_fit_is_counted(n: int) -> None:
    panel = subscriptions(n)
    for body, shown in (
        (slack_body(panel), [seen.text for seen in slack_lines(slack_body(panel))]),
        (discord_body(panel), "\n".join(discord_texts(discord_body(panel))).split("\n")),
    ):
        said = json.dumps(body, ensure_ascii=False)
        seen = sum("Label:" in one for one in shown)
        assert "The small print." in said
        more = re.search(r"(\d+) more lines do not fit here", said)
        assert seen + (int(more[1]) if more else 0) == 2 * n
        assert seen >= min(2 * n, 8)


def test_buttons_follow_the_lines_that_they_are_about() -> None:
    kinds = [str(block["type"]) for block in slack_panel(subscriptions(2))]
    assert kinds == ["header", "rich_text", "actions", "rich_text", "actions", "context"]
    (container,) = discord_panel(subscriptions(2))
    assert [part["type"] for part in maps(container["components"])] == [10, 10, 1, 10, 1, 10]


def test_every_button_says_what_it_does_and_to_what() -> None:
    elements = [
        element
        for block in slack_panel(subscriptions(3))
        if block["type"] == "actions"
        for element in maps(block["elements"])
    ]
    read = [ACTION_ID.fullmatch(str(element["action_id"])) for element in elements]
    assert [found[1] for found in read if found] == [
        *("preview", "settings", "pause", "unsubscribe")
    ] * 3
    assert elements[5]["value"] == "subscription-0000000000000001"


def test_the_same_button_stands_once() -> None:
    twice = Actions(actions=(Action(id="pause", label="Pause", value="a"),) * 2)
    (container,) = discord_panel(a_panel(twice, twice))
    assert str(container).count("cw:pause:a") == 1


def test_nothing_foreign_acts() -> None:
    panel = a_panel(Lines(lines=(line(HOSTILE),)), Remark(id="r", text=HOSTILE), title=HOSTILE)
    said = json.dumps(slack_body(panel))
    assert "<!channel>" not in said
    assert "<@U1>" not in said
    discord_said = "\n".join(discord_texts(discord_body(panel)))
    assert "\\<@U1" not in re.sub(r"\\<\\@U1", "", discord_said)
    assert "[Click](" not in discord_said


def test_a_person_is_named_by_the_platform_and_not_called() -> None:
    panel = a_panel(Lines(lines=(Line(spans=(Text(text="by"), Mention(id="U1"))),)))
    assert {"type": "user", "user_id": "U1"} in _elements(slack_panel(panel))
    assert "by @U1" in terminal_panel(panel)
    number = a_panel(Lines(lines=(Line(spans=(Mention(id="190"),)),)))
    assert discord_texts(discord_body(number))[-1] == "<@190>"


def _elements(blocks: list[dict[str, object]]) -> list[Json]:
    rich = [block for block in blocks if block["type"] == "rich_text"]
    sections = [section for block in rich for section in maps(block["elements"])]
    return [element for section in sections for element in maps(section["elements"])]
