"""`citewire migrate-store`: from a SQLite file to PostgreSQL."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer

from bot.cli.console import print_json, print_plain, progress, say
from bot.cli.context import Context
from digests.errors import ConfigError


def migrate_store(
    context: typer.Context,
    source: Annotated[
        str | None,
        typer.Option("--from", help="sqlite:///FILE; by default the database in force."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            help="An empty PostgreSQL, postgresql://USER@HOST/NAME; by default the database in"
            " force. A password may stand in PGPASSWORD or ~/.pgpass."
        ),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Move everything from a SQLite file to an empty PostgreSQL; nothing that was sent is sent again.

    Stop `citewire run` first. All of it is moved or nothing: after a failure, start it again. The
    file stays as it is, to be read; nothing is written into it any more.
    """
    shared: Context = context.obj
    in_force = shared.settings.store_url
    counts = asyncio.run(_move(source or in_force, to or in_force, shared.now()))
    if as_json:
        print_json(counts)
    else:
        for name, count in counts.items():
            print_plain(f"{count:>10} {name.replace('_', ' ')}")
    say(
        "Next: set CITEWIRE_DATABASE_URL to the PostgreSQL, see that `citewire verify --all` finds no"
    )
    say("mismatch, and start `citewire worker`. The file can be kept as it was on this day.")


async def _move(source_url: str, target_url: str, now: datetime) -> dict[str, int]:
    from digests.store.address import read_address
    from digests.store.moving import move, size
    from digests.store.sql import open_database

    file, target = read_address(source_url).file, read_address(target_url).file
    if file is None or target is not None:
        raise ConfigError(
            "From a SQLite file to PostgreSQL: --from sqlite:///FILE --to postgresql://…"
        )
    if not file.is_file():
        raise ConfigError(f"There is no file {file}: name it by --from sqlite:///FILE.")
    async with open_database(source_url) as old, open_database(target_url) as new:
        total = await size(old.store.transactions)
        with progress("moving", total) as bar:
            return await move(
                old.store.transactions,
                new.store.transactions,
                now=now,
                tell=lambda name, rows: bar.update(
                    bar.task_ids[0], advance=rows, description=name.replace("_", " ")
                ),
            )
