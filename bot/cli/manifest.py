"""`citewire manifest slack`."""

from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot.cli.console import print_json, say
from bot.cli.context import Context

PLATFORMS = ("slack",)


def manifest(
    context: typer.Context,
    platform: Annotated[str, typer.Argument(help=f"One of {', '.join(PLATFORMS)}.")],
    *,
    url: Annotated[
        str | None,
        typer.Option(
            help="Where Slack reaches the web server, such as https://digests.example; without it, Socket Mode."
        ),
    ] = None,
) -> None:
    """Print the manifest that an admin pastes into Slack to make the app."""
    from bot.platforms.slack.manifest import manifest as slack_manifest
    from bot.platforms.slack.manifest import without_command

    shared: Context = context.obj
    if platform not in PLATFORMS:
        raise typer.BadParameter(f"There is no manifest for {platform!r}, only for slack.")
    if url is not None and not _is_address(url):
        raise typer.BadParameter("Slack calls addresses such as https://digests.example only.")
    topics = shared.catalogue.topics
    print_json(slack_manifest(topics, public_url=url))
    if left := without_command(topics):
        names = ", ".join(topic.id for topic in left)
        say(
            "Slack takes 50 commands of 32 characters an app, so these topics have no command of their own;"
            f" ask them with /ask: {names}."
        )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not parts.query + parts.fragment
