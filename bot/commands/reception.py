"""Where every command and button arrives, from whatever platform, and what is shown for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.commands.answers import ANSWERS
from bot.commands.asking import ask
from bot.commands.finding import pressed
from bot.commands.listing import home
from bot.commands.presses import MANAGING, PRESSES
from bot.commands.reporting import statements
from bot.commands.requests import Person, Press, Request
from bot.commands.settings import options_of
from bot.commands.suggesting import suggestions
from bot.commands.table import COMMANDS
from bot.delivery import channel_lost, workspace_lost
from bot.document import Panel, Shown
from config.loading import Catalogue
from digests.ask.rush import Rush
from digests.authoring import Writer
from digests.errors import UserError
from digests.model import Channel, Published, Subscription
from digests.ports import Feedback, Outbox, Replies, Store, Subscriptions, Watching
from digests.retrieval import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Answers people. Whatever it returns is shown to the person who asked, and to nobody else."""

    catalogue: Catalogue
    store: Store
    replies: Replies
    subscriptions: Subscriptions
    outbox: Outbox
    feedback: Feedback
    now: Callable[[], datetime]
    version: str
    meaning: Meaning | None = None
    writer: Writer | None = None
    """None where no language model is named."""
    watching: Watching | None = None
    """Keeps what is to come; None: nothing does."""
    record_url: Callable[[Published], str | None] = lambda _: None
    """The address of the record page of what one person is shown."""
    posted_url: Callable[[Published], str | None] = lambda _: None
    """The same of what is posted in a channel."""
    report_to: str | None = None
    """Where problems with Citewire itself are reported."""
    rush: Rush = field(default_factory=Rush)
    """Questions that several people ask at once."""
    ended: dict[str, Subscription] = field(default_factory=dict)
    """Subscriptions that were just ended, by id, for as long as they can be taken up again."""

    async def answer(self, request: Request) -> Shown:
        """Do what a command asks for.

        Raises:
            UserError: it cannot be done; the text says what to do.
        """
        command = COMMANDS.get(request.command)
        if command is None and request.command in self.catalogue.topic_by_id:
            return await ask(self, request)
        if command is None or command.id not in ANSWERS:
            raise UserError(f"There is no command “{request.command[:40]}”. Say /digest help.")
        if command.manages and request.barred is not None:
            raise UserError(request.barred)
        return await ANSWERS[command.id](self, request)

    async def press(self, press: Press) -> Shown:
        """Do what a button asks for.

        Raises:
            UserError: it cannot be done; the text says what to do.
        """
        act = PRESSES.get(press.action)
        # No value of ours has control characters, and PostgreSQL looks for none with a NUL.
        if act is None or not press.value.isprintable():
            raise UserError(f"This button (“{press.action[:40]}”) does nothing any more.")
        if press.action in MANAGING and press.barred is not None:
            raise UserError(press.barred)
        return await act(self, press)

    async def statements(self, press: Press) -> Sequence[tuple[str, str]]:
        """Return (label, value) of each statement that a `report` button may mean, for its form.

        Raises:
            UserError: what the button belongs to is not kept, or not for this person.
        """
        return await statements(self, press)

    async def suggest(self, kind: str, written: str, channel: Channel) -> Sequence[tuple[str, str]]:
        """Return up to 25 (label, value) that an option of `table.Kind` may be completed to."""
        kept = await self.subscriptions.subscriptions(channel=channel)
        return suggestions(kind, written, self.catalogue, kept)

    async def form(self, press: Press) -> dict[str, str]:
        """Return the options of `settings` as they stand, for a form that a button opens.

        Tags that were emptied in it are sent back as `none`: what is blank stays as it was.

        Raises:
            UserError: there is no such subscription here, or the person may not change it.
        """
        if press.barred is not None:
            raise UserError(press.barred)
        found = await pressed(self, press)
        return {"topic": found.topic_id, **options_of(found)}

    async def home(
        self, person: Person, channels: Mapping[Channel, str], *, admin: bool = False
    ) -> Panel:
        """Show a person what their channels get; to an admin also which feeds are unwell.

        `channels` are those that the person is in, each with its name as the person may see it.
        """
        return await home(self, person, channels, admin=admin)

    async def place(self, value: str) -> Channel | None:
        """Return the channel of the subscription that a button's value names.

        A button on a person's home is pressed in no channel: `Press.channel` is then this one, and
        `Press.barred` must be asked for it.
        """
        found = await self.subscriptions.subscription(value.partition("@")[0])
        kept = found or self.ended.get(value)
        return kept.channel if kept else None

    async def lost(self, channel: Channel, why: str) -> None:
        """Pause a channel's subscriptions: the platform said that it is gone. `why` is for people."""
        await channel_lost(
            channel,
            why,
            occasion=f"{channel.key}/{self.now().isoformat()}",
            outbox=self.outbox,
            subscriptions=self.subscriptions,
            now=self.now(),
        )

    async def left(self, workspace: str, why: str) -> None:
        """Pause all subscriptions of a workspace (`slack/T1`) that has withdrawn our access."""
        await workspace_lost(workspace, why, subscriptions=self.subscriptions, now=self.now())
