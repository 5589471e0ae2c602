"""`citewire recheck`: look again at what is cited, and correct what no longer stands."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import print_json, print_plain, progress, say
from bot.cli.context import Context
from digests.errors import UserError

if TYPE_CHECKING:
    from bot.delivery import Revision
    from bot.wiring import App
    from digests.model import SourceCheck


def recheck(
    context: typer.Context,
    digest: Annotated[
        str | None, typer.Option(metavar="ID", help="Only what this digest or answer cites.")
    ] = None,
    *,
    now: Annotated[
        bool, typer.Option("--now", help="Also what was looked at today already.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Look again at the cited articles, and say which are changed or gone.

    A quote that is lost makes a correction: a new version that marks it, and edits of what was posted.
    """
    shared: Context = context.obj
    revision, rows = shared.run(lambda app: _recheck(app, digest, again=now))
    if as_json:
        print_json({"sources": rows, "corrected": revision.corrected, "edits": revision.edits})
        return
    for row in rows:
        why = f" ({row['reason']})" if row["reason"] else ""
        print_plain(f"{row['state'] or '':<20} {row['outlet']}: {row['title']}{why}")
    say(
        f"{len(rows)} texts looked at, {len(revision.corrected)} digests and answers corrected,"
        f" {revision.edits} messages to be edited or added."
    )


async def _recheck(
    app: "App", published_id: str | None, *, again: bool
) -> "tuple[Revision, list[dict[str, str | None]]]":
    from bot.delivery import Replacing, revise

    if published_id is not None:
        kept = await app.store.digest(published_id) or await app.replies.reply(published_id)
        if kept is None:
            raise UserError(f"There is no digest and no answer {published_id!r}.")
        # What was corrected is looked after in its newest version.
        published_id = await app.feedback.corrected_as(published_id) or published_id
    replacing = Replacing(
        store=app.store,
        replies=app.replies,
        feedback=app.feedback,
        outbox=app.outbox,
        now=app.now(),
        record_url=app.posted_url,
    )
    with progress("Looking", None):
        revision = await revise(app.revisiting(), replacing, published_id=published_id, again=again)
    return revision, [await _row(app, check) for check in revision.checks]


async def _row(app: "App", check: "SourceCheck") -> dict[str, str | None]:
    from digests.text.clean import one_line

    article = await app.store.article(check.article_id, text_sha256=check.text_sha256)
    return {
        "article": check.article_id,
        "state": check.state.value.replace("_", " "),
        "outlet": one_line(article.outlet) if article else None,
        "title": one_line(article.title) if article else None,
        "url": article.url if article else None,
        "reason": check.reason,
    }
