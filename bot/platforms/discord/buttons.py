"""Buttons that work whenever they were posted: what each is about stands in its `custom_id`."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import ui
from typing_extensions import override

BUTTON = re.compile(r"cw:(?P<action>[a-z_]{1,30}):(?P<value>.*)", re.DOTALL)
"""What `bot.render.discord.custom_id` makes."""

Pressed = Callable[[discord.Interaction, str, str], Awaitable[None]]
"""(interaction, action, value)."""


def make_buttons(pressed: Pressed) -> type[ui.DynamicItem[ui.Button[Any]]]:
    """Return the buttons of a client, all of one class; each press goes to `pressed`."""

    class Button(ui.DynamicItem[ui.Button[Any]], template=BUTTON):
        def __init__(self, button: ui.Button[Any], action: str, value: str) -> None:
            super().__init__(button)
            self._action = action
            self._value = value

        @classmethod
        @override
        async def from_custom_id(
            cls,
            interaction: discord.Interaction[Any],
            item: ui.Item[Any],
            match: re.Match[str],
            /,
        ) -> "Button":
            if not isinstance(item, ui.Button):
                raise TypeError("not a button")
            return cls(item, match["action"], match["value"])

        @override
        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await pressed(interaction, self._action, self._value)

    return Button
