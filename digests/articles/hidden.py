"""Tells what in a page a person cannot see: where instructions to machines are hidden."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

VOID = frozenset(("area", "br", "col", "hr", "img", "input", "wbr"))
_UNSEEN_CLASSES = frozenset(
    (
        "d-none",
        "display-none",
        "hidden",
        "invisible",
        "is-hidden",
        "screen-reader-text",
        "screenreader",
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
    )
)
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_WHITE = re.compile(
    r"(?:white|snow|ghostwhite|ivory|#f[a-f]f[a-f]f[a-f](?:ff)?|#fff|#ffff|transparent"
    r"|rgba?\(\s*25[0-5]\s*[, ]\s*25[0-5]\s*[, ]\s*25[0-5]\b.*"
    r"|rgba\(.*[,/]\s*0?(?:\.0+)?%?\s*\)|#[\da-f]{6}00|#[\da-f]{3}0"
    r"|hsla?\(.*[, ]\s*(?:100|9[89])%.*)"
)
_CLIPPED = re.compile(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?|inset\(\s*(?:50|100)%|circle\(\s*0")


@dataclass(slots=True)
class Sight:
    """Follows the open elements of well-formed HTML and tells whether a reader sees into them."""

    _open: list[tuple[str, bool, str]] = field(default_factory=lambda: [("", False, "white")])

    @property
    def hidden(self) -> bool:
        """Whether text at this place is invisible."""
        return self._open[-1][1]

    def enters(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Go into an element; void elements have no inside."""
        if tag in VOID:
            return
        _, hidden, backdrop = self._open[-1]
        style = _declarations(attributes.get("style", ""))
        own = _backdrop(style, attributes) or backdrop
        self._open.append((tag, hidden or _conceals(style, attributes, own), own))

    def leaves(self, tag: str) -> None:
        """Come out of the innermost open element of that name."""
        for n in range(len(self._open) - 1, 0, -1):
            if self._open[n][0] == tag:
                del self._open[n:]
                return


def _declarations(style: str) -> dict[str, str]:
    found = {}
    for declaration in re.sub(r"/\*.*?\*/", "", style.lower()).split(";"):
        name, _, value = declaration.partition(":")
        found[name.strip()] = value.replace("!important", "").strip()
    return found


def _backdrop(style: Mapping[str, str], attributes: Mapping[str, str]) -> str | None:
    colour = style.get("background-color") or style.get("background") or attributes.get("bgcolor")
    if not colour or colour in {"none", "inherit", "initial", "transparent", "unset"}:
        return None
    return "white" if _WHITE.fullmatch(colour.lower()) else colour.lower()


def _conceals(style: Mapping[str, str], attributes: Mapping[str, str], backdrop: str) -> bool:
    classes = attributes.get("class", "").lower().split()
    return (
        ("hidden" in attributes and attributes["hidden"].lower() != "false")
        or attributes.get("aria-hidden", "").lower() == "true"
        or not _UNSEEN_CLASSES.isdisjoint(classes)
        or style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("content-visibility") == "hidden"
        or _number(style, "opacity", 1.0) < 0.05
        or _number(style, "font-size", 16.0) < _least(style.get("font-size", ""))
        or _is_off_screen(style)
        or _is_shrunk(style)
        or _has_no_contrast(style, attributes, backdrop)
    )


def _number(style: Mapping[str, str], name: str, otherwise: float) -> float:
    found = _NUMBER.match(style.get(name, ""))
    return float(found[0]) if found else otherwise


def _least(size: str) -> float:
    """Return the smallest font size that can be read, in the unit of `size`."""
    return 0.15 if size.endswith("em") else 15 if size.endswith("%") else 2


def _is_off_screen(style: Mapping[str, str]) -> bool:
    far = -400
    placed = style.get("position") in {"absolute", "fixed"}
    edges = ("left", "right", "top", "bottom", "margin-left", "margin-top")
    return (
        (placed and any(_number(style, edge, 0) < far for edge in edges))
        or _number(style, "text-indent", 0) < far
        or bool(
            re.search(r"translate\w*\(\s*-(?:\d{4,}px|[1-9]\d{2,}%)", style.get("transform", ""))
        )
        or bool(re.search(r"scale\w*\(\s*0(?:\.0+)?\s*[,)]", style.get("transform", "")))
    )


def _is_shrunk(style: Mapping[str, str]) -> bool:
    clipped = style.get("clip", "") + " " + style.get("clip-path", "")
    if _CLIPPED.search(clipped):
        return True
    cut = style.get("overflow") in {"hidden", "clip"}
    sizes = ("width", "height", "max-width", "max-height")
    return cut and any(0 <= _number(style, size, 100) <= 1 for size in sizes)


def _has_no_contrast(
    style: Mapping[str, str], attributes: Mapping[str, str], backdrop: str
) -> bool:
    colour = (style.get("color") or attributes.get("color", "")).lower()
    if not colour:
        return False
    if colour == "transparent":
        return True
    return colour == backdrop or (backdrop == "white" and bool(_WHITE.fullmatch(colour)))
