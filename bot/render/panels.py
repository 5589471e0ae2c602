"""Panels, private views of our own words, within each platform's limits.

A panel that is too long is cut between two lines, and says how many it leaves out; the small print
at its end stays. Every button has an id of its own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.document import Action, Actions, Heading, Line, Lines, Panel, Remark, Text
from bot.render import discord, slack
from bot.render.discord_components import COMPONENTS, ROW_BUTTONS
from bot.render.discord_components import TEXT as DISCORD_TEXT
from bot.render.measure import length, shortened
from bot.render.rows import Kind, Row
from bot.render.slack_limits import BLOCKS, BUDGET, BUTTON_TEXT, HEADER
from bot.render.spans import plain
from digests.text.clean import one_line

LONGEST_LINE = 400
"""Characters of one run of text in a panel; what is longer is cut."""
TITLE = 150
ACTION_ID = re.compile(r"digest\.([a-z_]+)(?:\.\d+)?")
"""A button's `action_id` in Slack: the action, and a number where the panel has it before."""

Json = dict[str, object]
Block = Heading | Line | Remark | Actions

_ROW, _TEXT, _CONTAINER = 1, 10, 17
_SMALL_PRINT = 3
"""Remarks at the end that stay, however long the panel is."""
_ROOM = 300
"""Characters that are kept free for what says that lines are left out."""


def slack_panel(panel: Panel, *, most: int = BLOCKS) -> list[Json]:
    """Return the blocks: of a private reply, or of a view or a person's home, which hold more."""

    def build(blocks: Sequence[Block]) -> list[Json]:
        return [_slack_title(panel), *_slack_blocks(blocks)]

    def fits(blocks: Sequence[Block]) -> bool:
        built = build(blocks)
        return len(built) < most and _size(built) + _ROOM <= BUDGET

    return build(_cut(panel, fits))


def slack_fallback(panel: Panel) -> str:
    """Return the plain text for notifications and screen readers."""
    return slack.escape(f"{panel.title}: {panel.summary}")


def discord_panel(panel: Panel) -> list[Json]:
    """Return the components of a message with `IS_COMPONENTS_V2`."""

    def build(blocks: Sequence[Block]) -> list[Json]:
        icon = f"{panel.icon} " if panel.icon else ""
        title = {
            "type": _TEXT,
            "content": f"## {icon}{discord.escape(shortened(panel.title, TITLE))}",
        }
        return [{"type": _CONTAINER, "components": [title, *_discord_blocks(blocks)]}]

    def fits(blocks: Sequence[Block]) -> bool:
        built = build(blocks)
        return _count(built) < COMPONENTS and _size(built) + _ROOM <= DISCORD_TEXT

    return build(_cut(panel, fits))


def terminal_panel(panel: Panel) -> str:
    """Return the panel as plain text; buttons are left out."""
    said = [one_line(f"{panel.icon} {panel.title}"), ""]
    for block in _flat(panel):
        match block:
            case Heading():
                said += ["", one_line(f"{block.icon} {block.text}")]
            case Line():
                said.append(f"{'• ' if block.bullet else ''}{plain(block.spans)}")
            case Remark():
                said += ["", one_line(block.text)]
            case Actions():
                pass
    return "\n".join(said) + "\n"


def _cut(panel: Panel, fits: Callable[[Sequence[Block]], bool]) -> list[Block]:
    """Return as many blocks as fit, with a remark on the lines that do not."""
    blocks = list(_flat(panel))
    end = len(blocks)
    while end > len(blocks) - _SMALL_PRINT and end and isinstance(blocks[end - 1], Remark):
        end -= 1
    body, small = blocks[:end], blocks[end:]
    if fits([*body, *small]):
        return [*body, *small]
    kept = 0
    while kept < len(body) and fits([*body[: kept + 1], *small]):
        kept += 1
    # Buttons stay with the lines that they are about, and a heading with what it heads.
    while kept and (isinstance(body[kept - 1], Heading) or isinstance(body[kept], Actions)):
        kept -= 1
    lost = sum(isinstance(block, Line | Remark) for block in body[kept:])
    more = Remark(id="more", text=f"{lost} more lines do not fit here")
    return [*body[:kept], more, *small]


