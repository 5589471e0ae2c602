"""What was corrected, since its sources changed, of digests that a channel was shown: the next one says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.document import Remark
from bot.present.wording import window_name
from digests.model import Correction, Digest, SlotState, Subscription, Window
from digests.ports import Feedback, Store, Subscriptions
from digests.text.clean import one_line
from digests.text.phrases import phrase

REMEMBERED = timedelta(days=100)
"""A channel that had no digest for so long is told of no older correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amended:
    """A digest as it was corrected last: little of it, since all of them are kept at hand."""

    window: Window
    fixes: tuple[Correction, ...]
    versions: tuple[str, ...]
    """Its id, and those of the versions before it."""


class Amendments:
    """What was corrected of late: read where a digest is due, each version once a process."""

    def __init__(self, store: Store, feedback: Feedback) -> None:
        self._store = store
        self._feedback = feedback
        self._known: dict[str, _Amended] = {}
        """By the newest version's id."""
        self._by_version: Mapping[str, _Amended] = {}
        self._read_at: datetime | None = None

    async def remarks(
        self,
        subscription: Subscription,
        subscriptions: Subscriptions,
        *,
        until: datetime,
        now: datetime,
    ) -> tuple[Remark, ...]:
        """Return what to say in the digest that is due at `until`: of each correction once.

        `now` is one time for a whole wave, which is told the same.
        """
        if not subscription.shown:
            return ()
        if self._read_at != now:
            self._by_version = await self._read(now)
            self._read_at = now
        found = {
            amended.versions[0]: amended
            for one in subscription.shown
            if (amended := self._by_version.get(one)) is not None
        }
        if not found:
            return ()
        slots = await subscriptions.slots(subscription.id)
        sent = [one.due_at for one in slots if one.state is SlotState.PLANNED]
        since = max((due for due in sent if due < until), default=None)
        said = {
            _said(amended.window, fix, subscription.language): None
            for amended in found.values()
            for fix in amended.fixes
            if fix.at <= until and (since is None or since < fix.at)
        }
        return tuple(Remark(id="amended", text=text) for text in said)

    async def _read(self, now: datetime) -> dict[str, _Amended]:
        known: dict[str, _Amended] = {}
        for row in await self._feedback.superseded(since=now - REMEMBERED):
            newest_id = await self._feedback.corrected_as(row.corrected) or row.corrected_as
            if newest_id in known:
                continue
            amended = self._known.get(newest_id)
            if amended is None and (newest := await self._store.digest(newest_id)):
                amended = _Amended(
                    window=newest.window,
                    fixes=tuple(_of_sources(newest)),
                    versions=await self._versions(newest),
                )
            if amended is not None:
                known[newest_id] = amended
        self._known = known
        return {version: one for one in known.values() for version in one.versions}

    async def _versions(self, newest: Digest) -> tuple[str, ...]:
        versions: list[str] = []
        version: Digest | None = newest
        while version is not None:
            versions.append(version.id)
            earlier = version.provenance.supersedes
            version = await self._store.digest(earlier) if earlier else None
        return tuple(versions)


def _said(window: Window, fix: Correction, language: str) -> str:
    words = "Corrected in the digest ({window}): {what}"
    return phrase(language, words, window=window_name(window, language), what=one_line(fix.what))


def _of_sources(digest: Digest) -> Iterator[Correction]:
    return (fix for fix in digest.provenance.corrections if fix.source is not None)
