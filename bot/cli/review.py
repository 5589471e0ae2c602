"""`citewire review DIGEST --as NAME`: approve the exact text of a digest that a model wrote."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import say
from bot.cli.context import Context
from bot.cli.digest import write
from digests.errors import UserError

if TYPE_CHECKING:
    from bot.commands.reviewing import Reviewer
    from bot.wiring import App
    from digests.model import Digest


def review(
    context: typer.Context,
    digest_id: Annotated[str, typer.Argument(metavar="DIGEST", help="The digest's id.")],
    name: Annotated[str, typer.Option("--as", help="Who reviews it; readers see the name.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Approve without being asked.")] = False,
) -> None:
    """Show a digest's exact text, and record that you approve it; posted messages then say so."""
    shared: Context = context.obj
    found = shared.run(lambda app: _reviewer(app, name).find(digest_id))
    write(found, "terminal", None)
    sha256 = found.provenance.content_sha256
    if not yes and not typer.confirm(f"Approve this text ({sha256[:12]}) as {name}?", err=True):
        raise UserError("Nothing was recorded.")

    async def approved(app: "App") -> "tuple[Digest, int]":
        reviewer = _reviewer(app, name)
        done = await reviewer.approve(found)
        return done, await reviewer.on_their_way(found)

    done, waiting = shared.run(approved)
    say(done.provenance.authorship.visible_label)
    say(f"{found.id} is now {done.id}; an edit of the text ends the review.")
    if waiting:
        say(f"{waiting} messages of it are still to be sent, and will be labelled so.")


def _reviewer(app: "App", name: str) -> "Reviewer":
    from bot.commands.reviewing import Reviewer

    return Reviewer(
        name=name,
        store=app.store,
        feedback=app.feedback,
        outbox=app.outbox,
        now=app.now(),
        record_url=app.posted_url,
    )
