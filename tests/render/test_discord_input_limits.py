"""Each limit of commands, suggestions and forms: at it nothing is said, one beyond it is."""

import pytest

from bot.render.discord_input_limits import (
    callback_faults,
    choice_faults,
    command_faults,
    modal_faults,
)

Json = dict[str, object]


def command(**changes: object) -> Json:
    return {"name": "digest", "description": "x", "type": 1, "options": [], **changes}


def option(name: str = "topic", **changes: object) -> Json:
    return {"name": name, "description": "x", "type": 3, "required": False, **changes}


def choice(**changes: object) -> Json:
    return {"name": "n", "value": "v", **changes}


def text_input(custom_id: str = "i", **changes: object) -> Json:
    return {"type": 4, "custom_id": custom_id, "style": 1, **changes}


def label(inner: Json | None = None, **changes: object) -> Json:
    return {"type": 18, "label": "l", "component": inner or text_input(), **changes}


def modal(*parts: Json, **changes: object) -> Json:
    return {"title": "t", "custom_id": "c", "components": list(parts) or [label()], **changes}


GOOD_COMMANDS = {
    "a hundred": [command(name=f"c{n}") for n in range(100)],
    "a topic in another script": [command(name="サイエンス-2_é")],
    "25 options": [command(options=[option(f"o{n}") for n in range(25)])],
    "longest texts": [command(name="x" * 32, description="x" * 100)],
    "25 choices": [
        command(options=[option(choices=[choice(name="x" * 100, value="x" * 10)] * 25)])
    ],
    "a group": [command(options=[command(name="subscribe", options=[option()])])],
    "needed first": [command(options=[option("a", required=True), option("b")])],
    "translated": [command(name_localizations={"de": "übersicht"})],
    "another kind": [{"name": "Ask About This", "type": 3}],
}
BAD_COMMANDS = {
    "101": [command(name=f"c{n}") for n in range(101)],
    "the same twice": [command(), command()],
    "capitals": [command(name="Digest")],
    "spaces": [command(name="a b")],
    "no name": [command(name="")],
    "33 letters": [command(name="x" * 33)],
    "no description": [command(description="")],
    "101 in a description": [command(description="x" * 101)],
    "a bad translation": [command(name_localizations={"de": "Übersicht"})],
    "a long translation": [command(description_localizations={"de": "x" * 101})],
    "26 options": [command(options=[option(f"o{n}") for n in range(26)])],
    "options alike": [command(options=[option(), option()])],
    "needed last": [command(options=[option("a"), option("b", required=True)])],
    "bad option": [command(options=[option("A")])],
    "26 choices": [command(options=[option(choices=[choice()] * 26)])],
    "choices and autocomplete": [command(options=[option(choices=[choice()], autocomplete=True)])],
    "8,001": [command(options=[option(f"o{n:02}", description="x" * 100,
                                      choices=[choice(name="x" * 99)] * 3) for n in range(20)])],
    "options beside commands": [command(options=[command(name="a"), option()])],
    "a group in a group": [
        command(options=[command(name="a", type=2, options=[command(name="b", type=2)])])
    ],
    "bad below": [command(options=[command(name="a", options=[option(description="")])])],
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD_COMMANDS)
def test_commands_at_the_limit_are_taken(name: str) -> None:
    assert command_faults(GOOD_COMMANDS[name]) == []


@pytest.mark.parametrize("name", BAD_COMMANDS)
def test_commands_beyond_the_limit_are_not(name: str) -> None:
    assert command_faults(BAD_COMMANDS[name]) != []


def test_suggestions_are_at_most_25_of_100_characters() -> None:
    assert choice_faults([choice(name="x" * 100, value="x" * 100)] * 25) == []
    for bad in (
        [choice()] * 26,
        [choice(name="x" * 101)],
        [choice(name="")],
        [choice(value="x" * 101)],
    ):
        assert choice_faults(bad) != []


GOOD_FORMS = {
    "longest": modal(
        *[label(text_input(f"{n}" * 100), label="x" * 45) for n in range(5)],
        title="x" * 45,
        custom_id="c" * 100,
    ),
    "a text and a select": modal(
        {"type": 10, "content": "x"},
        label({"type": 3, "custom_id": "s", "options": [{"label": "o", "value": "v"}]}),
    ),
    "in a row": modal({"type": 1, "components": [text_input(label="l")]}),
    "lengths": modal(label(text_input(min_length=0, max_length=4_000, value="x" * 4_000))),
}
BAD_FORMS = {
    "long title": modal(title="x" * 46),
    "no title": modal(title=""),
    "long custom_id": modal(custom_id="x" * 101),
    "six parts": modal(*[label(text_input(f"{n}")) for n in range(6)]),
    "no parts": {**modal(), "components": []},
    "a button": modal({"type": 1, "components": [{"type": 2, "custom_id": "b", "label": "b"}]}),
    "a container": modal({"type": 17, "components": [{"type": 10, "content": "x"}]}),
    "long label": modal(label(label="x" * 46)),
    "no label": modal(label(label="")),
    "long description": modal(label(description="x" * 101)),
    "label of nothing": modal({"type": 18, "label": "l"}),
    "label of a text": modal(label({"type": 10, "content": "x"})),
    "same custom_id": modal(label(), label()),
    "no style": modal(label(text_input(style=3))),
    "long placeholder": modal(label(text_input(placeholder="x" * 101))),
    "long value": modal(label(text_input(value="x" * 4_001))),
    "long input": modal(label(text_input(max_length=4_001))),
    "least over most": modal(label(text_input(min_length=5, max_length=4))),
    "select of nothing": modal(label({"type": 3, "custom_id": "s", "options": []})),
}


@pytest.mark.parametrize("name", GOOD_FORMS)
def test_forms_at_the_limit_are_taken(name: str) -> None:
    assert modal_faults(GOOD_FORMS[name]) == []


@pytest.mark.parametrize("name", BAD_FORMS)
def test_forms_beyond_the_limit_are_not(name: str) -> None:
    assert modal_faults(BAD_FORMS[name]) != []


def test_an_answer_is_checked_for_what_it_is() -> None:
    message = {
        "flags": 1 << 15 | 64,
        "components": [{"type": 10, "content": "x"}],
        "allowed_mentions": {"parse": []},
    }
    assert callback_faults({"type": 4, "data": message}) == []
    assert callback_faults({"type": 4, "data": message | {"allowed_mentions": None}}) != []
    assert callback_faults({"type": 5, "data": {"flags": 64}}) == []
    assert callback_faults({"type": 8, "data": {"choices": [choice(name="")]}}) != []
    assert callback_faults({"type": 9, "data": modal()}) == []
    assert callback_faults({"type": 9, "data": modal(title="")}) != []
    assert callback_faults({"type": 1}) != []
