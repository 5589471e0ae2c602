"""Read what was rendered back: the lines of a chat message, the elements of a page."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

Json = Mapping[str, object]

_DISCORD = re.compile(r"\\(?P<plain>.)|\[(?P<label>(?:\\.|[^\]\\])*)\]\(<(?P<url>[^>]*)>\)|\*")
"""From the left, as Discord reads: an escape, a link, or a mark of bold or italic."""
_DISCORD_LEAD = re.compile(r"^(?:• |-# |### |## |> )")


class Seen(NamedTuple):
    """A line as seen: its words, and the addresses of its links in order."""

    text: str
    links: tuple[str, ...]


def maps(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def slack_lines(body: Json) -> Iterator[Seen]:
    """Yield the lines of all rich_text blocks."""
    for block in maps(body["blocks"]):
        if block["type"] == "rich_text":
            for element in maps(block["elements"]):
                inner = maps(element["elements"])
                for run in inner if element["type"] == "rich_text_list" else [element]:
                    yield from _lines(maps(run["elements"]))


def _lines(runs: list[Json]) -> Iterator[Seen]:
    text = ""
    links: list[str] = []
    for run in runs:
        if run["text"] == "\n":
            yield Seen(text, tuple(links))
            text, links = "", []
            continue
        text += str(run["text"])
        if run["type"] == "link":
            links.append(str(run["url"]))
    yield Seen(text, tuple(links))


def slack_context(body: Json) -> list[str]:
    """Return the texts of all context blocks."""
    return [
        str(element["text"])
        for block in maps(body["blocks"])
        if block["type"] == "context"
        for element in maps(block["elements"])
    ]


def discord_texts(body: Json) -> list[str]:
    """Return the contents of all text displays, those in sections included."""
    found = []
    for part in maps(body.get("components")):
        if part["type"] == 10:
            found.append(str(part["content"]))
        found += discord_texts(part)
    return found


def discord_lines(body: Json) -> Iterator[Seen]:
    """Yield the lines of all text displays, markup taken off as Discord would."""
    for content in discord_texts(body):
        for line in content.split("\n"):
            bare = _DISCORD_LEAD.sub("", line)
            links = tuple(found["url"] for found in _DISCORD.finditer(bare) if found["url"])
            yield Seen(_DISCORD.sub(_bare, bare), links)


def _bare(found: re.Match[str]) -> str:
    return found["plain"] or (found["label"] or "").replace("\\", "")


class Skeleton(HTMLParser):
    """The elements and attributes of a page, and the words in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [
            v or "" for name, v in attrs if name in {"href", "src", "cite", "action"}
        ]

    def handle_data(self, data: str) -> None:
        self.words += data


def skeleton(page: str) -> Skeleton:
    parser = Skeleton()
    parser.feed(page)
    parser.close()
    return parser
