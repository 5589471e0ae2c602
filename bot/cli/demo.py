"""`citewire demo`: the whole way on sample feeds, with no network and no token."""

import asyncio
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot.cli.console import err, print_plain, say
from bot.cli.digest import make, write
from bot.cli.poll import poll_and_read, summary
from config.loading import load_catalogue
from config.settings import load_settings
from digests.model import Digest, Reply, Window

TOPIC = "pytorch"
_MODELS = ("model", "model_url", "embedding_model", "embedding_url")
OUTPUTS = {
    "digest.html": ("html", "the page: every quote in its surroundings"),
    "digest.json": ("json", "the provenance record"),
    "slack.json": ("slack", "what would be posted to Slack"),
    "discord.json": ("discord", "what would be posted to Discord"),
}


def demo(
    out: Annotated[
        Path,
        typer.Option("--out", help="Folder for the page, the record and the two chat payloads."),
    ] = Path("demo-out"),
    ask: Annotated[
        str | None,
        typer.Option("--ask", help='Answer this question too, such as "who joined".'),
    ] = None,
) -> None:
    """Poll the sample feeds from a loopback server and show the digest."""
    with TemporaryDirectory(prefix="citewire-demo-") as scratch:
        digest, reply = asyncio.run(_make(Path(scratch), ask))
    write(digest, "terminal", None)
    if reply:
        print_plain("")
        write(reply, "terminal", None)
    for name, (form, _) in OUTPUTS.items():
        write(digest, form, out / name, quiet=True)
    _next_steps(out)


async def _make(scratch: Path, question: str | None) -> tuple[Digest, Reply | None]:
    from bot.demo.server import NOW, serve_sample
    from bot.wiring import open_app
    from digests.ask import Asking
    from digests.ask import ask as answer

    settings = load_settings(
        data_dir=scratch,
        database_url=f"sqlite:///{scratch / 'demo.sqlite3'}",
        allow_private_addresses=True,
        now=NOW,
        # Whatever the environment names: the sample needs no model.
    ).model_copy(update=dict.fromkeys(_MODELS))
    with as_file(files("bot.demo") / "config") as folder:
        catalogue = load_catalogue(folder)
    say(f"Polling {len(catalogue.feeds)} sample feeds from a server on this machine …")
    async with (
        serve_sample() as resolver,
        open_app(settings, catalogue, resolver=resolver) as app,
    ):
        polled, reading = await poll_and_read(app, list(catalogue.feeds))
        for ill in (p for p in polled if p.state.problem):
            say(f"  {ill.feed.outlet}: {ill.state.health.value}: {ill.state.problem}")
        say(summary(polled, reading))
        window = Window(since=NOW.replace(day=6, hour=0), until=NOW.replace(day=13, hour=0))
        topic = catalogue.topic_by_id[TOPIC]
        digest = await make(app, topic, window, NOW)
        if not question:
            return digest, None
        asking = Asking(text=question, topic=topic, now=NOW)
        feeds = catalogue.feeds
        return digest, await answer(asking, feeds=feeds, store=app.store, version=app.version)


def _next_steps(out: Path) -> None:
    console = err()
    console.print(f"\nIn [bold]{out}/[/bold]:")
    for name, (_, what) in OUTPUTS.items():
        console.print(f"  {name:<13} {what}")
    console.print(
        "\nNext, with real feeds:\n"
        "  citewire doctor               what is set up and what is not\n"
        "  citewire poll                 read the feeds of config/feeds.toml\n"
        "  citewire digest pytorch       the last seven days, checked\n"
        '  citewire ask pytorch "who joined"\n'
        '\nOr ask the sample: citewire demo --ask "who joined"'
    )
