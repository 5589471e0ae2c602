"""Each limit of Slack: at it nothing is said, one beyond it is."""

import copy

import pytest

from bot.present import present
from bot.render import slack
from bot.render.slack_limits import faults
from tests.render.digests import sample_digest

Json = dict[str, object]


def md(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def pt(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": md(text)}


def button(action: str = "a", **more: object) -> Json:
    return {"type": "button", "action_id": action, "text": pt("Go"), **more}


def actions(*elements: Json, **more: object) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def rich(text: str) -> Json:
    runs = [{"type": "text", "text": text}]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": runs}],
    }


def message(*blocks: Json, **changes: object) -> Json:
    return {
        "channel": "C1",
        "text": "words",
        "blocks": list(blocks),
        "unfurl_links": False,
        "unfurl_media": False,
        **changes,
    }


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{}] * columns] * rows}


def divider() -> Json:
    return {"type": "divider"}


def markdown(text: str) -> Json:
    return {"type": "markdown", "text": text}


def image(**changes: object) -> Json:
    return {"type": "image", "image_url": "https://a.example/", "alt_text": "x", **changes}


def select(options: int = 1, text: str = "o", value: str = "v") -> Json:
    option = {"text": pt(text), "value": value}
    return {"type": "static_select", "action_id": "s", "options": [option] * options}


GOOD = {
    "blocks": message(*[divider()] * 50),
    "section": message(section("x" * 3_000)),
    "fields": message({"type": "section", "fields": [md("x" * 900)] * 10}),
    "field": message({"type": "section", "fields": [md("x" * 2_000)]}),
    "header": message({"type": "header", "text": pt("x" * 150)}),
    "context": message({"type": "context", "elements": [md("x"), *[image()] * 9]}),
    "actions": message(actions(*[button(f"a{n}", value="v" * 2_000) for n in range(25)])),
    "ids": message(actions(button("a" * 255), block_id="b" * 255)),
    "select": message({**section("x"), "accessory": select(100, "o" * 75, "v" * 150)}),
    "rich": message(rich("x" * 3_000)),
    "markdown": message({"type": "markdown", "text": "x" * 10_000}),
    "table": message(table(100, 20)),
    "image": message(
        image(alt_text="x" * 2_000, image_url="https://" + "a" * 2_992, title=pt("t"))
    ),
    "text": message(text="x" * 40_000),
    "metadata": message(metadata={"event_payload": {"x": "x" * 1_900}}),
    "budget": message(*[section("x" * 2_500)] * 4),
    "link": message(section("<https://a.example|x> &lt;!here&gt;")),
    "others": message({"type": "video"}, {"type": "file"}),
}

