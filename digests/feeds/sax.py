"""Drives feedparser's two parsers over a document that was decoded and opened here.

`feedparser.parse` is not called: it would decode again, search the prolog in quadratic time, open
a file where the body is a path, and run its author pattern over 32 kB for 7 s.
"""

import re
import xml.sax
from typing import Protocol
from xml.sax.expatreader import ExpatParser
from xml.sax.handler import feature_external_ges, feature_namespaces

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.util import FeedParserDict

from digests.feeds.fields import person

_LONGEST_AUTHOR = 300
# XML 1.0, section 2.2: no document may hold these, written out or as references.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"&#(?:x([0-9a-f]+)|(\d+));?", re.IGNORECASE)


class _Parser(Protocol):
    feeddata: FeedParserDict
    entries: list[FeedParserDict]
    version: str
    namespacemap: dict[str | None, str]

    def feed(self, document: str) -> None: ...


class _Ours:
    """Leaves HTML alone, and takes the e-mail address out of an author itself.

    feedparser's pattern for it takes quadratic time, and of `a@b.example` leaves the name `ple`.
    """

    sanitize_html = False
    resolve_relative_uris = False

    def _sync_author_detail(self, key: str = "author") -> None:
        context: FeedParserDict = self._get_context()  # type: ignore[attr-defined] # of the mixin
        author = dict.get(context, key)
        if isinstance(author, str):
            context[key] = person(author[:_LONGEST_AUTHOR])
        super()._sync_author_detail(key)  # type: ignore[misc] # the parser that it is mixed into


class _Strict(_Ours, StrictFeedParser):  # type: ignore[misc] # feedparser has no types
    pass


class _Loose(_Ours, LooseFeedParser):  # type: ignore[misc] # feedparser has no types
    pass


class _Expat(ExpatParser):
    def reset(self) -> None:
        super().reset()
        # Text comes in one piece instead of one a line or entity: 1.6 times faster on full text.
        self._parser.buffer_text = True  # type: ignore[attr-defined] # typeshed leaves it out


def run_parser(document: str, *, first_line: int = 1) -> tuple[FeedParserDict, str | None]:
    """Return feedparser's result, and what is wrong with the XML if the loose parser read it.

    `document` begins with its first element, which stands on `first_line` of the whole. The result has `feed`, `entries` and `version`;
    no address in it is resolved, no HTML cleaned.
    """
    document = _NOT_XML.sub("", document)
    parser: _Parser = _Strict("", None, "utf-8")
    try:
        _read_strictly(document, parser)
    except xml.sax.SAXException as error:
        parser = _Loose("", None, "utf-8", {})
        # Some write <rss:item> and declare no such prefix.
        parser.namespacemap["rss"] = ""
        parser.feed(_NUMBER.sub(_valid_reference, document))
        return _result(parser), _fault(error, first_line)
    return _result(parser), None


def _read_strictly(document: str, handler: StrictFeedParser) -> None:
    reader = _Expat(namespaceHandling=1)
    reader.setFeature(feature_namespaces, state=True)
    reader.setFeature(feature_external_ges, state=False)
    reader.setContentHandler(handler)
    reader.setErrorHandler(handler)
    reader.feed(document)
    reader.close()


def _result(parser: _Parser) -> FeedParserDict:
    return FeedParserDict(feed=parser.feeddata, entries=parser.entries, version=parser.version)


def _valid_reference(found: re.Match[str]) -> str:
    hexadecimal, decimal = found.groups()
    code = int(hexadecimal[-9:], 16) if hexadecimal else int(decimal[-9:])
    valid = code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code < 0x110000
    return f"&#{code};" if valid and len(found[0]) < 20 else ""


def _fault(error: xml.sax.SAXException, first_line: int) -> str:
    line = error.getLineNumber() if isinstance(error, xml.sax.SAXParseException) else None
    where = f" on line {first_line + line - 1}" if line else ""
    return f"the XML is not well-formed: {error.getMessage()}{where}"
