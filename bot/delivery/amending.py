"""What was corrected, since its sources changed, of digests that a channel was shown: the next one says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.document import Remark
from bot.present.wording import window_name
from digests.model import Correction, Digest, SlotState, Subscription
from digests.ports import Feedback, Store, Subscriptions
from digests.text.clean import one_line
from digests.text.phrases import phrase

REMEMBERED = timedelta(days=100)
"""A channel that had no digest for so long is told of no older correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendments:
    """Corrections by the digests, in whichever version they were sent, that they are of."""

    _by_digest: Mapping[str, Digest] = field(default_factory=dict)
    """Id of any version -> the newest."""

    async def remarks(
        self, subscription: Subscription, subscriptions: Subscriptions, *, until: datetime
    ) -> tuple[Remark, ...]:
        """Return what to say in the digest that is due at `until`: of each correction once."""
        digests = {
            newest.id: newest
            for one in subscription.shown
            if (newest := self._by_digest.get(one)) is not None
        }
        if not digests:
            return ()
        slots = await subscriptions.slots(subscription.id)
        sent = [one.due_at for one in slots if one.state is SlotState.PLANNED]
        since = max((due for due in sent if due < until), default=None)
        said = {
            _said(digest, fix, subscription.language): None
            for digest in digests.values()
            for fix in _of_sources(digest.provenance.corrections)
            if fix.at <= until and (since is None or since < fix.at)
        }
        return tuple(Remark(id="amended", text=text) for text in said)


def _said(digest: Digest, fix: Correction, language: str) -> str:
    window = window_name(digest.window, language)
    words = "Corrected in the digest ({window}): {what}"
    return phrase(language, words, window=window, what=one_line(fix.what))


async def amendments(store: Store, feedback: Feedback | None, *, now: datetime) -> Amendments:
    """Return what was corrected of late."""
    rows = await feedback.superseded(since=now - REMEMBERED) if feedback else []
    by_digest: dict[str, Digest] = {}
    for row in rows:
        if feedback is None or row.corrected_as in by_digest:
            continue
        newest_id = await feedback.corrected_as(row.corrected_as) or row.corrected_as
        newest = await store.digest(newest_id)
        one: Digest | None = newest
        while newest is not None and one is not None:
            by_digest[one.id] = newest
            earlier = one.provenance.supersedes
            one = await store.digest(earlier) if earlier else None
    return Amendments(_by_digest=by_digest)


def _of_sources(corrections: Sequence[Correction]) -> Iterable[Correction]:
    return (fix for fix in corrections if fix.source is not None)