def _flat(panel: Panel) -> Iterator[Block]:
    seen: set[tuple[str, str]] = set()
    for block in panel.blocks:
        match block:
            case Lines():
                yield from (_shortened(line) for line in block.lines if plain(line.spans))
            case Actions():
                named = {(action.id, action.value): action for action in block.actions}
                fresh = tuple(action for name, action in named.items() if name not in seen)
                seen.update(named)
                for start in range(0, len(fresh), ROW_BUTTONS):
                    yield Actions(actions=fresh[start : start + ROW_BUTTONS])
            case Heading() | Remark():
                if text := shortened(block.text, LONGEST_LINE):
                    yield replace(block, text=text)


def _shortened(line: Line) -> Line:
    spans = (
        replace(span, text=shortened(span.text, LONGEST_LINE)) if isinstance(span, Text) else span
        for span in line.spans
    )
    return replace(line, spans=tuple(spans))


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield neighbours of one kind together."""
    run: list[Block] = []
    for block in blocks:
        if run and type(block) is not type(run[-1]):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _rows(run: Sequence[Block]) -> list[Row]:
    return [
        Row(kind=Kind.BULLET if line.bullet else Kind.LINE, spans=line.spans)
        for line in run
        if isinstance(line, Line)
    ]


def _slack_title(panel: Panel) -> Json:
    title = shortened(f"{panel.icon} {panel.title}", HEADER)
    if "<" in title:
        text = {"type": "mrkdwn", "text": f"*{slack.escape(title)}*", "verbatim": True}
        return {"type": "section", "text": text}
    return {"type": "header", "text": {"type": "plain_text", "text": title, "emoji": True}}


def _slack_blocks(blocks: Sequence[Block]) -> Iterator[Json]:
    counted: dict[str, int] = {}
    rows_of_buttons = 0
    for run in _runs(blocks):
        yield from slack.rich(_rows(run))
        for block in run:
            match block:
                case Heading():
                    spans = (Text(text=block.text),)
                    yield from slack.rich([Row(kind=Kind.HEADING, spans=spans, icon=block.icon)])
                case Remark():
                    yield slack.context(slack.escape(block.text))
                case Actions():
                    rows_of_buttons += 1
                    yield {
                        "type": "actions",
                        "block_id": f"panel-{rows_of_buttons}",
                        "elements": [_slack_button(one, counted) for one in block.actions],
                    }
                case Line():
                    pass


def _slack_button(action: Action, counted: dict[str, int]) -> Json:
    before = counted.get(action.id, 0)
    counted[action.id] = before + 1
    return {
        "type": "button",
        "action_id": f"digest.{action.id}.{before}" if before else f"digest.{action.id}",
        "text": {"type": "plain_text", "text": shortened(action.label, BUTTON_TEXT), "emoji": True},
        "value": action.value,
    }


def _discord_blocks(blocks: Sequence[Block]) -> Iterator[Json]:
    for run in _runs(blocks):
        if rows := _rows(run):
            yield {"type": _TEXT, "content": "\n".join(discord.row_text(row) for row in rows)}
        for block in run:
            match block:
                case Heading():
                    row = Row(kind=Kind.HEADING, spans=(Text(text=block.text),), icon=block.icon)
                    yield {"type": _TEXT, "content": discord.row_text(row)}
                case Remark():
                    yield {"type": _TEXT, "content": f"-# {discord.escape(block.text)}"}
                case Actions():
                    buttons = [made for one in block.actions if (made := discord.button(one))]
                    if buttons:
                        yield {"type": _ROW, "components": buttons}
                case Line():
                    pass


def _size(node: object) -> int:
    """Return the characters of all text in blocks or components."""
    if isinstance(node, list):
        return sum(map(_size, node))
    if isinstance(node, dict):
        return sum(
            length(value)
            if isinstance(value, str) and key in {"text", "content", "label", "url", "user_id"}
            else _size(value)
            for key, value in node.items()
        )
    return 0


def _count(components: Sequence[Json]) -> int:
    inner = (one.get("components") for one in components)
    return len(components) + sum(_count(one) for one in inner if isinstance(one, list))
