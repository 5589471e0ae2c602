"""Reads a web page: its article by trafilatura, what it says of itself by its metadata."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import charset_normalizer
import trafilatura

from digests.articles.blocks import blocks
from digests.articles.declared import json_ld
from digests.articles.markup import visible, within
from digests.articles.plain import as_text, body_of
from digests.text.clean import one_line

EXTRACTOR = f"trafilatura {trafilatura.__version__}"
LONGEST_PAGE = 3_000_000
"""Characters: what is longer is no article, and extraction takes a second a megabyte."""
_MOST_TAGS = 15_000
"""Extraction takes a second for so many, and seventeen for 50,000."""
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,200}>(.{0,1000}?)</title>", re.IGNORECASE | re.DOTALL)
_FOREIGN = re.compile(r"Arabic|CJK|Cyrillic|Greek|Hangul|Hebrew|Hiragana|Katakana|Thai")
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "dcterms.created")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """What a page holds, as far as it is visible."""

    body: str
    """The article's text without its title; empty where none was found."""
    everything: str
    """All visible text, the parts around the article too."""
    title: str
    site: str | None
    byline: str | None
    published_at: datetime | None
    language: str | None


def read_page(page: str, *, title: str) -> ReadPage:
    """Return what a page holds; `title` is the entry's, left out where the text repeats it."""
    page = page[:LONGEST_PAGE]
    meta = _metadata(page)
    seen = visible(page)
    own_title = meta.get("og:title") or _first(_TITLE, page) or ""
    return ReadPage(
        body=_article(seen, title=title, own_title=own_title),
        everything=as_text(blocks(seen)),
        title=one_line(html.unescape(own_title)),
        site=meta.get("og:site_name"),
        byline=_byline(meta.get("author")),
        published_at=_published(page, meta),
        language=_first(_LANGUAGE, page),
    )


def decoded(body: bytes, headers: Mapping[str, str]) -> str:
    """Return a page's text: BOM, else UTF-8 where valid, else as declared, else as it looks."""
    for mark, charset in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):  # fmt: skip
        if body.startswith(mark):
            return body.decode(charset, errors="replace")
    declared = _CHARSET.search(headers.get("Content-Type", "").encode()) or _CHARSET.search(
        body[:4096]
    )
    for charset in ("utf-8", declared[1].decode() if declared else "utf-8"):
        try:
            return body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    best = charset_normalizer.from_bytes(body[:100_000]).best()
    # Between the Latin code pages it guesses; the standard's default is windows-1252.
    latin = best is None or not any(_FOREIGN.match(name) for name in best.alphabets)
    return body.decode("cp1252" if latin or best is None else best.encoding, errors="replace")


def _article(seen: str, *, title: str, own_title: str) -> str:
    found = trafilatura.extract(
        f"<html><body>{within(seen, tags=_MOST_TAGS)}</body></html>",
        output_format="html",
        include_comments=False,
        include_links=True,
        include_formatting=True,
        favor_precision=True,
    )
    body = body_of(found, title=title) if found else ""
    # The page's own headline, where the feed words it otherwise.
    first, _, rest = body.partition("\n")
    return rest if first and one_line(html.unescape(own_title)).startswith(first) else body


def _metadata(page: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in _META.findall(page):
        values = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag)}
        name = values.get("property") or values.get("name") or values.get("itemprop")
        if name and values.get("content"):
            found.setdefault(name.lower(), html.unescape(values["content"]))
    return found


def _published(page: str, meta: Mapping[str, str]) -> datetime | None:
    stated = [meta.get(name) for name in _DATES]
    stated[1:1] = [str(node["datePublished"]) for node in json_ld(page) if "datePublished" in node]
    for text in stated:
        try:
            moment = datetime.fromisoformat((text or "").strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _byline(author: str | None) -> str | None:
    name = one_line(author or "")
    return name if name and "://" not in name and len(name) < 100 else None


def _first(pattern: re.Pattern[str], page: str) -> str | None:
    found = pattern.search(page)
    return found[1] if found else None
