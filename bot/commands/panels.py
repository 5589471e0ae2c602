"""The words of a subscription in a panel: what comes, when, and what can be done about it."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bot.commands.schedules import WEEKDAYS, spoken
from bot.commands.settings import QUIET
from bot.dates import day
from bot.document import Action, Actions, Line, Lines, Mention, Panel, Remark, Span, Style, Text
from digests.model import Change, Subscription
from digests.text.phrases import LANGUAGES

ICON = "📰"
NO_ZONE = "I do not know your time zone, so this is UTC. Change it: /digest settings, zone"
_OURSELVES = "citewire"
_BUTTONS = {
    "preview": "Preview",
    "settings": "Settings",
    "pause": "Pause",
    "resume": "Resume",
    "unsubscribe": "Unsubscribe",
    "resubscribe": "Undo",
    "votes": "Votes",
}


def subscription_panel(
    subscription: Subscription,
    title: str,
    *,
    said: str,
    zone: tzinfo,
    remarks: Sequence[str] = (),
    changed: Change | None = None,
    offered: Sequence[str] = (),
) -> Panel:
    """Return the panel of one subscription; `said` is what was just done."""
    rows = [fact(said), *settings_lines(subscription, zone)]
    if changed is not None:
        rows.append(_changed(changed, zone))
    return Panel(
        title=title,
        icon=ICON,
        blocks=(
            Lines(lines=tuple(rows)),
            *(Remark(id="hint", text=text) for text in remarks),
            buttons(subscription, *offered),
        ),
        summary=f"{said} Next: {following(subscription, zone)}.",
    )


def settings_lines(subscription: Subscription, zone: tzinfo) -> list[Line]:
    """Return the settings, a line each."""
    rows = [
        labelled("When:", spoken(subscription.schedule)),
        labelled("Next:", following(subscription, zone)),
        labelled("Stories:", _stories(subscription)),
        labelled("Format:", subscription.format),
        labelled("Language:", LANGUAGES.get(subscription.language, subscription.language)),
        labelled("When nothing is new:", QUIET[subscription.quiet]),
    ]
    if subscription.crosspost:
        rows.append(labelled("Followers:", "get it, too"))
    if subscription.forum_tags:
        rows.append(labelled("Tags of the post:", ", ".join(subscription.forum_tags)))
    return rows


def following(subscription: Subscription, zone: tzinfo) -> str:
    """Return when the next digest comes, or why none does."""
    if subscription.paused is not None:
        return f"none ({subscription.paused})"
    return moment(subscription.due_at, zone) if subscription.due_at else "none is due"


def moment(at: datetime, zone: tzinfo) -> str:
    """Return `Monday 20 April 2026, 09:00 (Europe/Oslo)`."""
    local = at.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]} {day(local.date())}, {local:%H:%M} ({zone})"


def buttons(subscription: Subscription, *only: str) -> Actions:
    """Return the buttons that fit the subscription's state; `only` these, where some are named."""
    offered = only or fitting(subscription)
    return Actions(
        actions=tuple(Action(id=one, label=_BUTTONS[one], value=subscription.id) for one in offered)
    )


def fitting(subscription: Subscription) -> tuple[str, ...]:
    """Return what can be done with a subscription in its state."""
    paused = "resume" if subscription.paused is not None else "pause"
    return ("preview", "settings", paused, "unsubscribe")


def fact(words: str) -> Line:
    """Return a plain line."""
    return Line(spans=(Text(text=words),))


def labelled(label: str, words: str, *, bullet: bool = False) -> Line:
    """Return a line that opens with a label."""
    strong = Text(text=label, style=Style.STRONG)
    return Line(spans=(strong, Text(text=words)), bullet=bullet)


def _stories(subscription: Subscription) -> str:
    wanted = " or ".join(f"#{tag}" for tag in subscription.tags_in)
    unwanted = " or ".join(f"#{tag}" for tag in subscription.tags_out)
    said = f"only with {wanted}" if wanted else "all"
    return f"{said}, none with {unwanted}" if unwanted else said


def _changed(change: Change, zone: tzinfo) -> Line:
    who: Span = Mention(id=change.by)
    if change.by == _OURSELVES:
        who = Text(text="Citewire")
    elif ":" in change.by:
        who = Text(text="the operator")
    return Line(
        spans=(
            Text(text="Last change:", style=Style.STRONG),
            Text(text=f"{moment(change.at, zone)}, by"),
            who,
            Text(text=f"— {change.what}"),
        )
    )
