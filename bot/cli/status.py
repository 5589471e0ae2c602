"""`citewire status`: how feeds, subscriptions and deliveries stand."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import DONE, WRONG, print_json, print_plain
from bot.cli.context import Context
from digests.model import DeliveryState

if TYPE_CHECKING:
    from bot.wiring import App
    from digests.model import Delivery

_AT_ONCE = 1_000


def status(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say how feeds, subscriptions and deliveries stand; 1 where something stands still or is lost."""
    shared: Context = context.obj
    found = shared.run(_status)
    if as_json:
        print_json(found)
    else:
        for line in _lines(found):
            print_plain(line)
    raise typer.Exit(WRONG if found["stuck"] or found["in_doubt"] else DONE)


async def _status(app: "App") -> dict[str, object]:
    from bot.scheduler.alarm import stuck

    now = app.now()
    feeds = Counter(state.health.value for state in (await app.store.feed_states()).values())
    kept = await app.subscriptions.subscriptions()
    due = [one.due_at for one in kept if one.due_at and not one.paused]
    backlog = await app.outbox.backlog()
    doubtful = await _doubtful(app)
    checks = await app.revisits.checks()
    last = max((one.checked_at for one in checks), default=None)
    night = Counter(one.state.value for one in checks if one.checked_at == last)
    tally = await app.outbox.tally()
    return {
        "feeds": dict(sorted(feeds.items())),
        "articles": (await app.store.counts())["articles"],
        "subscriptions": len(kept),
        "paused": [{"id": one.id, "why": one.paused} for one in kept if one.paused],
        "next_due": min(due).isoformat() if due else None,
        "deliveries": {state.value: tally.get(state, 0) for state in DeliveryState},
        "rechecked": {
            "at": last.isoformat() if last else None,
            "states": dict(sorted(night.items())),
        },
        "lanes": {lane.lane: lane.waiting + lane.sending for lane in backlog},
        "stuck": stuck(backlog, now),
        "in_doubt": [
            {"id": one.id, "channel": one.channel.key, "why": one.reason} for one in doubtful
        ],
    }


async def _doubtful(app: "App") -> list["Delivery"]:
    found: list[Delivery] = []
    while more := await app.outbox.deliveries(
        states=[DeliveryState.UNKNOWN],
        limit=_AT_ONCE,
        after=found[-1].id if found else None,
    ):
        found += more
    return found


def _lines(found: dict[str, object]) -> list[str]:
    def counted(name: str) -> str:
        value = found[name]
        parts = (
            [f"{count} {what}" for what, count in value.items()] if isinstance(value, dict) else []
        )
        return ", ".join(parts) or "none"

    lines = [
        f"feeds          {counted('feeds')}",
        f"articles       {found['articles']}",
        f"subscriptions  {found['subscriptions']}; next due {found['next_due'] or 'never'}",
        f"deliveries     {counted('deliveries')}",
        f"waiting        {counted('lanes')}",
    ]
    lines.append(f"rechecked      {_rechecked(found['rechecked'])}")
    for name, label in (("paused", "paused"), ("in_doubt", "in doubt")):
        rows = found[name]
        lines += [f"{label:<14} {row}" for row in _rows(rows)]
    lines += [f"stands still   {what}" for what in _rows(found["stuck"])]
    return lines


def _rechecked(night: object) -> str:
    """Return when cited articles were last looked at again, and how they stood."""
    if not isinstance(night, dict) or night["at"] is None:
        return "never"
    states = (f"{n} {state.replace('_', ' ')}" for state, n in night["states"].items())
    return f"{night['at']}: {', '.join(states)}"


def _rows(value: object) -> list[str]:
    if not isinstance(value, list):
        return []
    return [
        " · ".join(map(str, row.values())) if isinstance(row, dict) else str(row) for row in value
    ]