BAD = {
    "no channel": message(channel=""),
    "no text": message(text=" "),
    "long text": message(text="x" * 40_001),
    "acting text": message(text="<!channel>"),
    "unfurl_links": message(unfurl_links=True),
    "unfurl_media": message(unfurl_media=None),
    "link_names": message(link_names=True),
    "metadata": message(metadata={"event_payload": {"x": "x" * 2_000}}),
    "51 blocks": message(*[divider()] * 51),
    "budget": message(*[section("x" * 2_500)] * 4, section("x")),
    "surrogates count": message(section("😀" * 1_501)),
    "long section": message(section("x" * 3_001)),
    "empty section": message(section("")),
    "bare section": message({"type": "section"}),
    "11 fields": message({"type": "section", "fields": [md("x")] * 11}),
    "long field": message({"type": "section", "fields": [md("x" * 2_001)]}),
    "section of no text": message({"type": "section", "text": "words"}),
    "acting mrkdwn": message(section("<@U1> hello")),
    "long header": message({"type": "header", "text": pt("x" * 151)}),
    "header in mrkdwn": message({"type": "header", "text": md("x")}),
    "11 context elements": message({"type": "context", "elements": [md("x")] * 11}),
    "empty context": message({"type": "context", "elements": []}),
    "long context": message({"type": "context", "elements": [md("x" * 3_001)]}),
    "26 actions": message(actions(*[button(f"a{n}") for n in range(26)])),
    "long button": message(actions(button(text=pt("x" * 76)))),
    "long value": message(actions(button(value="x" * 2_001))),
    "long url": message(actions(button(url="x" * 3_001))),
    "same action_id": message(actions(button("a"), button("a"))),
    "same action_id over blocks": message(
        actions(button("a")), {**section("x"), "accessory": button("a")}
    ),
    "long action_id": message(actions(button("a" * 256))),
    "same block_id": message({**section("x"), "block_id": "b"}, {**section("y"), "block_id": "b"}),
    "long block_id": message({**section("x"), "block_id": "b" * 256}),
    "empty block_id": message({**section("x"), "block_id": ""}),
    "101 options": message({**section("x"), "accessory": select(101)}),
    "long option": message({**section("x"), "accessory": select(1, "o" * 76)}),
    "long option value": message({**section("x"), "accessory": select(1, "o", "v" * 151)}),
    "markdown": message(*[markdown("x" * 6_001)] * 2),
    "empty markdown": message({"type": "markdown", "text": " "}),
    "two tables": message(table(1, 1), table(1, 1)),
    "101 rows": message(table(101, 1)),
    "21 columns": message(table(1, 21)),
    "no rows": message({"type": "table"}),
    "image without address": message({"type": "image", "alt_text": "x"}),
    "long image address": message(image(image_url="x" * 3_001)),
    "no alt text": message(image(alt_text="")),
    "long alt text": message(image(alt_text="x" * 2_001)),
    "long image title": message(image(title=pt("x" * 2_001))),
    "long rich text": message(rich("x" * 3_001)),
    "empty rich run": message(rich("")),
    "empty rich text": message({"type": "rich_text", "elements": []}),
    "unknown rich element": message({"type": "rich_text", "elements": [{"type": "x"}]}),
    "unknown block": message({"type": "marquee"}),
}


@pytest.mark.parametrize("name", GOOD)
def test_at_the_limit_nothing_is_said(name: str) -> None:
    assert faults(GOOD[name]) == []


@pytest.mark.parametrize("name", BAD)
def test_beyond_the_limit_it_is_said(name: str) -> None:
    assert faults(BAD[name]) != []


def test_checking_changes_nothing() -> None:
    body = slack.messages(present(sample_digest()))[0]
    before = copy.deepcopy(body)
    assert faults(body) == []
    assert body == before


def test_every_message_names_its_part_and_says_enough_to_be_found_again() -> None:
    document = present(sample_digest(), record_url="https://citewire.example/d/1")
    bodies = slack.messages(document, channel="C9", thread_ts="17.5")
    assert [body["metadata"] for body in bodies] == [
        {
            "event_type": "digest_published",
            "event_payload": {
                "digest_id": document.id,
                "level": "extractive",
                "content_sha256": document.content_sha256,
                "part": part,
                "record_url": "https://citewire.example/d/1",
            },
        }
        for part in range(len(bodies))
    ]
    assert [body.get("thread_ts") for body in bodies] == [None, "17.5", "17.5"]
    assert {body["channel"] for body in bodies} == {"C9"}


def test_until_they_are_known_channel_and_thread_are_named_by_placeholders() -> None:
    bodies = slack.messages(present(sample_digest()))
    assert {body["channel"] for body in bodies} == {slack.CHANNEL}
    assert [body.get("thread_ts") for body in bodies] == [None, slack.THREAD_TS, slack.THREAD_TS]


def test_a_long_title_stands_whole_in_a_section() -> None:
    title = "<!here> PyTorch"
    blocks = slack.messages(present(sample_digest(title=title)))[0]["blocks"]
    assert isinstance(blocks, list)
    assert blocks[1]["text"]["text"] == "*📰 &lt;!here&gt; PyTorch · week of 6 April 2026*"
