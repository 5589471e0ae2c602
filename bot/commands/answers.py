"""What answers each command, by its id. A topic's command asks."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from bot.commands.asking import ask
from bot.commands.changing import by_command, pause, resume, settings, subscribe, unsubscribe
from bot.commands.explaining import feeds, helped, why
from bot.commands.listing import listed
from bot.commands.requests import Request
from bot.commands.showing import catchup, now, preview
from bot.document import Shown

if TYPE_CHECKING:
    from bot.commands.reception import Reception

Answerer: TypeAlias = "Callable[[Reception, Request], Awaitable[Shown]]"

ANSWERS: dict[str, Answerer] = {
    "subscribe": subscribe,
    "list": listed,
    "pause": by_command(pause),
    "resume": by_command(resume),
    "unsubscribe": by_command(unsubscribe),
    "settings": settings,
    "preview": preview,
    "now": now,
    "catchup": catchup,
    "why": why,
    "feeds": feeds,
    "help": helped,
    "ask": ask,
}
