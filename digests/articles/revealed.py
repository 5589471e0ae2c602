"""Shows what a document hides, so that instructions in hiding can be told of."""

import html
import re

_CODE = re.compile(r"<(/?)(?:script|style)\b", re.IGNORECASE)
_TAG = re.compile(r"<!--|-->|<[^>]{0,500}>")
_SMUGGLED = re.compile("[\U000e0020-\U000e007e]+")
_HIDING = re.compile(
    r"<!--|\b(?:style|class|hidden|aria-hidden|color)\s*=|<(?:template|noscript|svg|iframe|textarea|title|button)\b"
    r"|\bhidden\b|[\U000e0020-\U000e007e]",
    re.IGNORECASE,
)


def hides(markup: str) -> bool:
    """Tell whether some HTML may hold words that nobody sees."""
    return bool(_HIDING.search(markup))


def revealed(markup: str) -> str:
    """Return all words of some HTML: hidden elements, comments and tag characters too.

    For looking at, never for storing.
    """
    text = html.unescape(_TAG.sub(" ", _without_code(markup)))
    return _SMUGGLED.sub(lambda found: " " + _in_ascii(found[0]) + " ", text)


def _without_code(markup: str) -> str:
    kept: list[str] = []
    begin = 0
    inside = False
    for tag in _CODE.finditer(markup):
        if not inside:
            kept.append(markup[begin : tag.start()])
        begin, inside = tag.start(), not tag[1]
    return "".join(kept) + ("" if inside else markup[begin:])


def _in_ascii(smuggled: str) -> str:
    return "".join(chr(ord(char) - 0xE0000) for char in smuggled)
