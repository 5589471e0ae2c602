"""One interaction: Discord waits 3 s for the first answer, and takes more for 15 minutes.

docs.discord.com/developers/interactions/receiving-and-responding
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.platforms.discord.reading import Interaction
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.showing import EPHEMERAL, Json, further
from bot.platforms.discord.troubles import RefusalError
from bot.render.discord_input_limits import callback_faults
from bot.render.discord_limits import edit_faults
from digests.errors import PlatformError, Trouble

ANSWER_WITHIN = timedelta(seconds=3)
LATE = timedelta(minutes=14)
"""The token lives 15 minutes; what takes longer than this might not arrive whole."""

ATTEMPTS = 4
"""Of one message to a person."""
LONGEST_PAUSE = timedelta(seconds=30)
_PAUSE = timedelta(seconds=1)

_THINK, _TURN, _FORM = 5, 6, 9
_ANSWERED = 40060
_EXPIRED = frozenset({10015, 10062, 50027})
"""Unknown webhook, unknown interaction, invalid webhook token."""


class MissedError(PlatformError):
    """Nobody waits for the answer any more: nothing must be done, since the person will ask again."""


class TakenError(PlatformError):
    """Another process has answered: while one takes another's place, both hear what is asked."""


class LateError(PlatformError):
    """The token is too old to show anything by it."""


class Exchange:
    """Answers one interaction, to the person alone."""

    def __init__(
        self,
        interaction: Interaction,
        rest: Rest,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` tells seconds that never go back."""
        self._rest = rest
        self._clock = clock
        self._began = clock()
        self._callback = f"/interactions/{interaction.id}/{interaction.token}/callback"
        self._hook = f"/webhooks/{interaction.application_id}/{interaction.token}"

    async def think(self) -> None:
        """Promise a private message. Before anything else that takes time.

        Raises:
            MissedError: Discord waits no more.
            TakenError: another process has answered.
        """
        await self._first({"type": _THINK, "data": {"flags": EPHEMERAL}})

    async def turn(self) -> None:
        """Promise to change the message whose button was pressed.

        Raises:
            MissedError: Discord waits no more.
        """
        await self._first({"type": _TURN})

    async def ask(self, form: Json) -> None:
        """Open a form.

        Raises:
            MissedError: Discord waits no more.
            PlatformError: Discord would refuse the form.
        """
        await self._first({"type": _FORM, "data": form})

    async def show(self, bodies: Sequence[Json]) -> None:
        """Keep the promise by the first message, and send the others behind it.

        Raises:
            LateError: the token lives no more, or not long enough.
            PlatformError: Discord would refuse a message, or did.
        """
        _check([fault for body in bodies for fault in edit_faults(body)])
        if self._clock() - self._began > LATE.total_seconds():
            raise LateError("the interaction is 14 minutes old", trouble=Trouble.REFUSED)
        first, *others = bodies
        await self._tell("PATCH", f"{self._hook}/messages/@original", first)
        for body in others:
            await self._tell("POST", self._hook, further(body))

    async def _first(self, answer: Json) -> None:
        """Answer; what broke on its way is sent once more, since Discord takes it only once."""
        _check(callback_faults(answer))
        try:
            async with asyncio.timeout(ANSWER_WITHIN.total_seconds()):
                try:
                    await self._rest.ask("POST", self._callback, answer)
                except PlatformError as error:
                    if error.trouble is not Trouble.UNDECIDED:
                        raise
                    await self._again(answer)
        except (PlatformError, TimeoutError) as error:
            if isinstance(error, RefusalError) and error.code == _ANSWERED:
                raise TakenError(str(error), trouble=Trouble.REFUSED) from error
            raise MissedError(
                f"an interaction was not answered: {error}", trouble=Trouble.REFUSED
            ) from error

    async def _again(self, answer: Json) -> None:
        try:
            await self._rest.ask("POST", self._callback, answer)
        except RefusalError as refusal:
            if refusal.code != _ANSWERED:
                raise

    async def _tell(self, method: str, path: str, body: Json) -> None:
        """Send one message; wait where Discord asks for it, since five in two seconds are a hook's most.

        What broke on its way is sent again: twice the same in private harms nobody.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                await self._rest.ask(method, path, body)
            except PlatformError as error:
                if isinstance(error, RefusalError) and error.code in _EXPIRED:
                    raise LateError(str(error), trouble=Trouble.REFUSED) from error
                pause = error.retry_after or _PAUSE
                if attempt == ATTEMPTS or not error.retryable or pause > LONGEST_PAUSE:
                    raise
                await asyncio.sleep(pause.total_seconds())
            else:
                return


def _check(faults: Sequence[str]) -> None:
    if faults:
        raise PlatformError(
            f"not sent, since Discord would refuse it: {'; '.join(faults)}"[:300],
            trouble=Trouble.REFUSED,
        )
