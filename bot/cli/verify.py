"""`citewire verify`: re-check every span and hash of kept digests."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import DONE, WRONG, print_json, print_plain
from bot.cli.context import Context
from digests.errors import UserError

if TYPE_CHECKING:
    from bot.wiring import App
    from digests.audit import Mismatch


def verify(
    context: typer.Context,
    digest: Annotated[
        str | None, typer.Argument(help="A digest's id; by default the newest digest.")
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Every digest that is kept.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Check every quote and hash of kept digests against the store; 1 on any mismatch."""
    shared: Context = context.obj
    checked, claims, faults = shared.run(lambda app: _verify(app, digest, everything=everything))
    if as_json:
        rows = [
            {"digest": f.digest_id, "claim": f.claim_id, "article": f.article_id, "what": f.what}
            for f in faults
        ]
        print_json({"digests": checked, "claims": claims, "mismatches": rows})
    else:
        for f in faults:
            place = " ".join(part for part in (f.digest_id, f.claim_id, f.article_id) if part)
            print_plain(f"{place}: {f.what}")
        print_plain(f"{checked} digests, {claims} statements: {len(faults)} mismatches")
    raise typer.Exit(WRONG if faults else DONE)


async def _verify(
    app: "App", digest_id: str | None, *, everything: bool
) -> "tuple[int, int, list[Mismatch]]":
    from digests.pipeline import audit_digest

    if digest_id is not None:
        one = await app.store.digest(digest_id)
        if one is None:
            raise UserError(f"There is no digest {digest_id!r}.")
        digests = [one]
    else:
        digests = await app.store.digests()
        digests = digests if everything else digests[-1:]
    faults = [fault for kept in digests for fault in await audit_digest(kept, store=app.store)]
    return len(digests), sum(len(kept.claims()) for kept in digests), faults
