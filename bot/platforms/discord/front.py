"""Takes commands, buttons and forms to the reception, and shows what it says to who asked."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from secrets import token_hex

import structlog
from discord import app_commands

from bot.commands.channels import read_channel
from bot.commands.presses import OF_SUBSCRIPTIONS
from bot.commands.reception import Reception
from bot.commands.requests import Press, Request
from bot.commands.table import Command, Option
from bot.document import Shown
from bot.platforms.discord.exchange import Exchange, LateError, MissedError, TakenError
from bot.platforms.discord.forms import FORMS, Choices, form_of, read_form
from bot.platforms.discord.late import KEPT, LateAnswers
from bot.platforms.discord.reading import (
    Interaction,
    barred_at,
    barred_of,
    channel_of,
    is_private,
    muted_of,
    person_of,
)
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.showing import Json, bodies_of, words_of
from bot.platforms.discord.tree import Elsewhere
from bot.render.notices import discord_notice
from digests.errors import CitewireError, PlatformError, UserError
from digests.model import Channel, Message
from digests.model.ids import sha256
from digests.ports import Platform

_log = structlog.get_logger()

POSTS_FOLLOW = frozenset({"now", "resubscribe", "resume", "share", "subscribe"})
"""Commands and buttons of which posts come where they are given: refused where nothing can be posted."""
TURNS = frozenset({"sources"})
"""Pressed on a private message, these change it: they turn its pages."""
SUGGEST_WITHIN = CHOOSE_WITHIN = 2.0
"""Seconds, of the 3 that Discord waits."""
_LONGEST_CHOICE = 100

CHANGED = "This command was changed since Discord told you of it. Type it anew in a minute, or restart Discord."
OVER = "This is not kept any more. Ask again."
MISSED = "{name}, Discord did not get my answer in time, and nothing was done. Ask again."
BUSY = "I cannot reach what I keep just now. Try again in a minute. Reference: {reference}"
BROKEN = (
    "Something went wrong on our side. Try again; if it happens once more, report it{where} with the "
    "reference {reference}."
)


class Front:
    """One for all clients of a process. Nothing that it is asked raises."""

    def __init__(
        self,
        reception: Reception,
        rest: Rest,
        platform: Platform,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` tells seconds that never go back."""
        self._reception = reception
        self._rest = rest
        self._platform = platform
        self._clock = clock
        self._late = LateAnswers()

    async def command(
        self,
        interaction: Interaction,
        command: Command,
        options: Mapping[str, str],
        elsewhere: Elsewhere | None,
    ) -> None:
        """Answer a slash command."""
        exchange = self._exchange(interaction)
        if not await self._promised(interaction, exchange.think()):
            return
        request = Request(
            command=command.id,
            person=person_of(interaction),
            channel=channel_of(interaction, elsewhere),
            options=options,
            barred=barred_of(interaction, elsewhere),
            private=is_private(interaction, elsewhere),
        )
        # Of another channel Discord does not say what we may do there.
        muted = muted_of(interaction) if elsewhere is None else None
        answer = self._answer(request, muted)
        await self._show(interaction, exchange, await self._bodies(answer))

    async def pressed(self, interaction: Interaction, action: str, value: str) -> None:
        """Answer a button: by its form where it has one, else at once."""
        exchange = self._exchange(interaction)
        if action in FORMS:
            choices = await self._choices(interaction, action, value)
            await self._promised(interaction, exchange.ask(form_of(action, value, choices)))
            return
        message = interaction.message
        turns = action in TURNS and message is not None and message.flags.ephemeral
        promise = exchange.turn() if turns else exchange.think()
        if not await self._promised(interaction, promise):
            return
        if action == KEPT:
            bodies = self._late.of(value, str(interaction.user.id)) or words_of(OVER)
        else:
            bodies = await self._bodies(self._press(interaction, action, value))
        await self._show(interaction, exchange, bodies)

    async def filled(
        self, interaction: Interaction, action: str, value: str, sent: Mapping[str, object]
    ) -> None:
        """Answer a form that was sent."""
        exchange = self._exchange(interaction)
        if not await self._promised(interaction, exchange.think()):
            return
        form = read_form(sent)
        press = self._press(interaction, action, form.chosen or value, words=form.words)
        await self._show(interaction, exchange, await self._bodies(press))

    async def suggest(
        self, interaction: Interaction, option: Option, written: str
    ) -> Sequence[tuple[str, str]]:
        """Return what an option may be completed to; nothing where that takes too long."""
        try:
            async with asyncio.timeout(SUGGEST_WITHIN):
                found = await self._reception.suggest(option.kind, written, channel_of(interaction))
        except (CitewireError, TimeoutError) as error:
            _log.info("nothing_suggested", option=option.name, reason=str(error))
            return []
        fitting = [pair for pair in found if 0 < len(pair[1]) <= _LONGEST_CHOICE and pair[0]]
        return [(label[:_LONGEST_CHOICE], value) for label, value in fitting[:25]]

    async def failed(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Answer a command that did not get as far as the reception."""
        exchange = self._exchange(interaction)
        stale = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
        if isinstance(error, stale):
            _log.info("command_not_known", reason=str(error))
            bodies = words_of(CHANGED)
        else:
            bodies = words_of(self._broken(error))
        with suppress(CitewireError):
            await exchange.think()
        await self._show(interaction, exchange, bodies)

    async def _answer(self, request: Request, muted: str | None) -> Shown:
        if muted and request.command in POSTS_FOLLOW:
            raise UserError(muted)
        return await self._reception.answer(request)

    async def _press(
        self, interaction: Interaction, action: str, value: str, *, words: str | None = None
    ) -> Shown:
        """Press a button in the channel that it is about: a forum's are pressed elsewhere."""
        press = _pressed(interaction, action, value, words=words)
        place = await self._place(action, value)
        if place and place not in press.places and place.workspace == press.channel.workspace:
            press = replace(press, channel=place, barred=barred_at(interaction, place))
        elif action in POSTS_FOLLOW and (muted := muted_of(interaction)):
            raise UserError(muted)
        return await self._reception.press(press)

    async def _place(self, action: str, value: str) -> Channel | None:
        if action in OF_SUBSCRIPTIONS:
            return await self._reception.place(value)
        if action == "undo_votes":
            with suppress(UserError):
                return read_channel(value)
        return None

    def _exchange(self, interaction: Interaction) -> Exchange:
        return Exchange(interaction, self._rest, clock=self._clock)

    async def _promised(self, interaction: Interaction, promise: Awaitable[None]) -> bool:
        """Tell whether Discord waits for more; where not, say in the channel that nothing was done."""
        try:
            await promise
        except TakenError as error:
            _log.info("interaction_taken", reason=str(error))
            return False
        except MissedError as error:
            _log.warning("interaction_missed", reason=str(error))
            await self._say(interaction, discord_notice(MISSED.format(name=_name(interaction))))
            return False
        except PlatformError as error:
            await self._say(interaction, discord_notice(self._broken(error)))
            return False
        return True

    async def _choices(self, interaction: Interaction, action: str, value: str) -> Choices:
        """Return what a form lists; it opens without the list where that is not there in time."""
        if not FORMS[action].list_label:
            return []
        try:
            async with asyncio.timeout(CHOOSE_WITHIN):
                return list(await self._reception.statements(_pressed(interaction, action, value)))
        except Exception as error:  # noqa: BLE001 — the form matters more than its list
            _log.info("form_without_list", action=action, reason=repr(error))
            return []

    async def _bodies(self, asked: Awaitable[Shown]) -> list[Json]:
        """Return what is shown: the one place where what goes wrong becomes words."""
        try:
            # A document of hundreds of statements takes a second, and others wait for a first answer.
            return await asyncio.to_thread(bodies_of, await asked)
        except UserError as error:
            return words_of(str(error))
        except Exception as error:  # noqa: BLE001 — a person waits, whatever it was
            return words_of(self._broken(error))

    def _broken(self, error: Exception) -> str:
        reference = token_hex(4)
        _log.error("request_failed", reference=reference, exc_info=error)
        if isinstance(error, CitewireError) and error.retryable:
            return BUSY.format(reference=reference)
        where = f" at {self._reception.report_to}" if self._reception.report_to else ""
        return BROKEN.format(where=where, reference=reference)

    async def _show(self, interaction: Interaction, exchange: Exchange, bodies: list[Json]) -> None:
        try:
            await exchange.show(bodies)
        except LateError:
            kept = self._late.keep(str(interaction.user.id), _name(interaction), bodies)
            await self._say(interaction, kept)
        except CitewireError as error:
            with suppress(CitewireError):
                await exchange.show(words_of(self._broken(error)))

    async def _say(self, interaction: Interaction, body: Json) -> None:
        """Post to the channel; where that is not allowed, nobody can be told."""
        key = sha256(f"{interaction.id} {body['nonce']}")
        message = Message(channel=channel_of(interaction), payload=body, key=key)
        try:
            await self._platform.post(message)
        except CitewireError as error:
            _log.warning("person_not_told", reason=str(error))


def _pressed(
    interaction: Interaction, action: str, value: str, *, words: str | None = None
) -> Press:
    return Press(
        action=action,
        value=value,
        person=person_of(interaction),
        channel=channel_of(interaction),
        words=words,
        barred=barred_of(interaction),
        private=is_private(interaction),
    )


def _name(interaction: Interaction) -> str:
    return interaction.user.display_name[:40]
