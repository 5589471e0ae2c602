"""The offline validators of Block Kit, each fed with a payload rebuilt in its own types."""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.render.reading import maps

# Imported by name: both ship types that refuse plain dicts of JSON, which is all there is here.
bk: ModuleType = import_module("blockkit")
sb: ModuleType = import_module("slackblocks")

Json = Mapping[str, object]
Make = Callable[..., object]


@dataclass(frozen=True, kw_only=True)
class Kit:
    """One library's constructors, in one shape."""

    text: Make
    context: Make
    header: Make
    section: Make
    button: Make
    actions: Make
    rich: Make
    run: Make
    link: Make
    line: Make
    quote: Make
    bullets: Make
    check: Make


SLACKBLOCKS = Kit(
    text=lambda text, kind, **options: sb.Text(text, type_=sb.TextType(kind), **options),
    context=sb.ContextBlock,
    header=sb.HeaderBlock,
    section=sb.SectionBlock,
    button=sb.Button,
    actions=sb.ActionsBlock,
    rich=sb.RichTextBlock,
    run=lambda text, style: sb.RichText(text, **style),
    link=sb.RichTextLink,
    line=sb.RichTextSection,
    quote=sb.RichTextQuote,
    bullets=lambda items: sb.RichTextList("bullet", items),
    check=lambda text, blocks: sb.Message("C1", text, blocks).to_dict(),
)
BLOCKKIT = Kit(
    text=lambda text, kind, **options: bk.Text(text, type=kind, **options),
    context=bk.Context,
    header=bk.Header,
    section=bk.Section,
    button=bk.Button,
    actions=bk.Actions,
    rich=bk.RichText,
    run=lambda text, style: bk.RichTextEl(text, bk.RichStyle(**style) if style else None),
    link=bk.RichLinkEl,
    line=bk.RichTextSection,
    quote=bk.RichTextQuote,
    bullets=lambda items: bk.RichTextList("bullet", items),
    check=lambda text, blocks: bk.Message(text, blocks).build(),
)


def refusals(body: Json) -> list[str]:
    """Return what any of the three validators says against the message."""
    checks: dict[str, Callable[[], object]] = {
        "slack_sdk": lambda: [_sdk(block) for block in maps(body["blocks"])],
        "slackblocks": lambda: _rebuilt(SLACKBLOCKS, body),
        "blockkit": lambda: _rebuilt(BLOCKKIT, body),
    }
    return _refused(checks)


def _refused(checks: Mapping[str, Callable[[], object]]) -> list[str]:
    found: list[str] = []
    for name, check in checks.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                check()
        except Exception as error:  # noqa: BLE001 — each library has its own tree of errors
            found.append(f"{name}: {error!r}")
    return found


def _sdk(block: Json) -> object:
    parsed = Block.parse(dict(block))
    assert parsed is not None
    return parsed.to_dict()


def _rebuilt(kit: Kit, body: Json) -> object:
    return kit.check(body["text"], [_block(kit, block) for block in maps(body["blocks"])])


def _block(kit: Kit, block: Json) -> object:
    elements = maps(block.get("elements"))
    if block["type"] == "context":
        return kit.context([_text(kit, element) for element in elements])
    if block["type"] in {"header", "section"}:
        make = kit.header if block["type"] == "header" else kit.section
        return make(_text(kit, block["text"]))
    if block["type"] == "actions":
        buttons = [
            kit.button(text=_text(kit, e["text"]), action_id=e["action_id"], value=e["value"])
            for e in elements
        ]
        return kit.actions(buttons, block_id=block["block_id"])
    assert block["type"] == "rich_text"
    return kit.rich([_rich(kit, element) for element in elements])


def _text(kit: Kit, text: object) -> object:
    assert isinstance(text, Mapping)
    options = {key: value for key, value in text.items() if key not in {"text", "type"}}
    return kit.text(text["text"], text["type"], **options)


def _rich(kit: Kit, element: Json) -> object:
    runs = maps(element["elements"])
    if element["type"] == "rich_text_list":
        return kit.bullets([_rich(kit, run) for run in runs])
    made = [
        kit.link(run["url"], run["text"])
        if run["type"] == "link"
        else kit.run(run["text"], run.get("style", {}))
        for run in runs
    ]
    return kit.quote(made) if element["type"] == "rich_text_quote" else kit.line(made)


def view_refusals(view: Json) -> list[str]:
    """Return what the validators say against a modal or a Home tab.

    Menus with groups, and inputs, are built by `slack_sdk` and `blockkit` only.
    """
    checks: dict[str, Callable[[], object]] = {
        "slack_sdk": lambda: _sdk_view(view),
        "blockkit": lambda: _kit_view(view),
    }
    return _refused(checks)


def _sdk_view(view: Json) -> None:
    parsed = View(**{**view, "blocks": [dict(block) for block in maps(view["blocks"])]})
    parsed.validate_json()
    for block in maps(view["blocks"]):
        _sdk(block)


def _kit_view(view: Json) -> object:
    blocks = [
        _kit_input(b) if b["type"] == "input" else _block(BLOCKKIT, b) for b in maps(view["blocks"])
    ]
    if view["type"] == "home":
        return bk.Home(blocks).build()
    given = {key: view[key] for key in ("callback_id", "private_metadata") if view.get(key)}
    buttons = {key: _text(BLOCKKIT, view[key]) for key in ("submit", "close") if key in view}
    return bk.Modal(_text(BLOCKKIT, view["title"]), blocks, **buttons, **given).build()


def _kit_input(block: Json) -> object:
    element = block["element"]
    assert isinstance(element, Mapping)
    given = {
        key: element[key]
        for key in ("action_id", "initial_value", "initial_time", "max_length", "multiline")
        if key in element
    }
    if "placeholder" in element:
        given["placeholder"] = _text(BLOCKKIT, element["placeholder"])
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
                _text(BLOCKKIT, group["label"]), [_kit_option(o) for o in maps(group["options"])]
            )
            for group in maps(element["option_groups"])
        ]
    hint = {"hint": _text(BLOCKKIT, block["hint"])} if "hint" in block else {}
    return bk.Input(
        _text(BLOCKKIT, block["label"]),
        kinds[str(element["type"])](**given),
        block_id=block["block_id"],
        optional=block["optional"],
        **hint,
    )


def _kit_option(option: object) -> object:
    assert isinstance(option, Mapping)
    return bk.Option(_text(BLOCKKIT, option["text"]), option["value"])
