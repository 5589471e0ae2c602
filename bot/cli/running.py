"""`citewire run`, `worker`, `listen`, `web` and `clock`: they go on until they are told to stop."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import Context

if TYPE_CHECKING:
    from bot.wiring import App

Dry = Annotated[
    bool, typer.Option("--dry-run", help="Post nowhere; what would be posted is only recorded.")
]


def run(context: typer.Context, *, dry_run: Dry = False) -> None:
    """Poll, plan and post in this one process, and serve health and metrics."""
    from bot.processes import run_everything

    _go(context, lambda app: run_everything(app, dry_run=dry_run))


def worker(
    context: typer.Context,
    queues: Annotated[
        list[str] | None,
        typer.Option(help="Only this one, and others given so: poll, digest, deliver:slack …"),
    ] = None,
    *,
    dry_run: Dry = False,
) -> None:
    """Do jobs beside any number of other workers of one PostgreSQL."""
    from bot.processes import run_worker

    _go(context, lambda app: run_worker(app, queues or [], dry_run=dry_run))


def listen(context: typer.Context) -> None:
    """Answer people and serve the web beside the workers of one PostgreSQL; one process does."""
    from bot.processes import run_listener

    _go(context, run_listener)


def web(context: typer.Context) -> None:
    """Serve the public record alone: digests, answers, feeds, health."""
    from bot.processes import run_web

    _go(context, run_web)


def clock(context: typer.Context) -> None:
    """Only ask for jobs, and leave them to the workers of one PostgreSQL."""
    from bot.processes import run_clock_alone

    _go(context, run_clock_alone)


def _go(context: typer.Context, process: "Callable[[App], Awaitable[None]]") -> None:
    from bot.logs import configure

    shared: Context = context.obj
    settings = shared.settings
    keys = [key.get_secret_value() for key in (settings.model_key, settings.embedding_key) if key]
    configure(as_json=settings.log_format == "json", secrets=keys)
    shared.run(process)
