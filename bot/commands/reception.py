"""Where every command and button arrives, from whatever platform, and what is shown for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commands.requests import Press, Request
from bot.document import Shown
from config.loading import Catalogue
from digests.errors import UserError
from digests.model import Channel
from digests.ports import Outbox, Replies, Store, Subscriptions
from digests.retrieval import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Answers people. Whatever it returns is shown to the person who asked, and to nobody else."""

    catalogue: Catalogue
    store: Store
    replies: Replies
    subscriptions: Subscriptions
    outbox: Outbox
    now: Callable[[], datetime]
    version: str
    meaning: Meaning | None = None
    record_url: Callable[[str], str | None] = lambda _: None
    """Digest or reply id -> the address of its record page."""
    report_to: str | None = None
    """Where problems with Citewire itself are reported."""

    async def answer(self, request: Request) -> Shown:
        """Do what a command asks for.

        Raises:
            UserError: it cannot be done; the text says what to do.
        """
        raise UserError(f"There is no command “{request.command[:40]}”. Say /digest help.")

    async def press(self, press: Press) -> Shown:
        """Do what a button asks for.

        Raises:
            UserError: it cannot be done; the text says what to do.
        """
        raise UserError(f"This button (“{press.action[:40]}”) does nothing any more.")

    async def suggest(self, kind: str, written: str, channel: Channel) -> Sequence[tuple[str, str]]:
        """Return up to 25 (label, value) that an option of `table.Kind` may be completed to."""
        raise UserError(
            f"Nothing is suggested for “{kind[:40]}” in {channel.platform}: {written[:40]}."
        )

    async def lost(self, channel: Channel, why: str) -> None:
        """Pause a channel's subscriptions: the platform said that it is gone. `why` is for people."""

    async def left(self, workspace: str, why: str) -> None:
        """Pause all subscriptions of a workspace (`slack/T1`) that has withdrawn our access."""
