"""What the votes of channels move in their digests."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from digests.model import Channel, Leaning
from digests.ports import Feedback
from digests.sections.leaning import FADED_AFTER, leanings


async def leanings_of(
    channels: Sequence[Channel], feedback: Feedback | None, *, now: datetime
) -> Mapping[str, tuple[Leaning, ...]]:
    """Return what votes move, by `Channel.key`; a channel without votes is left out."""
    if feedback is None:
        return {}
    cast = await feedback.votes(channels, since=now - FADED_AFTER)
    by_channel = groupby(
        sorted(cast, key=lambda vote: vote.channel.key), key=lambda vote: vote.channel.key
    )
    return {key: moved for key, votes in by_channel if (moved := leanings(votes, now=now))}
