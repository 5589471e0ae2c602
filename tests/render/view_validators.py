"""The offline validators of Block Kit, over modals and Home tabs."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.models.views import View

from tests.render.reading import maps
from tests.render.validators import BLOCKKIT, bk, block_of, refused_by, sdk_block, text_in

Json = Mapping[str, object]


def view_refusals(view: Json) -> list[str]:
    """Return what the validators say against a modal or a Home tab.

    Menus with groups, and inputs, are built by `slack_sdk` and `blockkit` only.
    """
    checks: dict[str, Callable[[], object]] = {
        "slack_sdk": lambda: _sdk_view(view),
        "blockkit": lambda: _kit_view(view),
    }
    return refused_by(checks)


def _sdk_view(view: Json) -> None:
    given: dict[str, Any] = {**view, "blocks": [dict(block) for block in maps(view["blocks"])]}
    parsed = View(**given)
    parsed.validate_json()
    for block in maps(view["blocks"]):
        sdk_block(block)


def _kit_view(view: Json) -> object:
    blocks = [
        _kit_input(b) if b["type"] == "input" else block_of(BLOCKKIT, b)
        for b in maps(view["blocks"])
    ]
    if view["type"] == "home":
        return bk.Home(blocks).build()
    given = {key: view[key] for key in ("callback_id", "private_metadata") if view.get(key)}
    buttons = {key: text_in(BLOCKKIT, view[key]) for key in ("submit", "close") if key in view}
    return bk.Modal(text_in(BLOCKKIT, view["title"]), blocks, **buttons, **given).build()


def _kit_input(block: Json) -> object:
    element = block["element"]
    assert isinstance(element, Mapping)
    given = {
        key: element[key]
        for key in ("action_id", "initial_value", "initial_time", "max_length", "multiline")
        if key in element
    }
    if "placeholder" in element:
        given["placeholder"] = text_in(BLOCKKIT, element["placeholder"])
    kinds = {
        "plain_text_input": bk.PlainTextInput,
        "timepicker": bk.TimePicker,
        "static_select": bk.StaticSelect,
    }
    # blockkit looks for the chosen option among the groups themselves.
    if "initial_option" in element and "option_groups" not in element:
        given["initial_option"] = _kit_option(element["initial_option"])
    if "options" in element:
        given["options"] = [_kit_option(one) for one in maps(element["options"])]
    if "option_groups" in element:
        given["option_groups"] = [
            bk.OptionGroup(
                text_in(BLOCKKIT, group["label"]), [_kit_option(o) for o in maps(group["options"])]
            )
            for group in maps(element["option_groups"])
        ]
    hint = {"hint": text_in(BLOCKKIT, block["hint"])} if "hint" in block else {}
    return bk.Input(
        text_in(BLOCKKIT, block["label"]),
        kinds[str(element["type"])](**given),
        block_id=block["block_id"],
        optional=block["optional"],
        **hint,
    )


def _kit_option(option: object) -> object:
    assert isinstance(option, Mapping)
    return bk.Option(text_in(BLOCKKIT, option["text"]), option["value"])
