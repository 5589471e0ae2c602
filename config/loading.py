"""Reading feeds.toml and topics.toml into the core's types."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from digests.errors import ConfigError
from digests.model import Feed, MatchRules, Tier, Topic
from digests.text.urls import is_web_address

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""Lower case, digits and hyphens."""
CommandName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
"""A topic's id is its command on both platforms: at most 32 characters (Discord's limit)."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Row = TypeVar("Row", bound=_Strict)


class _FeedRow(_Strict):
    id: Id
    url: str
    outlet: str = Field(min_length=1, max_length=80)
    tier: Tier
    topics: tuple[Id, ...] = ()
    language: str | None = Field(default=None, pattern=r"^[a-z]{2}$")
    home: str | None = None


class _MatchRow(_Strict):
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


class _TopicRow(_Strict):
    id: CommandName
    title: str = Field(min_length=1, max_length=60)
    description: str = Field(min_length=1, max_length=100)
    aliases: tuple[str, ...] = ()
    match: _MatchRow = _MatchRow()
    tags: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The feeds and topics in force."""

    feeds: tuple[Feed, ...]
    topics: tuple[Topic, ...]
    folder: str
    """Where they were read, for people."""

    @cached_property
    def feed_by_id(self) -> dict[str, Feed]:
        """The feeds by their id."""
        return {feed.id: feed for feed in self.feeds}

    @cached_property
    def topic_by_id(self) -> dict[str, Topic]:
        """The topics by their id."""
        return {topic.id: topic for topic in self.topics}


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Return the feeds and topics of a config folder, by default the shipped ones.

    Raises:
        ConfigError: a file is absent, is no TOML, or a row does not fit; the text names file,
            row and key.
    """
    root: Traversable = folder if folder is not None else files("config")
    rows = _read(root, "feeds.toml", "feed", _FeedRow)
    topic_rows = _read(root, "topics.toml", "topic", _TopicRow)
    feeds = tuple(Feed(**row.model_dump()) for row in rows)
    topics = tuple(
        Topic(**(row.model_dump() | {"match": MatchRules(**row.match.model_dump())}))
        for row in topic_rows
    )
    catalogue = Catalogue(feeds=feeds, topics=topics, folder=str(root))
    _check(catalogue)
    return catalogue


def _read(root: Traversable, name: str, key: str, row: type[Row]) -> list[Row]:
    path = root / name
    try:
        document: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path} is absent. Copy the shipped {name} there and edit it."
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error
    if unknown := set(document) - {key}:
        raise ConfigError(f"{path}: unknown {', '.join(sorted(unknown))}; it holds [[{key}]] only.")
    try:
        return TypeAdapter(list[row]).validate_python(document.get(key, []))  # type: ignore[valid-type]
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        number, *where = fault["loc"] or (0,)
        label = ".".join(str(part) for part in where) or key
        raise ConfigError(
            f"{path}: [[{key}]] number {int(number) + 1}, {label}: {fault['msg']}."
        ) from error


def _check(catalogue: Catalogue) -> None:
    feeds_file = f"{catalogue.folder}/feeds.toml"
    for feed in catalogue.feeds:
        if not is_web_address(feed.url):
            raise ConfigError(f"{feeds_file}: {feed.id}: url must be an http(s) address.")
        for topic_id in feed.topics:
            if topic_id not in catalogue.topic_by_id:
                raise ConfigError(
                    f"{feeds_file}: {feed.id}: there is no topic {topic_id!r} in topics.toml."
                )
    for kind, ids in (
        ("feed", [feed.id for feed in catalogue.feeds]),
        ("topic", [topic.id for topic in catalogue.topics]),
    ):
        if twice := sorted({item for item in ids if ids.count(item) > 1}):
            raise ConfigError(f"{catalogue.folder}: the {kind} id {twice[0]!r} stands twice.")
