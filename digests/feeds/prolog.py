"""What stands before a document's first element, and the traps in it.

The prolog is cut off before parsing: entity declarations (billion laughs) live there, and
feedparser's own search through it takes quadratic time on white space.
"""

import re
from typing import NamedTuple

_LONGEST_DOCTYPE = 100_000
_LONGEST_VALUE = 8
"""Of an entity, so that a reference (`&a;`) grows less than threefold."""
_NAME = re.compile(r"<([A-Za-z_][^\s/>]{0,100})")
_DOCTYPE_PART = re.compile(r"""\"[^"]*"|'[^']*'|[\[\]>]""")
_ENTITY = re.compile(r"""<!ENTITY\s+([A-Za-z][\w.-]{0,30})\s+(?:"([^"]*)"|'([^']*)')\s*>""")
_SAFE_VALUE = re.compile(r"[^<&%]*|&#\w+;")
_REFERENCE = re.compile(r"&([A-Za-z][\w.-]{0,30});")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


class Opened(NamedTuple):
    """A document without its prolog."""

    root: str
    """The first element's name as written, in lower case; empty where there is no element."""
    text: str
    """From the first element on; harmless entity references replaced."""
    line: int
    """The line on which it begins, from 1."""
    refused_entities: bool
    """The document declares entities that were not expanded."""


def open_document(text: str) -> Opened:
    """Find the first element, past declarations, comments and stray words."""
    at, declared = 0, ""
    while (at := text.find("<", at)) >= 0:
        if name := _NAME.match(text, at):
            body, refused = _without_entities(text[at:], declared)
            line = text.count("\n", 0, at) + 1
            return Opened(name[1].lower(), body, line=line, refused_entities=refused)
        if text.startswith("<!--", at):
            at = _past(text, "-->", at)
        elif text.startswith("<?", at):
            at = _past(text, ">", at)
        elif text[at : at + 9].lower() == "<!doctype":
            end = _doctype_end(text, at)
            declared += text[at:end]
            at = end
        else:
            at += 1
    return Opened(root="", text="", line=1, refused_entities=False)


def _past(text: str, mark: str, at: int) -> int:
    end = text.find(mark, at)
    return len(text) if end < 0 else end + len(mark)


def _doctype_end(text: str, at: int) -> int:
    inside = False
    for part in _DOCTYPE_PART.finditer(text, at, at + _LONGEST_DOCTYPE):
        if part[0] == ">" and not inside:
            return part.end()
        inside = part[0] == "[" or (inside and part[0] != "]")
    return at + len("<!doctype")


def _without_entities(body: str, declared: str) -> tuple[str, bool]:
    values, refused = {}, False
    for name, double, single in _ENTITY.findall(declared):
        value = double or single
        if len(value) <= _LONGEST_VALUE and _SAFE_VALUE.fullmatch(value):
            values[name] = value
        else:
            refused = True
    for name in _XML_OWN & values.keys():
        del values[name]
    if values:
        body = _REFERENCE.sub(lambda found: values.get(found[1], found[0]), body)
    return body, refused
