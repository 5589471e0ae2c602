"""Answers that came too late to be shown in private: kept for whoever asked, behind a button."""

from collections import OrderedDict
from secrets import token_hex

from bot.platforms.discord.showing import Json
from bot.render.notices import discord_notice

KEPT = "kept"
"""The action of the button that shows one."""
LATE = (
    "{name}, that took longer than Discord lets me answer in private. The button shows it to you."
)
_MOST = 200
_ROW, _BUTTON, _SECONDARY = 1, 2, 2


class LateAnswers:
    """For as long as the process lives."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, list[Json]]] = OrderedDict()

    def keep(self, person: str, name: str, bodies: list[Json]) -> Json:
        """Keep an answer, and return a message to the channel by which its asker gets it.

        The channel learns that somebody asked, and not what.
        """
        key = token_hex(8)
        self._kept[key] = (person, bodies)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        body = discord_notice(LATE.format(name=name))
        button = {
            "type": _BUTTON,
            "style": _SECONDARY,
            "label": "Show it to me",
            "custom_id": f"cw:{KEPT}:{key}",
        }
        said = body["components"]
        row = {"type": _ROW, "components": [button]}
        return {**body, "components": [*(said if isinstance(said, list) else []), row]}

    def of(self, key: str, person: str) -> list[Json] | None:
        """Return what is kept for a person, None where nothing is."""
        asker, bodies = self._kept.get(key, (None, None))
        return bodies if asker == person else None
