"""Each limit of Discord: at it nothing is said, one beyond it is."""

import pytest

from bot.document import Action
from bot.present import present
from bot.render import discord
from bot.render.discord_limits import (
    IS_COMPONENTS_V2,
    edit_faults,
    faults,
    thread_faults,
)
from tests.render.digests import sample_digest

Json = dict[str, object]


def text(content: str = "x") -> Json:
    return {"type": 10, "content": content}


def box(*inner: Json) -> Json:
    return {"type": 17, "components": list(inner)}


def row(*inner: Json) -> Json:
    return {"type": 1, "components": list(inner)}


def button(custom_id: str = "a", **more: object) -> Json:
    return {"type": 2, "style": 2, "label": "Go", "custom_id": custom_id, **more}


def link(url: str = "https://a.example/") -> Json:
    return {"type": 2, "style": 5, "label": "Go", "url": url}


def select(options: int = 1, **option: object) -> Json:
    all_of_them = [{"label": "o", "value": f"{n}", **option} for n in range(options)]
    return {"type": 3, "custom_id": "s", "options": all_of_them}


def part(*texts: Json, **more: object) -> Json:
    return {"type": 9, "components": list(texts), "accessory": button(), **more}


def gallery(items: int, description: str = "x") -> Json:
    return {"type": 12, "items": [{"description": description}] * items}


def message(*components: Json, **changes: object) -> Json:
    return {
        "flags": IS_COMPONENTS_V2,
        "components": list(components),
        "allowed_mentions": {"parse": []},
        "nonce": "n" * 25,
        "enforce_nonce": True,
        **changes,
    }


def old(*components: Json, **changes: object) -> Json:
    return message(*components, **{"flags": 0, "content": "x", **changes})


GOOD = {
    "40 components": message(*[text()] * 40),
    "nested": message(box(*[text()] * 39)),
    "4,000 characters": message(text("x" * 2_000), text("x" * 2_000)),
    "five buttons": message(row(*[button(f"{n}" * 100, label="x" * 10) for n in range(5)])),
    "label": message(row(button(label="x" * 80))),
    "emoji": message(row(button(label="", emoji={"name": "x"}))),
    "link": message(row(link("x" * 512))),
    "premium": message(row({"type": 2, "style": 6, "sku_id": "1"})),
    "select": message(row(select(25, label="x" * 100, description="x" * 50))),
    "section": message(part(text(), text(), text())),
    "thumbnail": message(part(text(), accessory={"type": 11})),
    "gallery": message(gallery(10, "x" * 1_024)),
    "separator": message({"type": 14}, {"type": 13}),
    "content": old(content="x" * 2_000),
    "rows": old(*[row(button(f"{n}")) for n in range(5)]),
    "embeds": old(
        content="",
        embeds=[
            {"title": "x" * 256, "description": "x" * 4_096, "url": "a"},
            {"fields": [{"name": "x" * 20, "value": "x" * 20}] * 25, "url": "b"},
        ],
    ),
    "poll": old(content="", poll={"question": {}}),
}

