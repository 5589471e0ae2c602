"""Carry one delivery that was taken: post it or look for it, and keep what came of it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.delivery.beside import told
from bot.delivery.deciding import (
    Reach,
    Step,
    cannot_tell,
    decide,
    first_step,
    over,
)
from bot.delivery.desk import Desk
from bot.delivery.losses import follow
from bot.delivery.pacing import WINDOW, Pace
from digests.errors import PlatformError, StoreError, Trouble
from digests.model import (
    Channel,
    Delivery,
    GivenUp,
    InDoubt,
    Message,
    PostOutcome,
    Postponed,
    Sent,
)
from digests.ports import Platform

WITHDRAWN = "a correction took it out"
CLOSED_FOR = timedelta(minutes=1)
"""How long a channel or workspace that refused for good is not asked again."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Newest:
    """What a delivery says by now."""

    body: Mapping[str, object] | None
    """None: a correction took it out."""
    version_id: str | None = None
    """Of what takes the place of what was planned."""


class Carrier:
    """Carries the deliveries of one lane, as long as the lane is this worker's."""

    def __init__(
        self,
        desk: Desk,
        platform: Platform,
        pace: Pace,
        *,
        lane_until: datetime,
        stop: asyncio.Event,
    ) -> None:
        self.lane_until = lane_until
        self._desk = desk
        self._platform = platform
        self._pace = pace
        self._stop = stop
        self._limit = desk.terms.post_timeout.total_seconds()
        self._held: dict[str, datetime] = {}
        """What was taken before a hold must mind it, too."""
        self._closed: dict[str, tuple[datetime, str]] = {}

    async def carry(self, delivery: Delivery, *, doubtful: bool) -> None:
        """Post a delivery, `doubtful` if it may be there already, and settle it.

        It is posted as it was corrected last. What is corrected while it is posted is edited then.

        Raises:
            StoreError: what came of it could not be kept.
        """
        newest = await self._newest(delivery)
        outcome = await self._outcome(delivery, newest, doubtful=doubtful)
        kept = await self._desk.keep(lambda: self._desk.outbox.settle(delivery, outcome))
        _say(delivery, outcome, kept=kept)
        renewing = self._desk.renewing
        if isinstance(outcome, Sent) and renewing is not None:
            said = newest.version_id
            await self._desk.keep(lambda: renewing.follow(delivery, said=said, sure=not doubtful))

    async def _newest(self, delivery: Delivery) -> "_Newest":
        """Return what a delivery says by now."""
        renewing = self._desk.renewing
        if renewing is None:
            return _Newest(body=delivery.payload)
        try:
            version_id = await self._desk.keep(lambda: renewing.newest(delivery))
            if version_id is None:
                return _Newest(body=delivery.payload)
            body = await self._desk.keep(lambda: renewing.body(delivery, version_id))
        except StoreError:
            raise
        except Exception:
            # What cannot be shown anew goes as it was; its record says what was corrected.
            log.exception("not_renewed", delivery=delivery.id)
            return _Newest(body=delivery.payload)
        return _Newest(body=body, version_id=version_id)

    async def _outcome(
        self, delivery: Delivery, newest: "_Newest", *, doubtful: bool
    ) -> PostOutcome:
        dedupes_for = self._platform.dedupes_for
        if first_step(delivery, doubtful=doubtful, dedupes_for=dedupes_for) is Step.LOOK:
            found = await self._look(delivery)
            if found is not None:
                return found
            doubtful = False
        if newest.body is not None:
            delivery = replace(delivery, payload=newest.body)
        elif not doubtful:
            return GivenUp(reason=WITHDRAWN)
        return await self._post(delivery, doubtful=doubtful)

    async def _look(self, delivery: Delivery) -> PostOutcome | None:
        """Look for an earlier post; None where there certainly is none."""
        async with self._pace.turn(delivery.channel):
            blocked = self._blocked(delivery, doubtful=True)
            if blocked is not None:
                return blocked
            try:
                async with asyncio.timeout(self._limit):
                    found = await self._platform.find(_message(delivery, doubtful=True))
            except Exception as error:  # noqa: BLE001 — whatever an adapter does costs one delivery
                return cannot_tell(
                    _translated(error), delivery, now=self._desk.now(), terms=self._desk.terms
                )
        return Sent(message_id=found.message_id, at=self._desk.now()) if found else None

    async def _post(self, delivery: Delivery, *, doubtful: bool) -> PostOutcome:
        blocked = self._blocked(delivery, doubtful=doubtful)
        if isinstance(blocked, GivenUp) and told(delivery) is not None:
            # Another post found the channel closed; this one's asker does not know it.
            await self._follow(Reach.CHANNEL, delivery, remedy=None)
        if blocked is not None:
            return blocked
        async with self._pace.turn(delivery.channel):
            blocked = self._blocked(delivery, doubtful=doubtful)
            if blocked is not None:
                return blocked
            try:
                async with asyncio.timeout(self._limit):
                    posted = await self._platform.post(_message(delivery, doubtful=doubtful))
            except Exception as error:  # noqa: BLE001 — whatever an adapter does costs one delivery
                failure = _translated(error)
            else:
                return Sent(message_id=posted.message_id, at=self._desk.now())
        return await self._failed(failure, delivery, doubtful=doubtful)

    async def _failed(
        self, failure: PlatformError, delivery: Delivery, *, doubtful: bool
    ) -> PostOutcome:
        desk, now = self._desk, self._desk.now()
        action = decide(
            failure,
            delivery,
            doubtful=doubtful,
            dedupes_for=self._platform.dedupes_for,
            now=now,
            terms=desk.terms,
        )
        if action.hold is not None and isinstance(action.outcome, Postponed):
            scope, until = action.hold, action.outcome.not_before
            self._held[scope] = max(until, self._held.get(scope, until))
            await desk.keep(lambda: desk.outbox.hold(scope, until))
        lost = action.lost
        if lost is not None:
            self._close(lost, delivery.channel, str(failure), now)
            await self._follow(lost, delivery, remedy=action.remedy)
        return action.outcome

    async def _follow(self, lost: Reach, delivery: Delivery, *, remedy: str | None) -> None:
        desk = self._desk
        await desk.keep(
            lambda: follow(
                lost,
                delivery,
                outbox=desk.outbox,
                subscriptions=desk.subscriptions,
                now=desk.now(),
                remedy=remedy,
            )
        )

    def _close(self, lost: Reach, channel: Channel, reason: str, now: datetime) -> None:
        place = {Reach.CHANNEL: channel.key, Reach.WORKSPACE: channel.workspace}.get(lost)
        if place is not None:
            self._closed[place] = (now + CLOSED_FOR, reason)

    def _blocked(self, delivery: Delivery, *, doubtful: bool) -> PostOutcome | None:
        """Return what becomes of a delivery that must not be posted now, None where it may."""
        now, channel = self._desk.now(), delivery.channel
        for place in (channel.key, channel.workspace):
            until, reason = self._closed.get(place, (now, ""))
            if until > now:
                return over(reason, doubtful=doubtful)
        scopes = (channel.key, channel.workspace, channel.platform)
        until = max(self._held.get(scope, now) for scope in scopes)
        if until > now:
            return Postponed(not_before=until, reason="held", doubtful=doubtful)
        # A worker that was frozen, or whose database was, finds its leases gone or nearly so. A
        # post that starts in time has arrived a full second before another worker may post.
        ends = now + self._desk.terms.post_timeout
        theirs = self.lane_until < ends + WINDOW or (delivery.lease_until or now) < ends
        if theirs or self._stop.is_set():
            return Postponed(not_before=now, reason="handed back", doubtful=doubtful)
        return None


