"""The offline validators of Block Kit, each fed with a payload rebuilt in its own types."""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from slack_sdk.models.blocks import Block

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
    user: Make
    channel: Make
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
    user=sb.RichTextUser,
    channel=sb.RichTextChannel,
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
    user=bk.RichUserEl,
    channel=bk.RichChannelEl,
    line=bk.RichTextSection,
    quote=bk.RichTextQuote,
    bullets=lambda items: bk.RichTextList("bullet", items),
    check=lambda text, blocks: bk.Message(text, blocks).build(),
)


def refusals(body: Json) -> list[str]:
    """Return what any of the three validators says against the message."""
    checks: dict[str, Callable[[], object]] = {
        "slack_sdk": lambda: [sdk_block(block) for block in maps(body["blocks"])],
        "slackblocks": lambda: _rebuilt(SLACKBLOCKS, body),
        "blockkit": lambda: _rebuilt(BLOCKKIT, body),
    }
    return refused_by(checks)


def refused_by(checks: Mapping[str, Callable[[], object]]) -> list[str]:
    """Return what the checks say, each by its name."""
    found: list[str] = []
    for name, check in checks.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                check()
        except Exception as error:  # noqa: BLE001 — each library has its own tree of errors
            found.append(f"{name}: {error!r}")
    return found


def sdk_block(block: Json) -> object:
    parsed = Block.parse(dict(block))
    assert parsed is not None
    return parsed.to_dict()


def _rebuilt(kit: Kit, body: Json) -> object:
    return kit.check(body["text"], [block_of(kit, block) for block in maps(body["blocks"])])


def block_of(kit: Kit, block: Json) -> object:
    elements = maps(block.get("elements"))
    if block["type"] == "context":
        return kit.context([text_in(kit, element) for element in elements])
    if block["type"] in {"header", "section"}:
        make = kit.header if block["type"] == "header" else kit.section
        return make(text_in(kit, block["text"]))
    if block["type"] == "actions":
        buttons = [
            kit.button(text=text_in(kit, e["text"]), action_id=e["action_id"], value=e["value"])
            for e in elements
        ]
        return kit.actions(buttons, block_id=block["block_id"])
    assert block["type"] == "rich_text"
    return kit.rich([_rich(kit, element) for element in elements])


def text_in(kit: Kit, text: object) -> object:
    assert isinstance(text, Mapping)
    options = {key: value for key, value in text.items() if key not in {"text", "type"}}
    return kit.text(text["text"], text["type"], **options)


def _rich(kit: Kit, element: Json) -> object:
    runs = maps(element["elements"])
    if element["type"] == "rich_text_list":
        return kit.bullets([_rich(kit, run) for run in runs])
    made = [_run(kit, run) for run in runs]
    return kit.quote(made) if element["type"] == "rich_text_quote" else kit.line(made)


def _run(kit: Kit, run: Json) -> object:
    match run["type"]:
        case "link":
            return kit.link(run["url"], run["text"])
        case "user":
            return kit.user(run["user_id"])
        case "channel":
            return kit.channel(run["channel_id"])
        case _:
            return kit.run(run["text"], run.get("style", {}))
