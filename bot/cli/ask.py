"""`citewire ask TOPIC QUESTION`: a cited answer from the stored articles, or that they do not say."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from bot.cli.context import Context, operator, parse_when
from bot.cli.digest import FORMATS, write
from digests.errors import UserError

if TYPE_CHECKING:
    from bot.wiring import App
    from digests.model import Reply


def ask(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="[TOPIC] QUESTION", help="A topic's id, then the question."),
    ],
    since: Annotated[str | None, typer.Option(help="Start: 7d, 36h, 2w ago, or a date.")] = None,
    zone: Annotated[str, typer.Option(help="Your time zone: days begin there.")] = "UTC",
    form: Annotated[
        str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")
    ] = "terminal",
    to: Annotated[
        Path | None, typer.Option("--out", help="Write to this file instead of stdout.")
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Ask all topics; give the question alone.")
    ] = False,
) -> None:
    """Answer a question from the stored articles, every sentence with its quote."""
    shared: Context = context.obj
    if form not in FORMATS:
        raise typer.BadParameter(f"There is no format {form!r}. Formats: {', '.join(FORMATS)}.")
    topic = None if everything else shared.topic(words[0])
    question = " ".join(words if everything else words[1:]).strip()
    if not question:
        raise typer.BadParameter('Ask something: citewire ask pytorch "who joined"')
    now = shared.now()
    start = parse_when(since, now) if since else None
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise typer.BadParameter(
            f"There is no time zone {zone!r}; name one such as Europe/Oslo."
        ) from None

    from digests.ask import Asking, converse

    asker = operator()
    asking = Asking(text=question, topic=topic, now=now, zone=place, since=start, asker=asker)

    async def command(app: "App") -> "Reply":
        if not await app.store.feed_states():
            raise UserError("No feed has been polled yet. Run `citewire poll` first.")
        return await converse(
            asking,
            topics=app.catalogue.topics,
            feeds=app.catalogue.feeds,
            store=app.store,
            replies=app.replies,
            version=app.version,
            meaning=app.meaning,
            writer=app.writer,
        )

    write(shared.run(command), form, to)
