"""`citewire why URL`: where an article went, stage by stage."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import print_json, print_plain
from bot.cli.context import Context

if TYPE_CHECKING:
    from bot.wiring import App
    from digests.model import Trace


def why(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The article's address.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list of steps.")] = False,
) -> None:
    """Say where an article went: feed, date, text, topics, stories, digests."""
    from bot.commands.tracing import explain, trace

    shared: Context = context.obj

    async def command(app: "App") -> "Trace":
        return await trace(url, app.store)

    steps = explain(shared.run(command), shared.catalogue)
    if as_json:
        print_json([{"stage": stage, "what": what} for stage, what in steps])
        return
    for stage, what in steps:
        print_plain(f"{stage:<9}{what}")
