"""`citewire digest TOPIC`: a checked digest from the stored articles."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import out, print_plain, say
from bot.cli.context import Context, parse_when
from digests.errors import UserError
from digests.layouts import BRIEF, LAYOUTS
from digests.model import Digest, Published, Topic, Window
from digests.text.clean import one_line
from digests.text.phrases import LANGUAGES

if TYPE_CHECKING:
    from bot.wiring import App

FORMATS = ("terminal", "markdown", "html", "json", "slack", "discord")


def digest(  # noqa: PLR0913, PLR0917 — each is an option of the command
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
    layout: Annotated[str, typer.Option(help=f"How it is laid out: {', '.join(LAYOUTS)}.")] = BRIEF,
    language: Annotated[
        str, typer.Option(help=f"Of its own words: {', '.join(LANGUAGES)}.")
    ] = "en",
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which statements were left out, and why.")
    ] = False,
) -> None:
    """Make a digest of what the stored articles say, and print it."""
    shared: Context = context.obj
    if form not in FORMATS:
        raise typer.BadParameter(f"There is no format {form!r}. Formats: {', '.join(FORMATS)}.")
    if layout not in LAYOUTS:
        raise typer.BadParameter(f"There is no layout {layout!r}. Layouts: {', '.join(LAYOUTS)}.")
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise typer.BadParameter(f"There are no digests in {language!r}. Languages: {known}.")
    chosen = shared.topic(topic)
    now = shared.now()
    end = parse_when(until, now) if until else now
    window = Window(since=parse_when(since, end), until=end)
    if window.since >= window.until:
        raise typer.BadParameter("The window is empty: --since must be before --until.")
    made = shared.run(lambda app: make(app, chosen, window, now, layout=layout, language=language))
    write(made, form, to)
    if explain:
        for line in explained(made):
            say(line)


def explained(published: Published) -> Iterator[str]:
    """Yield a line for each statement that was left out: the fault, the words, and whose they are."""
    dropped = published.provenance.dropped
    yield f"{len(dropped)} statements left out."
    for one in dropped:
        draft = one.draft
        by = f"{draft.written_by}: " if draft.written_by else ""
        again = ", also when it was worded anew" if draft.repairs else ""
        yield f"{one.reason.value}{again}: {one.detail}\n  {by}{one_line(draft.text)}"


async def make(
    app: "App",
    topic: Topic,
    window: Window,
    now: datetime,
    *,
    layout: str = BRIEF,
    language: str = "en",
) -> Digest:
    """Make and keep the digest, or return what took its place since.

    Raises:
        UserError: nothing was ever polled.
    """
    from bot.delivery import as_corrected
    from digests.pipeline import make_digest

    if not await app.store.feed_states():
        raise UserError("No feed has been polled yet. Run `citewire poll` first.")
    made = await make_digest(
        topic,
        window,
        feeds=app.catalogue.feeds,
        store=app.store,
        now=now,
        version=app.version,
        layout=layout,
        language=language,
        writer=app.writer,
        watching=app.watching,
    )
    return await as_corrected(made, store=app.store, feedback=app.feedback)


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
