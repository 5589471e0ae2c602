"""What the commands share: settings, the catalogue, and how a command's coroutine is run."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING, TypeVar

import typer

from config.loading import Catalogue, load_catalogue
from config.settings import Settings, load_settings
from digests.model import Topic

if TYPE_CHECKING:
    from bot.wiring import App

T = TypeVar("T")

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


@dataclass(kw_only=True)
class Context:
    """The options before the command's name, and what follows from them."""

    config_dir: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings in force."""
        return load_settings(config_dir=self.config_dir)

    @cached_property
    def config_folder(self) -> Path | None:
        """The folder of feeds.toml and topics.toml; None for the shipped ones."""
        if self.settings.config_dir is not None:
            return self.settings.config_dir
        own = self.own_config_folder
        return own if (own / "feeds.toml").is_file() else None

    @property
    def own_config_folder(self) -> Path:
        """Where the operator's copy of the config is kept once something is changed."""
        return self.settings.data_dir / "config"

    @cached_property
    def catalogue(self) -> Catalogue:
        """The feeds and topics in force."""
        return load_catalogue(self.config_folder)

    def now(self) -> datetime:
        """Return the time that counts as now, UTC."""
        return self.settings.clock()

    def topic(self, topic_id: str) -> Topic:
        """Return a topic by its id.

        Raises:
            typer.BadParameter: there is none; the text names those there are.
        """
        try:
            return self.catalogue.topic_by_id[topic_id]
        except KeyError:
            known = ", ".join(sorted(self.catalogue.topic_by_id))
            raise typer.BadParameter(f"There is no topic {topic_id!r}. Topics: {known}.") from None

    def run(self, command: "Callable[[App], Awaitable[T]]") -> T:
        """Open the app, run the command's coroutine in it, and return its result."""
        from bot.wiring import open_app

        async def within() -> T:
            async with open_app(self.settings, self.catalogue) as app:
                return await command(app)

        return asyncio.run(within())


def parse_when(text: str, now: datetime) -> datetime:
    """Return the moment that `7d`, `36h`, `2w` ago or an ISO date or time names, UTC.

    Raises:
        typer.BadParameter: it is none of these.
    """
    if span := fullmatch(r"(\d{1,4})([hdw])", text.strip().lower()):
        return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{text!r} is neither a span such as 7d, 36h or 2w nor a date such as 2026-04-06."
        ) from None
