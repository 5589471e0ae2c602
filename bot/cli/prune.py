"""`citewire prune`: remove what is old and not needed."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import print_json, print_plain, say
from bot.cli.context import Context, parse_when
from digests.errors import UserError
from digests.model import LEAST_KEPT, Retention

if TYPE_CHECKING:
    from bot.wiring import App


def prune(
    context: typer.Context,
    keep: Annotated[
        str | None,
        typer.Option(help="How long to keep: 400d, 60w; by default CITEWIRE_KEEP_DAYS."),
    ] = None,
    *,
    digests: Annotated[
        bool, typer.Option("--digests", help="Remove old digests, too, and what they alone cite.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Remove what is older than that and nothing needs, and give the space back.

    Every digest that stays can still be verified, and an old entry that comes back is no news.
    """
    shared: Context = context.obj
    retention = Retention(before=_before(shared, keep), now=shared.now(), digests=digests)
    found = shared.run(lambda app: _prune(app, retention, dry_run=dry_run))
    if as_json:
        print_json({"before": retention.before.isoformat(), "removed": not dry_run, **found})
        return
    for name, count in found.items():
        print_plain(f"{count:>10} {name}")
    verb = "Would go" if dry_run else "Removed"
    say(f"{verb}: what is older than {retention.before:%Y-%m-%d %H:%M} UTC and not needed.")


def _before(shared: Context, keep: str | None) -> datetime:
    now = shared.now()
    if keep is None:
        days = shared.settings.keep_days
        if days == 0:
            raise UserError(
                "CITEWIRE_KEEP_DAYS is 0, which keeps everything: name a term by --keep."
            )
        return now - timedelta(days=days)
    before = parse_when(keep, now)
    if now - before < LEAST_KEPT:
        raise UserError(
            f"--keep {keep}: entries are compared for {LEAST_KEPT.days} days; keep that at least."
        )
    return before


async def _prune(app: "App", retention: Retention, *, dry_run: bool) -> dict[str, int]:
    if dry_run:
        return await app.upkeep.prunable(retention)
    removed = await app.upkeep.prune(retention)
    await app.upkeep.vacuum()
    return removed
