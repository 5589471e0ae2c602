"""`citewire digest TOPIC`: a checked digest from the stored articles."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import out, print_plain, say
from bot.cli.context import Context, parse_when
from digests.errors import UserError
from digests.model import Digest, Published, Topic, Window

if TYPE_CHECKING:
    from bot.wiring import App

FORMATS = ("terminal", "markdown", "html", "json", "slack", "discord")


def digest(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="A topic's id; `citewire topics` lists them.")],
    since: Annotated[str, typer.Option(help="Start: 7d, 36h, 2w ago, or a date.")] = "7d",
    until: Annotated[str | None, typer.Option(help="End, not included; by default now.")] = None,
    form: Annotated[
        str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")
    ] = "terminal",
    to: Annotated[
        Path | None, typer.Option("--out", help="Write to this file instead of stdout.")
    ] = None,
) -> None:
    """Make a digest of what the stored articles say, and print it."""
    shared: Context = context.obj
    if form not in FORMATS:
        raise typer.BadParameter(f"There is no format {form!r}. Formats: {', '.join(FORMATS)}.")
    chosen = shared.topic(topic)
    now = shared.now()
    end = parse_when(until, now) if until else now
    window = Window(since=parse_when(since, end), until=end)
    if window.since >= window.until:
        raise typer.BadParameter("The window is empty: --since must be before --until.")
    made = shared.run(lambda app: make(app, chosen, window, now))
    write(made, form, to)


async def make(app: "App", topic: Topic, window: Window, now: datetime) -> Digest:
    """Make and keep the digest.

    Raises:
        UserError: nothing was ever polled.
    """
    from digests.pipeline import make_digest

    if not await app.store.feed_states():
        raise UserError("No feed has been polled yet. Run `citewire poll` first.")
    return await make_digest(
        topic,
        window,
        feeds=app.catalogue.feeds,
        store=app.store,
        now=now,
        version=app.version,
        watching=app.watching,
    )


def write(digest: Published, form: str, to: Path | None, *, quiet: bool = False) -> None:
    """Print a digest or reply in a format, or write it to a file.

    Raises:
        UserError: the file cannot be written.
    """
    from bot.present import present, present_reply
    from bot.render import RENDERERS, terminal

    document = present(digest) if isinstance(digest, Digest) else present_reply(digest)
    if form == "terminal" and to is None:
        terminal.show(document, out())
        return
    text = RENDERERS[form](digest, document)
    if to is None:
        print_plain(text)
        return
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    except OSError as error:
        raise UserError(f"{to} cannot be written: {error.strerror}.") from error
    if not quiet:
        say(f"Written to {to}.")
