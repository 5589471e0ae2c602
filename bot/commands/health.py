"""How feeds do, in plain words."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.commands.panels import labelled
from bot.document import Line
from bot.present.wording import count
from digests.model import Feed, FeedState, Health
from digests.text.clean import one_line

_LONGEST = 160
SAID = {
    Health.NEW: "not asked yet",
    Health.OK: "well",
    Health.FAILING: "fails",
    Health.BLOCKED: "is blocked: its server answers, but not with the feed",
    Health.GONE: "is gone for good: its server says so",
}


def unwell(feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> list[Feed]:
    """Return the feeds that did not answer when they were last asked."""
    ill = {Health.FAILING, Health.BLOCKED, Health.GONE}
    return [feed for feed in feeds if (state := states.get(feed.id)) and state.health in ill]


def answered(feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> str:
    """Return `7 of 9 feeds answered when last asked; 1 was not asked yet` as a sentence."""
    new = FeedState(feed_id="")
    health = [states.get(feed.id, new).health for feed in feeds]
    said = f"{health.count(Health.OK)} of {count(len(feeds), 'feed')} answered when last asked"
    unasked = health.count(Health.NEW)
    if unasked:
        said += f"; {unasked} {'was' if unasked == 1 else 'were'} not asked yet"
    return f"{said}."


def health_lines(
    feeds: Sequence[Feed], states: Mapping[str, FeedState], *, now: datetime
) -> list[Line]:
    """Return a line for each feed: last success, last error, next poll."""
    return [
        labelled(f"{feed.outlet}:", _health(states.get(feed.id), now), bullet=True)
        for feed in feeds
    ]


def _health(state: FeedState | None, now: datetime) -> str:
    if state is None:
        return SAID[Health.NEW]
    said = [SAID[state.health]]
    if state.problem and state.health is not Health.OK:
        said.append(f"“{one_line(state.problem)[:_LONGEST]}”")
    if state.succeeded_at is not None:
        said.append(f"last answered {_spoken(now - state.succeeded_at)} ago")
    elif state.health is not Health.NEW:
        said.append("has never answered")
    if state.next_poll_at is not None and state.health is not Health.GONE:
        waits = state.next_poll_at - now
        said.append(
            f"asked again in {_spoken(waits)}" if waits.total_seconds() > 0 else "asked next"
        )
    return ", ".join(said)


def _spoken(span: timedelta) -> str:
    """Return `5 minutes`, `3 hours`, `2 days`: whole ones, at least a minute."""
    minutes = max(1, int(span.total_seconds() // 60))
    if minutes < 120:
        return count(minutes, "minute")
    return count(minutes // 60, "hour") if minutes < 2_880 else count(minutes // 1_440, "day")
