"""`citewire verify`: re-check every span and hash of kept digests and answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import DONE, WRONG, print_json, print_plain
from bot.cli.context import Context
from digests.errors import UserError
from digests.model import Digest

if TYPE_CHECKING:
    from bot.wiring import App
    from digests.audit import Mismatch
    from digests.model import Published


def verify(
    context: typer.Context,
    kept_id: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="A digest's or an answer's id; by default the newest digest."
        ),
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Every digest and answer that is kept.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Check every quote and hash of what is kept against the store; 1 on any mismatch."""
    shared: Context = context.obj
    checked = shared.run(lambda app: _verify(app, kept_id, everything=everything))
    digests = sum(isinstance(kept, Digest) for kept, _ in checked)
    answers = len(checked) - digests
    claims = sum(len(kept.claims()) for kept, _ in checked)
    faults = [fault for _, found in checked for fault in found]
    if as_json:
        rows = [
            {"digest": f.digest_id, "claim": f.claim_id, "article": f.article_id, "what": f.what}
            for f in faults
        ]
        print_json({"digests": digests, "answers": answers, "claims": claims, "mismatches": rows})
    else:
        for f in faults:
            place = " ".join(part for part in (f.digest_id, f.claim_id, f.article_id) if part)
            print_plain(f"{place}: {f.what}")
        what = f"{digests} digests{f', {answers} answers' if answers else ''}, {claims} statements"
        print_plain(f"{what}: {len(faults)} mismatches")
    raise typer.Exit(WRONG if faults else DONE)


async def _verify(
    app: "App", kept_id: str | None, *, everything: bool
) -> "list[tuple[Published, list[Mismatch]]]":
    from digests.pipeline import recheck

    kept: Sequence[Published]
    if kept_id is not None:
        one = await app.store.digest(kept_id) or await app.replies.reply(kept_id)
        if one is None:
            raise UserError(f"There is no digest and no answer {kept_id!r}.")
        kept = [one]
    elif everything:
        kept = [*await app.store.digests(), *await app.replies.replies()]
    else:
        kept = (await app.store.digests())[-1:]
    return [(one, await recheck(one, store=app.store)) for one in kept]
