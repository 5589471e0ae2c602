"""Registers the commands with Discord, when they are not what was registered last."""

import json
from pathlib import Path

import discord
import structlog
from discord import app_commands

from bot.platforms.discord.tree import Tree
from bot.platforms.discord.words import Words
from bot.render.discord_input_limits import command_faults
from digests.model.ids import sha256

_log = structlog.get_logger()


async def sync(tree: Tree, folder: Path) -> bool:
    """Register the commands if they changed; return whether they were sent.

    What was registered is remembered by its hash in a file of the data folder. Where the file is
    lost, or cannot be written, they are sent once more, which changes nothing: only new names count
    towards Discord's 200 a day.
    """
    if tree.translator is None:
        await tree.set_translator(Words())
    translator = tree.translator or Words()
    payload = [await one.get_translated_payload(tree, translator) for one in tree.get_commands()]
    if faults := command_faults(payload):
        _log.error("the commands do not fit Discord's limits and stay as they were", faults=faults)
        return False
    mark = sha256(json.dumps(payload, sort_keys=True))
    kept = folder / f"discord-commands-{tree.client.application_id}"
    if _remembered(kept) == mark:
        return False
    try:
        await tree.sync()
    except (app_commands.CommandSyncFailure, discord.Forbidden) as error:
        _log.error("Discord refuses the commands, which stay as they were", error=str(error))
        return False
    except (discord.HTTPException, discord.RateLimited) as error:
        # Its limit of new commands lasts a day; those it knows are answered meanwhile.
        _log.warning("the commands are registered with the next connection", error=str(error))
        return False
    _remember(kept, mark)
    _log.info("commands were registered with Discord", commands=len(payload))
    return True


def _remembered(kept: Path) -> str | None:
    try:
        return kept.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None


def _remember(kept: Path, mark: str) -> None:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(f"{mark}\n", encoding="ascii")
    except OSError as error:
        _log.warning("the commands will be registered again at the next start", error=str(error))
