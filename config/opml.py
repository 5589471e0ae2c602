"""OPML, the format in which feed readers exchange lists of feeds (OPML 2.0)."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from lxml import etree

from digests.errors import UserError
from digests.model import Feed
from digests.text.clean import one_line
from digests.text.urls import is_web_address

MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list."""

    title: str
    url: str
    home: str | None = None


def parse_opml(content: bytes) -> list[Outline]:
    """Return the feeds of an OPML document, each address once, in its order.

    Raises:
        UserError: it is no OPML, or too large.
    """
    if len(content) > MAX_BYTES:
        raise UserError(f"The list is over {MAX_BYTES // 1_000_000} MB; is it OPML?")
    # No entity, no network, no document type: the list may come from anywhere.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UserError(f"The list is no well-formed OPML: {error}.") from error
    if root.tag != "opml":
        raise UserError("The list is no OPML: it does not begin with <opml>.")
    found: dict[str, Outline] = {}
    for row in root.iter("outline"):
        url = (row.get("xmlUrl") or "").strip()
        if is_web_address(url):
            title = one_line(row.get("title") or row.get("text") or "") or url
            home = (row.get("htmlUrl") or "").strip()
            found.setdefault(
                url, Outline(title=title, url=url, home=home if is_web_address(home) else None)
            )
    return list(found.values())


def write_opml(feeds: Sequence[Feed]) -> str:
    """Return an OPML 2.0 document of the feeds, grouped by tier."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "Citewire feeds"
    body = ET.SubElement(root, "body")
    groups: dict[str, ET.Element] = {}
    for feed in feeds:
        if feed.tier not in groups:
            groups[feed.tier] = ET.SubElement(body, "outline", text=feed.tier.value)
        attributes = {"type": "rss", "text": feed.outlet, "title": feed.outlet, "xmlUrl": feed.url}
        if feed.home:
            attributes["htmlUrl"] = feed.home
        ET.SubElement(groups[feed.tier], "outline", attributes)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)
