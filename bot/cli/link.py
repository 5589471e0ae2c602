"""`citewire link ID`: the address of a page, signed where the page is not for everybody."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import print_plain
from bot.cli.context import Context
from digests.errors import ConfigError, UserError

if TYPE_CHECKING:
    from bot.wiring import App


def link(
    context: typer.Context,
    kept_id: Annotated[
        str, typer.Argument(metavar="ID", help="Of a digest or an answer, or a topic.")
    ],
    days: Annotated[
        int | None, typer.Option(min=1, max=3_650, help="For how long a signed link holds.")
    ] = None,
) -> None:
    """Print the link of a page; whoever has a signed one may read that page until it ends."""
    shared: Context = context.obj

    async def found(app: "App") -> str:
        subject, topic_id, open_to_all = await _subject(app, kept_id)
        links = app.links if days is None else replace(app.links, lasts=timedelta(days=days))
        public = open_to_all and links.is_public(topic_id)
        if links.base is None:
            raise ConfigError("Set CITEWIRE_PUBLIC_URL to where people reach the web server.")
        address = links.url(subject, public=public, now=app.now())
        if address is None:
            raise ConfigError(
                "This page is private. Set CITEWIRE_LINK_KEY to sign links, or name its topic in"
                " CITEWIRE_PUBLIC_TOPICS."
            )
        return address

    print_plain(shared.run(found))


async def _subject(app: "App", kept_id: str) -> tuple[str, str | None, bool]:
    """Return the page, its topic, and whether it is for everybody where the topic is."""
    if kept_id in app.catalogue.topic_by_id:
        return f"t/{kept_id}", kept_id, True
    if digest := await app.store.digest(kept_id):
        return f"d/{kept_id}", digest.topic_id, True
    if reply := await app.replies.reply(kept_id):
        return f"a/{kept_id}", reply.topic_id, False
    raise UserError(f"Nothing is kept under {kept_id[:80]!r}.")
