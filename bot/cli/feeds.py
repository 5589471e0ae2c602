"""`citewire feeds …`: the list of feeds, and their health."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bot.cli.console import DONE, WRONG, out, print_json, print_plain, say
from bot.cli.context import Context
from bot.cli.poll import choose
from config.editing import add_feeds, feed_id_for, own_copy, remove_feed
from config.opml import parse_opml, write_opml
from digests.errors import UserError
from digests.model import Feed, FeedState, Health, Tier
from digests.text.clean import one_line
from digests.text.urls import is_web_address, url_key

if TYPE_CHECKING:
    from bot.wiring import App
    from digests.pipeline import Polled

app = typer.Typer(help="The list of feeds, and their health.", no_args_is_help=True)


@app.command("list")
def list_feeds(
    context: typer.Context,
    topic: Annotated[str | None, typer.Option(help="Only feeds that may carry this topic.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list.")] = False,
) -> None:
    """List the feeds with their state: last success, last problem, next poll."""
    shared: Context = context.obj
    feeds = choose(shared, topic, [])

    async def command(app: "App") -> dict[str, FeedState]:
        return await app.store.feed_states()

    states = shared.run(command)
    if as_json:
        print_json([_row(feed, states.get(feed.id)) for feed in feeds])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    # A narrow window breaks ids and times over lines; state and problem must never be cut off.
    table.add_column("Feed", overflow="fold")
    for head in ("Tier", "State"):
        table.add_column(head, no_wrap=True)
    for head in ("Last success", "Next poll"):
        table.add_column(head, min_width=10)
    table.add_column("Problem", overflow="fold", min_width=16)
    for feed in feeds:
        row = _row(feed, states.get(feed.id))
        table.add_row(
            *(str(row[key] or "") for key in ("id", "tier", "state")),
            *(str(row[key] or "")[:16] for key in ("succeeded_at", "next_poll_at")),
            str(row["problem"] or ""),
        )
    out().print(table)


@app.command()
def check(
    context: typer.Context,
    feed: Annotated[list[str] | None, typer.Argument(help="Feed ids; by default all.")] = None,
) -> None:
    """Poll feeds now, due or not, and say what is wrong with each; 1 if anything is."""
    shared: Context = context.obj
    chosen = choose(shared, None, feed or [])

    async def command(app: "App") -> "list[Polled]":
        from digests.pipeline import poll as poll_feeds

        return await poll_feeds(
            chosen, store=app.store, source=app.source, now=app.now(), only_due=False
        )

    wrong = [polled for polled in shared.run(command) if polled.state.health is not Health.OK]
    for polled in wrong:
        print_plain(f"{polled.feed.id}: {polled.state.health.value}: {polled.state.problem}")
    print_plain(f"{len(chosen) - len(wrong)} of {len(chosen)} feeds are well.")
    raise typer.Exit(WRONG if wrong else DONE)


@app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="A feed, or a page that names its feed.")],
    tier: Annotated[Tier, typer.Option(help="How close the outlet is to its news.")] = Tier.PRESS,
    outlet: Annotated[str | None, typer.Option(help="Name; by default the feed's title.")] = None,
    topic: Annotated[
        list[str] | None, typer.Option(help="Every entry belongs to it; may be repeated.")
    ] = None,
) -> None:
    """Find the feed of an address and add it to your list."""
    shared: Context = context.obj
    topics = tuple(shared.topic(name).id for name in topic or [])
    if not is_web_address(url):
        raise typer.BadParameter(f"{url!r} is no http(s) address.")

    async def command(app: "App") -> list[tuple[str, str]]:
        return await app.discover(url)

    found = shared.run(command)
    if not found:
        raise UserError(f"No feed was found at {url}. Give the address of the feed itself.")
    address, title = found[0]
    if twin := _known(shared, address):
        raise UserError(f"That feed is in your list already, as {twin.id}.")
    name = (one_line(outlet or title) or address)[:80]
    feed = Feed(
        id=feed_id_for(name, address, set(shared.catalogue.feed_by_id)),
        url=address,
        outlet=name,
        tier=tier,
        topics=topics,
    )
    add_feeds(_own_folder(shared), [feed])
    print_plain(f"Added {feed.id}: {feed.url}")
    for other, other_title in found[1:]:
        say(f"The page also names {other} ({other_title}).")


@app.command()
def remove(
    context: typer.Context,
    feed: Annotated[str, typer.Argument(help="A feed's id.")],
) -> None:
    """Take a feed off your list; what was read of it is kept."""
    shared: Context = context.obj
    choose(shared, None, [feed])
    remove_feed(_own_folder(shared), feed)
    print_plain(f"Removed {feed}.")


@app.command("import")
def import_opml(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An OPML file; - for standard input.")],
    tier: Annotated[Tier, typer.Option(help="Tier of the feeds in it.")] = Tier.PRESS,
) -> None:
    """Add the feeds of an OPML list that are not in yours yet."""
    shared: Context = context.obj
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}.") from error
    outlines = parse_opml(content)
    taken = set(shared.catalogue.feed_by_id)
    fresh: list[Feed] = []
    for outline in outlines:
        if _known(shared, outline.url):
            continue
        feed_id = feed_id_for(outline.title, outline.url, taken)
        taken.add(feed_id)
        fresh.append(
            replace(
                Feed(id=feed_id, url=outline.url, outlet=outline.title[:80], tier=tier),
                home=outline.home,
            )
        )
    if fresh:
        add_feeds(_own_folder(shared), fresh)
    print_plain(f"Added {len(fresh)} feeds; {len(outlines) - len(fresh)} were there already.")


@app.command()
def export(context: typer.Context) -> None:
    """Print the list as OPML."""
    shared: Context = context.obj
    print_plain(write_opml(shared.catalogue.feeds))


def _own_folder(shared: Context) -> Path:
    folder = shared.config_folder or shared.own_config_folder
    if own_copy(folder):
        say(f"Your own copy of the config is now in {folder}; it is used from here on.")
    return folder


def _known(shared: Context, url: str) -> Feed | None:
    key = url_key(url)
    return next((feed for feed in shared.catalogue.feeds if url_key(feed.url) == key), None)


def _row(feed: Feed, state: FeedState | None) -> dict[str, object]:
    state = state or FeedState(feed_id=feed.id)
    return {
        "id": feed.id,
        "outlet": feed.outlet,
        "url": feed.url,
        "tier": feed.tier.value,
        "topics": list(feed.topics),
        "state": state.health.value,
        "polled_at": state.polled_at,
        "succeeded_at": state.succeeded_at,
        "next_poll_at": state.next_poll_at,
        "failures": state.failures,
        "problem": state.problem,
    }
