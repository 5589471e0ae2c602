"""What each button does, by `Action.id`. To add one: a function in a file, and a line here."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from bot.commands.reporting import report
from bot.commands.requests import Press
from bot.commands.sharing import share
from bot.commands.sources import sources
from bot.commands.voting import down, undo_votes, up, votes
from bot.document import Shown

if TYPE_CHECKING:
    from bot.commands.reception import Reception

Presser: TypeAlias = "Callable[[Reception, Press], Awaitable[Shown]]"

PRESSES: dict[str, Presser] = {
    "sources": sources,
    "up": up,
    "down": down,
    "votes": votes,
    "undo_votes": undo_votes,
    "report": report,
    "share": share,
}
