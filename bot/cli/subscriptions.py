"""`citewire subscriptions …`: which channel gets which digest, and who changed that."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.table import Table

from bot.cli.console import out, print_json, say
from bot.cli.context import Context, operator
from bot.commands.channels import read_channel
from bot.commands.schedules import read_schedule, spoken
from digests.errors import UserError
from digests.layouts import LAYOUTS
from digests.model import Cadence, Quiet, Schedule, Subscription
from digests.text.phrases import LANGUAGES

if TYPE_CHECKING:
    from bot.commands.subscribing import Desk

T = TypeVar("T")

app = typer.Typer(help="Which channel gets which digest, and when.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")]
Place = Annotated[
    str, typer.Argument(metavar="CHANNEL", help="slack/TEAM/CHANNEL or discord/GUILD/CHANNEL.")
]
Every = Annotated[Cadence | None, typer.Option("--every", help="How often.")]
On = Annotated[str | None, typer.Option(help="A weekday, or the day of the month: 1 to 31.")]
At = Annotated[str | None, typer.Option(help="Wall clock time: 09:00.")]
Zone = Annotated[str | None, typer.Option(help="IANA time zone: Europe/Oslo.")]
Tags = Annotated[
    list[str] | None, typer.Option(help="Only stories with one of these tags; none: all stories.")
]
NoTags = Annotated[
    list[str] | None, typer.Option(help="No story with one of these tags; none: no such rule.")
]
Form = Annotated[str | None, typer.Option("--layout", help=f"One of {', '.join(LAYOUTS)}.")]
Language = Annotated[str | None, typer.Option(help=f"One of {', '.join(LANGUAGES)}.")]
Weeks = Annotated[Quiet | None, typer.Option(help="Where nothing is new: skip, or say so.")]


@app.command("list")
def list_subscriptions(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list.")] = False,
) -> None:
    """List the subscriptions, with when each is due next."""
    shared: Context = context.obj
    kept = shared.run(lambda app: app.subscriptions.subscriptions())
    if as_json:
        print_json([_row(one) for one in kept])
        return
    if not kept:
        say("There are none. Add one: citewire subscriptions add slack/T1/C1 pytorch")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("Id", "Channel", "Topic", "When", "Next"):
        table.add_column(head, overflow="fold")
    for one in kept:
        due = f"{one.due_at:%Y-%m-%d %H:%M} UTC" if one.due_at else "–"
        following = f"paused: {one.paused}" if one.paused else due
        table.add_row(one.id, one.channel.key, one.topic_id, spoken(one.schedule), following)
    out().print(table)


@app.command()
def add(  # noqa: PLR0913 — each is an option of the command
    context: typer.Context,
    channel: Place,
    topic: Annotated[str, typer.Argument(help="A topic's id.")],
    *,
    every: Every = None,
    on: On = None,
    at: At = None,
    zone: Zone = None,
    tag: Tags = None,
    without_tag: NoTags = None,
    quiet: Weeks = None,
    layout: Form = None,
    language: Language = None,
) -> None:
    """Subscribe a channel to a topic: weekly, Monday 09:00 UTC, unless said otherwise."""
    shared: Context = context.obj
    chosen = shared.topic(topic)
    place = read_channel(channel)
    schedule = read_schedule(Schedule(), every=every, on=on, at=at, zone=zone)
    settings = _settings(shared, chosen.id, tag, without_tag, quiet, layout, language)
    made = _at_desk(shared, lambda desk: desk.subscribe(place, chosen, schedule, **settings))
    say(f"{made.id}: {made.channel.key} gets {chosen.title}, {spoken(made.schedule)}.")


@app.command("set")
def change(  # noqa: PLR0913 — each is an option of the command
    context: typer.Context,
    kept_id: Id,
    *,
    every: Every = None,
    on: On = None,
    at: At = None,
    zone: Zone = None,
    tag: Tags = None,
    without_tag: NoTags = None,
    quiet: Weeks = None,
    layout: Form = None,
    language: Language = None,
) -> None:
    """Change a subscription."""
    shared: Context = context.obj

    async def changed(desk: "Desk") -> Subscription:
        before = await desk.find(kept_id)
        schedule = read_schedule(before.schedule, every=every, on=on, at=at, zone=zone)
        settings = _settings(shared, before.topic_id, tag, without_tag, quiet, layout, language)
        return await desk.change(kept_id, schedule=schedule, **settings)

    one = _at_desk(shared, changed)
    say(f"{one.id}: {spoken(one.schedule)}.")


@app.command()
def pause(context: typer.Context, kept_id: Id) -> None:
    """Send no more digests until it is resumed."""
    one = _at_desk(context.obj, lambda desk: desk.pause(kept_id))
    say(f"{one.id} is paused.")


@app.command()
def resume(context: typer.Context, kept_id: Id) -> None:
    """Send digests again; the next one covers the time of the pause, 100 days at most."""
    one = _at_desk(context.obj, lambda desk: desk.resume(kept_id))
    say(f"{one.id} goes on; the next digest is due {one.due_at:%Y-%m-%d %H:%M} UTC.")


@app.command()
def move(context: typer.Context, kept_id: Id, channel: Place) -> None:
    """Send a subscription's digests to another channel."""
    place = read_channel(channel)
    one = _at_desk(context.obj, lambda desk: desk.move(kept_id, place))
    say(f"{one.id}: the digests go to {one.channel.key}.")