BAD = {
    "mentions": message(text(), allowed_mentions={"parse": ["everyone"]}),
    "no mentions": message(text(), allowed_mentions=None),
    "long nonce": message(text(), nonce="n" * 26),
    "no nonce": message(text(), nonce=None),
    "nonce not enforced": message(text(), enforce_nonce=False),
    "41 components": message(*[text()] * 41),
    "41 nested": message(box(*[text()] * 40)),
    "no components": message(),
    "4,001 characters": message(text("x" * 2_000), text("x" * 2_001)),
    "surrogates count": message(text("😀" * 2_001)),
    "labels count": message(text("x" * 3_999), row(button())),
    "content beside V2": message(text(), content="x"),
    "embeds beside V2": message(text(), embeds=[{}]),
    "poll beside V2": message(text(), poll={"question": {}}),
    "button at the top": message(button()),
    "empty text": message(text(" ")),
    "empty container": message(box()),
    "container in a container": message(box(box(text()))),
    "six buttons": message(row(*[button(f"{n}") for n in range(6)])),
    "empty row": message(row()),
    "text in a row": message(row(text())),
    "two selects": message(row(select(), {**select(), "custom_id": "t"})),
    "select beside a button": message(row(select(), button())),
    "long label": message(row(button(label="x" * 81))),
    "no label": message(row(button(label=""))),
    "long custom_id": message(row(button("x" * 101))),
    "no custom_id": message(row(button(""))),
    "same custom_id": message(row(button(), button())),
    "no such id": message({**text(), "id": 2**31}),
    "no such colour": message({**box(text()), "accent_color": 0x1000000}),
    "private in a channel": message(text(), flags=IS_COMPONENTS_V2 | 64),
    "a form's input": message(row({"type": 4, "custom_id": "i", "style": 1})),
    "empty field": old(embeds=[{"fields": [{"name": "n", "value": ""}]}]),
    "same id": message({**text(), "id": 1}, {**text(), "id": 1}),
    "link with custom_id": message(row({**link(), "custom_id": "x"})),
    "long link": message(row(link("x" * 513))),
    "url on a button": message(row(button(url="https://a.example/"))),
    "26 options": message(row(select(26))),
    "long option": message(row(select(1, label="x" * 101))),
    "two options alike": message(row(select(2, value="v"))),
    "option without a value": message(row(select(1, value=""))),
    "more chosen than offered": message(row({**select(), "max_values": 26})),
    "least over most": message(row({**select(), "min_values": 2})),
    "long placeholder": message(row({**select(), "placeholder": "x" * 151})),
    "four texts in a section": message(part(*[text()] * 4)),
    "section of buttons": message(part(button("b"))),
    "section without accessory": message(part(text(), accessory=None)),
    "11 pictures": message(gallery(11)),
    "long description": message(gallery(1, "x" * 1_025)),
    "unknown": message({"type": 99}),
    "no type": message({"type": "10"}),
    "long content": old(content="x" * 2_001),
    "empty": old(content=" "),
    "six rows": old(*[row(button(f"{n}")) for n in range(6)]),
    "text without V2": old(text()),
    "11 embeds": old(embeds=[{"title": "x"}] * 11),
    "6,001 in embeds": old(embeds=[{"description": "x" * 3_001}] * 2),
    "long title": old(embeds=[{"title": "x" * 257}]),
    "long embed description": old(embeds=[{"description": "x" * 4_097}]),
    "26 fields": old(embeds=[{"fields": [{"name": "n", "value": "v"}] * 26}]),
    "long field name": old(embeds=[{"fields": [{"name": "n" * 257, "value": "v"}]}]),
    "long field value": old(embeds=[{"fields": [{"name": "n", "value": "v" * 1_025}]}]),
    "long footer": old(embeds=[{"footer": {"text": "x" * 2_049}}]),
    "long author": old(embeds=[{"author": {"name": "x" * 257}}]),
    "embeds that collapse": old(embeds=[{"url": "a"}, {"url": "a"}]),
}


@pytest.mark.parametrize("name", GOOD)
def test_at_the_limit_nothing_is_said(name: str) -> None:
    assert faults(GOOD[name]) == []


@pytest.mark.parametrize("name", BAD)
def test_beyond_the_limit_it_is_said(name: str) -> None:
    assert faults(BAD[name]) != []


def edit(**changes: object) -> Json:
    body = {key: value for key, value in message(text()).items() if "nonce" not in key}
    return body | changes


def test_an_edit_and_a_reply_take_no_nonce_and_may_be_private() -> None:
    assert edit_faults(edit(flags=IS_COMPONENTS_V2 | 64)) == []
    assert edit_faults(message(text())) != []
    assert edit_faults(edit(allowed_mentions={"parse": ["users"]})) != []


def test_a_forum_post_has_a_name_a_message_and_at_most_five_tags() -> None:
    post: Json = {"name": "x" * 100, "applied_tags": list("12345"), "message": edit()}
    assert thread_faults(post) == []
    for change in (
        {"name": "x" * 101},
        {"name": " "},
        {"applied_tags": list("123456")},
        {"applied_tags": ["1", "1"]},
        {"message": None},
        {"message": message(text())},
    ):
        assert thread_faults(post | change) != []


def test_the_nonce_is_the_same_for_the_same_post_and_another_for_another_channel() -> None:
    document = present(sample_digest())
    one, again = discord.messages(document, channel="1"), discord.messages(document, channel="1")
    assert one == again
    assert one[0]["nonce"] != discord.messages(document, channel="2")[0]["nonce"]


def test_a_custom_id_holds_all_that_its_button_is_about() -> None:
    assert discord.custom_id("up", "digest-1") == "cw:up:digest-1"
    assert discord.custom_id("up", "x" * 94) == f"cw:up:{'x' * 94}"


def test_a_button_that_could_not_is_left_out_rather_than_shown() -> None:
    assert discord.custom_id("up", "x" * 95) is None
    assert discord.custom_id("up", "😀" * 48) is None
    assert discord.button(Action(id="up", label="Useful", value="x" * 95)) is None
