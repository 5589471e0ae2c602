"""What each button does, by `Action.id`. To add one: a function in a file, and a line here."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from bot.commands.asking import ask_below
from bot.commands.changing import by_button, current, pause, resubscribe, resume, unsubscribe
from bot.commands.reporting import report
from bot.commands.requests import Press
from bot.commands.sharing import share
from bot.commands.showing import catchup_on, preview_of
from bot.commands.sources import sources
from bot.commands.voting import down, undo_votes, up, votes
from bot.document import Shown

if TYPE_CHECKING:
    from bot.commands.reception import Reception

Presser: TypeAlias = "Callable[[Reception, Press], Awaitable[Shown]]"

PRESSES: dict[str, Presser] = {
    "ask": ask_below,
    "catchup": catchup_on,
    "down": down,
    "next": sources,
    "pause": by_button(pause),
    "preview": preview_of,
    "previous": sources,
    "report": report,
    "resubscribe": resubscribe,
    "resume": by_button(resume),
    "settings": by_button(current),
    "share": share,
    "sources": sources,
    "undo_votes": undo_votes,
    "unsubscribe": by_button(unsubscribe),
    "up": up,
    "votes": votes,
}

OF_SUBSCRIPTIONS = frozenset(
    {
        *("catchup", "pause", "preview", "resubscribe", "resume"),
        *("settings", "unsubscribe", "votes"),
    }
)
"""Buttons whose value may name a subscription: `Reception.place` tells of which channel."""
MANAGING = frozenset({"pause", "resubscribe", "resume", "settings", "undo_votes", "unsubscribe"})
"""Buttons for people who may manage the channel."""
