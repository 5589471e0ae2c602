"""Makes an entry's fields fit to keep: one line, absolute, bounded."""

import html
import re
from urllib.parse import urljoin

from digests.model.ids import sha256
from digests.text.clean import one_line, strip_hidden
from digests.text.urls import is_web_address

MAX_ENTRIES = 5_000
_LONGEST_TITLE = 1_000
_LONGEST_BYLINE = 300
_LONGEST_GUID = 1_000
_LONGEST_HTML = 1_000_000
# Only elements that set words inside a line: `Vec<T>` and `<script>` in a title are its words.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|br|cite|code|div|em|font|h[1-6]|i|img|kbd|mark|p|q|s|small|span|strong"
    r"|strike|sub|sup|tt|u|var|wbr)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"<(?:br|/?p|/?div|/?h[1-6])\b", re.IGNORECASE)
_MARKUP = re.compile(
    r"</(?:p|a|div|span|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|pre|code|table|figure)\s*>"
    r"|<(?:br|hr|p|img)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_E_MAIL = re.compile(r"(?:mailto:)?[^\s<>()@]+@[^\s<>()@]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SPACE_IN_ADDRESS = re.compile(r"[\t\r\n]+")


def title_line(raw: str) -> str:
    """Return a title as one line of plain text: inline tags gone, references resolved."""
    words = _INLINE.sub(lambda tag: " " if _BREAKS.match(tag[0]) else "", raw[:50_000])
    return one_line(html.unescape(words))[:_LONGEST_TITLE].rstrip()


def person(author: str) -> str:
    """Return the name in `press@blog.example (Press Office)` and its like; empty without one."""
    if "@" not in author:
        return author
    return _E_MAIL.sub("", author[:_LONGEST_BYLINE]).strip(" ()<>,;")


def byline(names: list[str]) -> str | None:
    """Return the names as one line, each once; None where there is none."""
    lines = dict.fromkeys(title_line(person(name)) for name in names[:20])
    joined = ", ".join(filter(None, lines))
    return joined[:_LONGEST_BYLINE].rstrip() or None


def web_address(raw: str | None, base: str) -> str | None:
    """Return the absolute http(s) address, or None where it is none."""
    if not raw:
        return None
    address = _SPACE_IN_ADDRESS.sub("", strip_hidden(raw).strip()).replace(" ", "%20")
    try:
        absolute = urljoin(base, address)
    except ValueError:
        return None
    return absolute if is_web_address(absolute) else None


def guid(raw: str | None) -> str | None:
    """Return an entry's own id, verbatim but for hidden characters; a very long one hashed."""
    if not raw or not (plain := one_line(raw)):
        return None
    return plain if len(plain) <= _LONGEST_GUID else f"sha256:{sha256(plain)}"


def body_html(raw: str, *, plain: bool) -> str:
    """Return an entry's body as HTML, still hostile; at most a million characters.

    `plain` says that the feed declares plain text, which many do for HTML.
    """
    body = strip_hidden(raw[:_LONGEST_HTML]).strip()
    if not plain or _MARKUP.search(body):
        return body
    paragraphs = _PARAGRAPHS.split(body)
    return "".join(f"<p>{html.escape(one, quote=False)}</p>" for one in paragraphs if one.strip())
