"""Links straight to quoted words: stored address plus `#:~:text=`.

Grammar (WICG Scroll To Text Fragment, section 3.3): `text=[prefix-,]start[,end][,-suffix]`, several of
them joined by `&`; `-`, `,` and `&` inside a term are percent-encoded. A term is found by whole words, and
a `start` without an `end` only within one block of the page, so words on both sides of a
paragraph break need both.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote as percent

from digests.model import Quote
from digests.text.urls import is_web_address

WHOLE = 80
"""Quotes up to this many characters go into the address in full."""
LONGEST = 1_000
"""An address longer than this is not given a fragment: chats count it as text."""
_EDGE_WORDS = 4
_CONTEXT_WORDS = 3
# A Han or kana character stands for a word: browsers segment them, and such text has no spaces.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\s\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
)
_DIRECTIVE = ":~:"
_KEPT_IN_ADDRESS = "!#$%&'*+,/:;=?@~-._"
_LEFT_OVER_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def web_link(url: str | None) -> str | None:
    r"""Return the address safe to put in any markup, or None where it is no http(s) address.

    Percent-encodes what could end or escape a link: white space, quotes, brackets, `|`, `\`, `<>`,
    and everything beyond ASCII in the path. Drops a fragment directive that is already there.
    """
    if url is None or not is_web_address(url):
        return None
    base, mark, fragment = url.partition("#")
    fragment = fragment.partition(_DIRECTIVE)[0]
    whole = base + (mark + fragment if fragment else "")
    return percent(_LEFT_OVER_PERCENT.sub("%25", whole), safe=_KEPT_IN_ADDRESS)


def fragment_link(url: str | None, text: str, quotes: Iterable[Quote]) -> str | None:
    """Return the address that opens a page at the quotes of `text`; None for no web address.

    The plain address comes back where the fragment would make it longer than `LONGEST`.
    """
    base = web_link(url)
    if base is None:
        return None
    directives = dict.fromkeys(
        directive for quote in quotes if (directive := text_directive(text, quote.start, quote.end))
    )
    if not directives:
        return base
    mark = "" if "#" in base else "#"
    link = f"{base}{mark}{_DIRECTIVE}{'&'.join(directives)}"
    return link if len(link) <= LONGEST else base


def text_directive(text: str, start: int, end: int) -> str:
    """Return `text=…` for `text[start:end]`, empty where the span holds no word.

    Where the words occur earlier in the text too, neighbouring words of the same paragraph are
    added until they do not; where that cannot be done, the first occurrence says the same.
    """
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    if not words:
        return ""
    start, end = words[0][0], words[-1][1]
    exact = text[start:end]
    if len(exact) <= WHOLE and "\n" not in exact:
        prefix, suffix = _context(text, start, end)
        terms = [exact]
    else:
        head = _head(text, words)
        prefix, suffix = _context(text, start, head)[0], ""
        tail = _tail(text, words, head)
        terms = [text[start:head], text[tail:end]] if tail is not None else [text[start:head]]
    encoded = [_encode(term) for term in terms]
    if prefix:
        encoded.insert(0, f"{_encode(prefix)}-")
    if suffix:
        encoded.append(f"-{_encode(suffix)}")
    return f"text={','.join(encoded)}"


def _encode(term: str) -> str:
    return percent(" ".join(term.split()), safe="").replace("-", "%2D")


def _is_first(text: str, words: str, at: int) -> bool:
    """Tell whether a browser that searches from the top meets these words here first."""
    first = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    return first is not None and first.start() == at


def _head(text: str, words: list[tuple[int, int]]) -> int:
    """Return where the opening words end: enough of them to be found here first."""
    line = [word for word in words if "\n" not in text[words[0][0] : word[0]]]
    for _, end in line[_EDGE_WORDS - 1 : 2 * _EDGE_WORDS]:
        if _is_first(text, text[words[0][0] : end], words[0][0]):
            return end
    return line[min(len(line), _EDGE_WORDS) - 1][1]


def _tail(text: str, words: list[tuple[int, int]], head: int) -> int | None:
    """Return where the closing words begin: enough of them to be found there first after the head."""
    end = words[-1][1]
    line = [word for word in words if word[0] >= head and "\n" not in text[word[0] : end]]
    if not line:
        return None
    for begin, _ in line[-_EDGE_WORDS : -3 * _EDGE_WORDS : -1]:
        if text.find(text[begin:end], head) == begin:
            return begin
    return line[-min(len(line), _EDGE_WORDS)][0]


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return (prefix, suffix) that tell this occurrence from an earlier one; empty where not needed."""
    if _is_first(text, text[start:end], start):
        return "", ""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = [m.start() for m in _WORD.finditer(text, line_start, start)][-_CONTEXT_WORDS:]
    if before:
        return text[before[0] : start].rstrip(), ""
    after = [m.end() for m in _WORD.finditer(text, end, line_end if line_end != -1 else len(text))][
        :_CONTEXT_WORDS
    ]
    return ("", text[end : after[-1]].lstrip()) if after else ("", "")
