"""Takes out of a text what nobody can see, and makes its white space plain."""

import re

_SPACES = "\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 (but tab, line feed and the spaces among them), DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"  # zero-width and bidirectional
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"  # variation selectors, BOM, annotations
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # musical controls, tags, variation selectors
    "\ud800-\udfff"  # surrogates without their other half
    "]"
)
_BREAK = re.compile("\r\n?|[\x1c-\x1e\u2028\u2029]")
_SPACE = re.compile(f"[{_SPACES}]")
_RUN = re.compile(rf"[\s{_SPACES}]+")
_C1 = re.compile("[\x80-\x9f]")


def strip_hidden(text: str) -> str:
    r"""Return the text without characters that have no visible form; lines stay lines.

    Gone are zero-width, bidirectional, tag (U+E0000-E007F), variation selector and control
    characters and lone surrogates. Line ends become `\n`, spaces of any width a plain space.
    Idempotent.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _C1.sub(_from_cp1252, _BREAK.sub("\n", text))
    return _SPACE.sub(" ", _INVISIBLE.sub("", text))


def one_line(text: str) -> str:
    """Return the text on one line: hidden characters gone, white space runs one space, trimmed."""
    return _RUN.sub(" ", strip_hidden(text)).strip()


def _from_cp1252(match: re.Match[str]) -> str:
    # The WHATWG encoding standard reads "iso-8859-1" as windows-1252, so U+0092 in a feed is an
    # apostrophe that some program decoded by the letter of the label.
    return match[0].encode("latin-1").decode("cp1252", errors="ignore")
