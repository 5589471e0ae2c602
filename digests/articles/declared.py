"""Who wrote a source, as far as the source itself declares it. Style and bylines prove nothing."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from digests.articles.markup import without_comments
from digests.articles.notes import note_in
from digests.model import SourceAuthorship, Wrote
from digests.text.clean import one_line

_HEADER = "ai-disclosure"
_MARKS = {
    "ai-generated": Wrote.DECLARED_AI,
    "ai-originated": Wrote.DECLARED_AI,
    "autonomous": Wrote.DECLARED_AI,
    "machine-generated": Wrote.DECLARED_AI,
    "ai-assisted": Wrote.DECLARED_AI_ASSISTED,
    "ai-modified": Wrote.DECLARED_AI_ASSISTED,
}
"""W3C `ai-disclosure` and the IETF draft's modes; `none` declares nothing on the author."""
_SOURCE_TYPES = {
    "trainedalgorithmicmedia": Wrote.DECLARED_AI,
    "compositewithtrainedalgorithmicmedia": Wrote.DECLARED_AI_ASSISTED,
}
_TEXT_TYPES = re.compile(
    r"article|posting|report|webpage|creativework|review|newsletter", re.IGNORECASE
)
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_JSON_LD = re.compile(r"<script\b[^>]{0,300}\bapplication/ld\+json\b[^>]{0,300}>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_LONGEST_QUOTE = 300


def declared_authorship(
    text: str, *, page: str = "", headers: Mapping[str, str] | None = None
) -> SourceAuthorship:
    """Return what a source says on who wrote it, the strongest signal first.

    The `AI-Disclosure` header, then the page's `<meta name="ai-disclosure">`, then JSON-LD
    `digitalSourceType` of an article (not of a picture), then a note in the text on the text.
    """
    marked = _in_headers(headers or {}) or (_in_page(page) if page else None)
    return marked or note_in(text) or SourceAuthorship()


def _in_headers(headers: Mapping[str, str]) -> SourceAuthorship | None:
    for name, value in headers.items():
        if name.lower() == _HEADER:
            return _marked(value, quote=f"{name}: {value}", signal="header")
    return None


def _in_page(page: str) -> SourceAuthorship | None:
    page = without_comments(page)
    for tag in _META.findall(page):
        found = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag)}
        name = found.get("name") or found.get("property") or ""
        marked = _marked(found.get("content", ""), quote=tag, signal="meta")
        if marked and name.lower() == _HEADER:
            return marked
    for node in json_ld(page):
        value = node.get("digitalSourceType")
        kind = _SOURCE_TYPES.get(str(value).rstrip("/").rpartition("/")[2].lower())
        if kind and _TEXT_TYPES.search(str(node.get("@type", ""))):
            quote = f'"digitalSourceType": {json.dumps(value)}'
            return SourceAuthorship(status=kind, quote=_cut(quote), signal="json_ld")
    return None


def json_ld(page: str) -> Iterator[dict[str, object]]:
    """Yield every JSON-LD object of a page, nested ones too; what is no JSON is passed over."""
    for script in _scripts(page):
        try:
            waiting = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                yield node
                waiting += node.values()
            elif isinstance(node, list):
                waiting += node


def _scripts(page: str) -> Iterator[str]:
    ends = [end.start() for end in _END.finditer(page)]
    for begin in _JSON_LD.finditer(page):
        place = bisect_left(ends, begin.end())
        if place < len(ends):
            yield page[begin.end() : ends[place]]


def _marked(value: str, *, quote: str, signal: str) -> SourceAuthorship | None:
    for word in re.findall(r"[a-z]+(?:-[a-z]+)*", value.lower()):
        if word in _MARKS:
            return SourceAuthorship(status=_MARKS[word], quote=_cut(quote), signal=signal)
    return None


def _cut(quote: str) -> str:
    return one_line(quote)[:_LONGEST_QUOTE]
