"""The program's entry: options before the command, the commands, errors to exit codes."""

import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import (
    ask,
    cost,
    demo,
    digest,
    doctor,
    feeds,
    invite,
    link,
    manifest,
    migrate_store,
    poll,
    prune,
    recheck,
    reports,
    review,
    running,
    status,
    subscriptions,
    topics,
    verify,
    why,
)
from bot.cli.console import CONFIG, DONE, USAGE, WRONG, print_plain, say
from bot.cli.context import Context
from digests.errors import CitewireError, ConfigError, UserError

app = typer.Typer(
    name="citewire",
    help="Digests of the AI ecosystem in which every sentence can be checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

COMMANDS: dict[str, Callable[..., object]] = {
    "poll": poll.poll,
    "digest": digest.digest,
    "ask": ask.ask,
    "topics": topics.topics,
    "why": why.why,
    "verify": verify.verify,
    "doctor": doctor.doctor,
    "invite": invite.invite,
    "demo": demo.demo,
    "run": running.run,
    "worker": running.worker,
    "listen": running.listen,
    "web": running.web,
    "link": link.link,
    "manifest": manifest.manifest,
    "clock": running.clock,
    "status": status.status,
    "migrate-store": migrate_store.migrate_store,
    "prune": prune.prune,
    "recheck": recheck.recheck,
    "cost": cost.cost,
    "review": review.review,
}
for name, command in COMMANDS.items():
    app.command(name)(command)
app.add_typer(feeds.app, name="feeds")
app.add_typer(subscriptions.app, name="subscriptions")
app.add_typer(reports.app, name="reports")


def _version(wanted: bool) -> None:
    if wanted:
        print_plain(f"citewire {version('citewire')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            help="Folder with feeds.toml and topics.toml, instead of the shipped ones.",
            file_okay=False,
        ),
    ] = None,
    *,
    version: Annotated[  # noqa: ARG001 — read by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Digests of the AI ecosystem in which every sentence can be checked."""
    context.obj = Context(config_dir=config)


def main() -> None:
    """Run a command and end with its exit code: 0 done, 1 wrong, 2 usage, 78 configuration."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code."""
    try:
        app(arguments, prog_name="citewire")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except CitewireError as error:
        say(str(error))
        return _code(error)
    return DONE


def _code(error: CitewireError) -> int:
    if isinstance(error, ConfigError):
        return CONFIG
    return USAGE if isinstance(error, UserError) else WRONG