@app.command()
def remove(context: typer.Context, kept_id: Id) -> None:
    """End a subscription; what is not posted yet is given up."""
    one = _at_desk(context.obj, lambda desk: desk.unsubscribe(kept_id))
    say(f"{one.channel.key} gets {one.topic_id} no more.")


@app.command()
def log(
    context: typer.Context,
    kept_id: Id,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list.")] = False,
) -> None:
    """Say who changed what, and what became of each time a digest was due."""
    shared: Context = context.obj
    changes = shared.run(lambda app: app.subscriptions.changes(kept_id))
    slots = shared.run(lambda app: app.subscriptions.slots(kept_id))
    if not changes and not slots:
        raise UserError("There is no such subscription; `citewire subscriptions list` names them.")
    rows = [(one.at, one.by, one.what) for one in changes]
    rows += [
        (one.due_at, "citewire", f"{one.state.value}{', late' if one.late else ''}")
        for one in slots
    ]
    rows.sort()
    if as_json:
        print_json([{"at": at.isoformat(), "by": by, "what": what} for at, by, what in rows])
        return
    for at, by, what in rows:
        out().print(f"{at:%Y-%m-%d %H:%M} UTC  {by}: {what}", markup=False)


def _at_desk(shared: Context, act: "Callable[[Desk], Awaitable[T]]") -> T:
    from bot.commands.subscribing import Desk

    return shared.run(
        lambda app: act(Desk(subscriptions=app.subscriptions, by=operator(), now=app.now()))
    )


def _settings(
    shared: Context,
    topic_id: str,
    tag: list[str] | None,
    without_tag: list[str] | None,
    quiet: Quiet | None,
    layout: str | None,
    language: str | None,
) -> dict[str, object]:
    from bot.commands.settings import read_format, read_language, read_tags

    given: dict[str, object] = {
        "quiet": quiet,
        "format": read_format(layout) if layout else None,
        "language": read_language(language) if language else None,
    }
    for name, tags in (("tags_in", tag), ("tags_out", without_tag)):
        if tags is not None:
            given[name] = read_tags(", ".join(tags), shared.topic(topic_id))
    return {name: value for name, value in given.items() if value is not None}


def _row(one: Subscription) -> dict[str, object]:
    return {
        "id": one.id,
        "channel": one.channel.key,
        "topic": one.topic_id,
        "format": one.format,
        "language": one.language,
        "tags": list(one.tags_in),
        "without": list(one.tags_out),
        "when": spoken(one.schedule),
        "due_at": one.due_at.isoformat() if one.due_at else None,
        "paused": one.paused,
        "owner": one.owner,
    }
