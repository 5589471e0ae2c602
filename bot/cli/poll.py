"""`citewire poll`: feeds to articles."""

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bot.cli.console import out, print_json, progress, say
from bot.cli.context import Context
from digests.errors import ModelError
from digests.model import Feed, Health

if TYPE_CHECKING:
    from bot.wiring import App
    from digests.pipeline import Polled, Reading
    from digests.retrieval import Meaning

HISTORY = timedelta(days=400)
"""Entries older than this are remembered, but their articles are not read."""


def poll(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Option(help="Only the feeds that list this topic, or may carry it.")
    ] = None,
    feed: Annotated[list[str] | None, typer.Option(help="Only this feed; may be repeated.")] = None,
    *,
    due: Annotated[bool, typer.Option("--due", help="Only feeds whose time has come.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Poll the feeds and read what is new."""
    shared: Context = context.obj
    chosen = choose(shared, topic, feed or [])

    async def command(app: "App") -> "tuple[list[Polled], Reading]":
        return await poll_and_read(app, chosen, only_due=due)

    polled, reading = shared.run(command)
    if as_json:
        print_json({"feeds": [_row(p) for p in polled], "articles": asdict(reading)})
        return
    out().print(_table(polled))
    say(summary(polled, reading))


def choose(shared: Context, topic: str | None, feed_ids: list[str]) -> list[Feed]:
    """Return the configured feeds that the options name.

    Raises:
        typer.BadParameter: a topic or feed is not configured.
    """
    feeds = list(shared.catalogue.feeds)
    if topic is not None:
        wanted = shared.topic(topic).id
        feeds = [feed for feed in feeds if not feed.topics or wanted in feed.topics]
    if unknown := [name for name in feed_ids if name not in shared.catalogue.feed_by_id]:
        raise typer.BadParameter(
            f"There is no feed {unknown[0]!r}; `citewire feeds list` names them."
        )
    return [feed for feed in feeds if not feed_ids or feed.id in feed_ids]


async def poll_and_read(
    app: "App", feeds: list[Feed], *, only_due: bool = False
) -> "tuple[list[Polled], Reading]":
    """Poll the feeds and read their new entries, with progress on stderr."""
    from digests.pipeline import poll as poll_feeds
    from digests.pipeline import read

    now = app.now()
    with progress("Polling feeds", len(feeds)) as bar:
        polled = await poll_feeds(
            feeds,
            store=app.store,
            source=app.source,
            now=now,
            only_due=only_due,
            concurrency=app.settings.max_concurrent_polls,
            on_done=lambda _: bar.advance(bar.task_ids[0]),
        )
    with progress("Reading articles", None) as bar:
        reading = await read(
            feeds,
            store=app.store,
            reader=app.reader,
            now=now,
            since=now - HISTORY,
            concurrency=app.settings.max_concurrent_polls,
            on_done=lambda _: bar.advance(bar.task_ids[0]),
        )
    if app.meaning is not None:
        await _embed(app.meaning)
    return polled, reading


async def _embed(meaning: "Meaning") -> None:
    """Embed what has no vectors; a model that fails costs the answers nothing but its help."""
    from digests.pipeline import embed

    with progress("Embedding articles", None) as bar:
        try:
            refused = await embed(meaning, on_done=lambda _: bar.advance(bar.task_ids[0]))
        except ModelError as error:
            say(f"Embedding stopped, the next poll goes on: {error}.")
            return
    if refused:
        say(f"{refused} articles were refused by the embedding model and are found by words alone.")


def summary(polled: "list[Polled]", reading: "Reading") -> str:
    """Return what polling came to, in a line."""
    answered = sum(p.state.health is Health.OK for p in polled)
    untouched = sum(p.state.health is Health.OK and not p.body_read for p in polled)
    lines = [
        f"{answered} of {len(polled)} feeds answered ({untouched} unchanged)",
        f"{sum(p.new for p in polled)} new entries",
        f"{reading.read} articles read",
    ]
    if missing := reading.failed + reading.given_up:
        lines.append(f"{missing} could not be read")
    return " · ".join(lines)


def _row(polled: "Polled") -> dict[str, object]:
    return {
        "feed": polled.feed.id,
        "state": polled.state.health.value,
        "body_read": polled.body_read,
        "entries": polled.entries,
        "new": polled.new,
        "silent": polled.silent,
        "changed": polled.changed,
        "problem": polled.state.problem,
        "warning": polled.warning,
        "next_poll_at": polled.state.next_poll_at,
    }


def _table(polled: "list[Polled]") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Feed", overflow="fold")
    table.add_column("State", no_wrap=True)
    for head in ("Entries", "New", "Silent"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("Remark", overflow="fold", min_width=16)
    for p in sorted(polled, key=lambda p: (p.state.health is Health.OK, p.feed.id)):
        remark = p.state.problem or p.warning or ("" if p.body_read else "unchanged")
        table.add_row(
            p.feed.id, p.state.health.value, str(p.entries), str(p.new), str(p.silent), remark
        )
    return table