def _message(delivery: Delivery, *, doubtful: bool) -> Message:
    return Message(
        channel=delivery.channel,
        payload=delivery.payload,
        key=delivery.id,
        thread_of=delivery.thread_of,
        replaces=delivery.replaces,
        doubtful_since=delivery.tried_at if doubtful else None,
    )


def _translated(error: Exception) -> PlatformError:
    if isinstance(error, PlatformError):
        return error
    if isinstance(error, TimeoutError):
        return PlatformError("no reply in time", trouble=Trouble.UNDECIDED)
    reason = f"posting failed unexpectedly ({type(error).__name__})"
    return PlatformError(reason, trouble=Trouble.UNDECIDED)


def _say(delivery: Delivery, outcome: PostOutcome, *, kept: bool) -> None:
    found = log.bind(delivery=delivery.id, channel=delivery.channel.key, part=delivery.part)
    match outcome:
        case Sent():
            found.info("posted", attempts=delivery.attempts, kept=kept)
        case Postponed(not_before=moment, reason=reason):
            found.info("postponed", until=moment.isoformat(), reason=reason, kept=kept)
        case GivenUp(reason=reason):
            found.warning("given_up", reason=reason, kept=kept)
        case InDoubt(reason=reason):
            found.warning("in_doubt", reason=reason, kept=kept)
