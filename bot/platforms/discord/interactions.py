"""Commands, buttons and forms on the gateway's client."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import discord

from bot.platforms.discord.buttons import BUTTON, make_buttons
from bot.platforms.discord.client import Client
from bot.platforms.discord.front import Front
from bot.platforms.discord.reading import Interaction
from bot.platforms.discord.syncing import sync
from bot.platforms.discord.tree import fill
from bot.platforms.discord.underway import UnderWay


def installer(
    front: Front, under_way: UnderWay, folder: Path
) -> Callable[[Client], Awaitable[None]]:
    """Return what puts all that people can ask for on a client, before it connects.

    `folder` is where it is remembered which commands Discord knows.
    """
    command = under_way.counted(front.command)
    pressed = under_way.counted(front.pressed)
    filled = under_way.counted(front.filled)

    async def install(client: Client) -> None:
        topics = client.reception.catalogue.topics
        fill(client.tree, topics, take=command, suggest=front.suggest)
        client.tree.error(front.failed)
        client.add_dynamic_items(make_buttons(pressed))

        @client.event
        async def on_interaction(interaction: Interaction) -> None:
            # discord.py knows only the forms that this process opened.
            if interaction.type is not discord.InteractionType.modal_submit:
                return
            sent = dict(interaction.data or {})
            if about := BUTTON.fullmatch(str(sent.get("custom_id"))):
                await filled(interaction, about["action"], about["value"], sent)

        await sync(client.tree, folder)

    return install
