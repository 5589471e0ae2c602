"""Cleans hostile HTML: well-formed, without scripts, comments and what nobody can see."""

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser

import nh3

from digests.articles.hidden import VOID, Sight

_DROPPED = {
    "annotation", "audio", "button", "canvas", "dialog", "embed", "figcaption", "form", "frame",
    "frameset", "head", "iframe", "map", "math", "nav", "noembed", "noframes", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
}  # fmt: skip
_KEPT = {
    "a", "abbr", "article", "aside", "b", "blockquote", "br", "caption", "center", "cite", "code",
    "col", "dd", "del", "details", "div", "dl", "dt", "em", "figure", "font", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol",
    "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "aria-hidden", "bgcolor", "class", "color", "hidden", "id", "itemprop", "role", "style",
}  # fmt: skip
_CLEANER = nh3.Cleaner(
    tags=_KEPT,
    clean_content_tags=_DROPPED,
    attributes={"*": _ATTRIBUTES, "a": {"href"}, "img": {"alt"}, "ol": {"start"}},
    strip_comments=True,
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)


LONGEST = 3_000_000
MOST_TAGS = 40_000
_MOST_WORK = 3_000_000
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_CLOSE_THEMSELVES = VOID | {
    "base", "dd", "dt", "embed", "li", "link", "meta", "option", "p", "param", "source", "tbody", "td",
    "th", "thead", "tr", "track",
}  # fmt: skip
_RAW = {"script", "style"}
_SHAPES = {
    "animate", "circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect", "stop", "use",
}  # fmt: skip


def cleaned(markup: str) -> str:
    """Return well-formed HTML without scripts, styles, comments, templates and form controls.

    Attributes that decide what is visible stay: `Sight` reads them. Of more than three million
    characters or 40,000 tags the first are read; markup made to take for ever comes back empty.
    """
    markup = markup[:LONGEST]
    return "" if _is_bomb(markup) else within(_CLEANER.clean(markup), tags=MOST_TAGS)


def within(markup: str, *, tags: int) -> str:
    """Return well-formed HTML up to its first so many tags."""
    if markup.count("<") <= tags:
        return markup
    for n, tag in enumerate(_TAG.finditer(markup)):
        if n == tags:
            return markup[: tag.start()]
    return markup


def without_comments(markup: str) -> str:
    """Return HTML without comments; one that never ends takes the rest. Linear in time."""
    first, *others = markup.split("<!--")
    return " ".join([first, *(other.partition("-->")[2] for other in others)])


def _is_bomb(markup: str) -> bool:
    # The standard's algorithm walks all open elements at every tag and opens formatting anew in
    # every paragraph: 20,000 nested elements take 3 s, and 5,000 open <font> in 5,000 <p> never end.
    unclosed: Counter[str] = Counter()
    depth = deepest = tags = 0
    raw = ""
    drawing = False
    for tag in _TAG.finditer(markup):
        closing, name = tag[1], tag[2].lower()
        if raw and not (closing and name == raw):
            continue  # a program's `a<b` is no tag
        tags += 1
        raw = name if name in _RAW and not closing and not drawing else ""
        # In a drawing `<path/>` ends itself; any element of a text ends the drawing.
        drawing = not closing if name == "svg" else drawing and name not in _KEPT
        if name in _CLOSE_THEMSELVES or (drawing and name in _SHAPES):
            continue
        if not closing:
            unclosed[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif unclosed[name]:
            unclosed[name] -= 1
            depth -= 1
    return deepest * tags > _MOST_WORK


def visible(markup: str) -> str:
    """Return cleaned HTML without the elements that nobody can see."""
    stripper = _Stripper()
    stripper.feed(cleaned(markup))
    stripper.close()
    return "".join(stripper.kept)


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self._sight = Sight()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._sight.enters(tag, {name: value or "" for name, value in attrs})
        if not self._sight.hidden:
            self.kept.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        hidden = self._sight.hidden
        self._sight.leaves(tag)
        if not hidden:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._sight.hidden:
            self.kept.append(escape(data, quote=False))
