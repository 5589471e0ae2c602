"""`citewire topics`."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.console import out, print_json
from bot.cli.context import Context


def topics(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list.")] = False,
) -> None:
    """List the topics that digests and questions can be about."""
    shared: Context = context.obj
    if as_json:
        print_json([asdict(topic) for topic in shared.catalogue.topics])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Topic", no_wrap=True)
    table.add_column("What it covers")
    table.add_column("Also known as")
    for topic in shared.catalogue.topics:
        table.add_row(topic.id, topic.description, ", ".join(topic.aliases))
    out().print(table)
