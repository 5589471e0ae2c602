"""Changing an operator's feeds.toml without losing its comments and order."""

import os
import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from digests.errors import ConfigError, UserError
from digests.model import Feed

FILES = ("feeds.toml", "topics.toml")


def own_copy(folder: Path) -> bool:
    """Copy the shipped config into a folder unless it has one; return whether it was copied."""
    if (folder / "feeds.toml").exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        if not (folder / name).exists():
            _replace(folder / name, (files("config") / name).read_text(encoding="utf-8"))
    return True


def add_feeds(folder: Path, feeds: list[Feed]) -> None:
    """Append feeds to the folder's feeds.toml."""
    path = folder / "feeds.toml"
    document, rows = _open(path)
    for feed in feeds:
        row = tomlkit.table()
        row.update(
            {
                "id": feed.id,
                "url": feed.url,
                "outlet": feed.outlet,
                "tier": feed.tier.value,
                "topics": list(feed.topics),
            }
        )
        if feed.home:
            row["home"] = feed.home
        rows.append(row)
    _replace(path, tomlkit.dumps(document))


def remove_feed(folder: Path, feed_id: str) -> None:
    """Delete one feed from the folder's feeds.toml.

    Raises:
        UserError: it is not there.
    """
    path = folder / "feeds.toml"
    document, rows = _open(path)
    places = [place for place, row in enumerate(rows) if row.get("id") == feed_id]
    if not places:
        raise UserError(f"There is no feed {feed_id!r} in {path}.")
    del rows[places[0]]
    _replace(path, tomlkit.dumps(document))


def feed_id_for(outlet: str, url: str, taken: set[str]) -> str:
    """Return an unused id made of the outlet's name, or of the host where the name gives none."""
    host = (urlsplit(url).hostname or "feed").removeprefix("www.")
    stem = _slug(outlet) or _slug(host) or "feed"
    candidates = (stem if n == 1 else f"{stem[:58]}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")


def _open(path: Path) -> tuple[tomlkit.TOMLDocument, AoT]:
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error
    rows = document.setdefault("feed", tomlkit.aot())
    if not isinstance(rows, AoT):
        raise ConfigError(f"{path}: write each feed under its own [[feed]].")
    return document, rows


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
