"""Shows what a document hides, so that instructions in hiding can be told of."""

import html
import re

_CODE = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--|-->|<[^>]{0,2000}>")
_SMUGGLED = re.compile("[\U000e0020-\U000e007e]+")


def revealed(markup: str) -> str:
    """Return all words of some HTML: hidden elements, comments and tag characters too.

    For looking at, never for storing.
    """
    text = html.unescape(_TAG.sub(" ", _CODE.sub(" ", markup)))
    return _SMUGGLED.sub(lambda found: " " + _in_ascii(found[0]) + " ", text)


def _in_ascii(smuggled: str) -> str:
    return "".join(chr(ord(char) - 0xE0000) for char in smuggled)
