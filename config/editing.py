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

_HEAD = re.compile(r"\s*\[\[\s*feed\s*\]\]")
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
    _rows(path)
    written = [path.read_text(encoding="utf-8").rstrip()]
    for feed in feeds:
        row: dict[str, object] = {
            "id": feed.id,
            "url": feed.url,
            "outlet": feed.outlet,
            "tier": feed.tier.value,
            "topics": list(feed.topics),
        }
        if feed.home:
            row["home"] = feed.home
        written.append(f"[[feed]]\n{tomlkit.dumps(row)}".rstrip())
    _replace(path, "\n\n".join(part for part in written if part) + "\n")


def remove_feed(folder: Path, feed_id: str) -> None:
    """Delete one feed from the folder's feeds.toml.

    Raises:
        UserError: it is not there.
    """
    path = folder / "feeds.toml"
    rows = _rows(path)
    place = next((at for at, row in enumerate(rows) if row.get("id") == feed_id), None)
    if place is None:
        raise UserError(f"There is no feed {feed_id!r} in {path}.")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    heads = [at for at, line in enumerate(lines) if _HEAD.match(line)]
    if len(heads) != len(rows):
        raise UserError(f"{path} has “[[feed]]” in a text. Take {feed_id} out by hand.")
    begin, end = heads[place], (*heads[1:], len(lines))[place]
    # What stands between it and the next one heads the next one.
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1
    if begin and end < len(lines) and not lines[begin - 1].strip() and not lines[end].strip():
        end += 1
    _replace(path, "".join(lines[:begin] + lines[end:]))


def feed_id_for(outlet: str, url: str, taken: set[str]) -> str:
    """Return an unused id made of the outlet's name, or of the host where the name gives none."""
    host = (urlsplit(url).hostname or "feed").removeprefix("www.")
    stem = _slug(outlet) or _slug(host) or "feed"
    candidates = (stem if n == 1 else f"{stem[:58]}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")


def _rows(path: Path) -> list[dict[str, object]]:
    """Return the feeds as they are written.

    Raises:
        ConfigError: the file cannot be read, or a feed is written otherwise than under `[[feed]]`.
    """
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error
    rows = document.get("feed", tomlkit.aot())
    if not isinstance(rows, AoT):
        raise ConfigError(f"{path}: write each feed under its own [[feed]].")
    return rows.unwrap()


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
