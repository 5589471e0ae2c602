"""Renderers: each a pure function of a document (and its digest, for the record)."""

import json
from collections.abc import Callable

from bot.document import Document
from bot.render import discord, html, markdown, record, slack, terminal
from digests.model import Published

Render = Callable[[Published, Document], str]

RENDERERS: dict[str, Render] = {
    "terminal": lambda _, document: terminal.render(document),
    "markdown": lambda _, document: markdown.render(document),
    "html": lambda _, document: html.render(document),
    "json": lambda published, _: record.render(published),
    "slack": lambda _, document: _bodies(slack.messages(document)),
    "discord": lambda _, document: _bodies(discord.messages(document)),
}
"""What `--format` can ask for: name -> the whole output as text, ending with a line break."""


def _bodies(messages: list[dict[str, object]]) -> str:
    return json.dumps({"messages": messages}, ensure_ascii=False, indent=2) + "\n"
