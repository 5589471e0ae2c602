"""Proper names as written in running text, and other names of the same thing."""

import re
from typing import NamedTuple

from digests.text.vocabulary import vocabulary

_WORD = r"[^\W\d_][\w&]*(?:[.'’/+#_-]?\w+)*[+#]*"
_TOKEN = re.compile(rf"{_WORD}|\d+\w*(?:-[^\W\d_]\w*)*|[^\s\w]")
_LINKS = frozenset({"of", "the", "for", "de", "von", "van", "di", "du", "la", "&"})
_SMALL = vocabulary(
    """a an the this that these those it its he she they we i you our your their his her my there
    here what when where which who why how if in on at by for from to of with as and or but nor so
    yet not no yes new all any both each every few many more most much some such other another after
    before during since until while although though because unless whether once than then now today
    yesterday tomorrow also only just still even however meanwhile instead about above across among
    between into over under up down out off through per via despite according please let do does
    did is are was were be been being has have had can could may might must shall should will would
    one two three four five six seven eight nine ten first second third next last
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday"""
)
"""Lower case: with a capital letter they are still no names."""


class Name(NamedTuple):
    """A name as written: `source[start:end] == text`."""

    text: str
    start: int
    end: int
    certain: bool
    """False where only the first word of a sentence has the capital letter."""


_SAME = (
    ("united states", "u.s.", "us", "usa", "america"),
    ("united kingdom", "u.k.", "uk", "britain"),
    ("european union", "eu", "e.u."),
    ("united nations", "un", "u.n."),
    ("artificial intelligence", "ai", "a.i."),
    ("machine learning", "ml"),
    ("large language model", "llm"),
    ("large language models", "llms"),
    ("amazon web services", "aws"),
    ("google cloud platform", "gcp"),
    ("technical advisory council", "tac"),
    ("technical oversight committee", "toc"),
    ("linux foundation", "lf"),
    ("cloud native computing foundation", "cncf"),
    ("chief executive officer", "ceo", "chief executive"),
    ("chief technology officer", "cto"),
    ("chief financial officer", "cfo"),
    ("chief operating officer", "coo"),
    ("vice president", "vp"),
    ("graphics processing unit", "gpu"),
    ("graphics processing units", "gpus"),
    ("application programming interface", "api"),
    ("reinforcement learning from human feedback", "rlhf"),
    ("model context protocol", "mcp"),
    ("hugging face", "huggingface"),
)
_OTHER_NAMES: dict[str, tuple[str, ...]] = {
    name: tuple(other for other in group if other != name) for group in _SAME for name in group
}


FIRST_WORDS = frozenset(name.split()[0] for name in _OTHER_NAMES)
"""What every name with other names begins with, lower case."""


def names(text: str) -> list[Name]:
    """Return the capitalised names and the words with inner capitals or digits, in order.

    Links (`of`, `the`) stay inside a name; a possessive is left off. The first word of a sentence
    counts, as uncertain, unless it is a function word.
    """
    found: list[Name] = []
    words: list[re.Match[str]] = []
    opens = True
    word_opens = False
    for token in _TOKEN.finditer(text):
        word = token.group()
        if _is_name(word):
            if not words:
                word_opens = opens
            words.append(token)
            if word.endswith(("'s", "’s")):
                _close(found, words, word_opens, text)
                words = []
        elif not (words and word in _LINKS and _follows_name(text, token.end())):
            _close(found, words, word_opens, text)
            words = []
        else:
            words.append(token)
        opens = word in '.!?:"“(•' or (opens and word in "'‘*-")
        if word == "." and words:
            _close(found, words, word_opens, text)
            words = []
    _close(found, words, word_opens, text)
    return found


def other_names(name: str) -> tuple[str, ...]:
    """Return the known other names, lower case: `aws` for Amazon Web Services."""
    return _OTHER_NAMES.get(name.lower(), ())


def _is_name(word: str) -> bool:
    if not any(c.isalpha() for c in word) or word.lower() in _SMALL:
        return False
    return word[0].isupper() or any(c.isupper() or c.isdigit() for c in word[1:])


def _follows_name(text: str, at: int) -> bool:
    following = _TOKEN.match(text, at + 1) if text[at : at + 1] == " " else None
    return following is not None and (
        _is_name(following.group())
        or (following.group() == "the" and _follows_name(text, following.end()))
    )


def _close(found: list[Name], words: list[re.Match[str]], opens: bool, text: str) -> None:
    if not words:
        return
    start, end = words[0].start(), words[-1].end()
    written = text[start:end]
    trimmed = re.sub(r"(?:['’]s|['’])\Z", "", written)
    first = words[0].group()
    certain = not (opens and len(words) == 1 and first[1:].islower())
    found.append(Name(trimmed, start, start + len(trimmed), certain))
