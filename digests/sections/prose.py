"""The sentences of an article that tell something, with their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from digests.model import Article
from digests.sections.boilerplate import is_boilerplate, is_boilerplate_heading
from digests.sections.grammar import has_finite_verb
from digests.sections.overlap import Wording, wording
from digests.text.sentences import sentences

_LIST_MARK = re.compile(r"(?:[-*•·–▪‣◦→]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_DATELINE = re.compile(
    r"(?:(?=[A-Z]{3})[^a-z“”.!?]{3,60}?(?:, [A-Z][a-z]+\.?)?,?\s*(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\s*)?(?:\([^()]{2,40}\)\s*)?(?:—|–|--|(?<=\)\s)-)\s+(?=[A-Z])){1,3}"
)
"""`BERLIN, May 2, 2025 (Wire) — Acme …`: the sentence begins after it."""
_ENDS = re.compile(r"[.!?。！？][\"'”’»)\]）」』]*(?P<note>(?:\[\d+\])*|[⁰¹²³⁴-⁹]*|\d{0,2})\Z")
_GLUED = re.compile(
    r"\b(?:a|an|the|to|of|in|on|and|or|for|with|by|from|at|as|is|our|your|new|now|can|has|have|are|was|use|using|via|more|this|that)[A-Z][a-z]"
    r"|[a-z]{3},[a-z]{3}|\bavailable(?:for|in|on|to|with)\b"
)
"""`access toDevin`, `loom,takes`: the page lost its spaces."""
_SERIES = re.compile(r"(?P<label>[^\W\d][^:.,;?!]{0,60}):\s+[“\"]?[A-Z]")
"""`The Batch AI News and Insights: Voice is …`: the name of a series before the sentence."""
_CONTINUES = re.compile(r"[a-z(]|\d[\d.,]*\s[a-z]")
_LABEL = re.compile(r"[^\W\d][\w/&'’+-]*(?: [\w/&'’+-]+){0,4}(?: \([^)]*\))?:\s")
_CODE = re.compile(
    r"https?://|www\.|[{}<>\\^~|`]|;\s*\Z|(?<!\b[nN])(?<!\b[nN] )=|\*\*|##|\]\(|\w\(\)|(?<!\w)--?\w+[ =]|\w+/\w+/\w+|::|\w_\w|(?<!\w)_\w|(?<!\w)@\w|(?<!\w)#(?!\d{1,6}\b)\w|\*\w|\w\*|→|✅|❌"
)
_ADDRESSED = re.compile(
    r"(?i)\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|all|your|instructions?|prompts?)\b"
    r"|\bsystem\s+prompt\b|\byou\s+are\s+(?:now|an?)\b|\b(?:language\s+models?|assistants?|AIs?|LLMs?|agents?)\b.{0,30}\b(?:must|should)\b"
)
_CUT_OFF = re.compile(r"(?:\.{3}|…)[\"'”’»)\]]*\Z")
"""`have driven the values of...`: a teaser that was cut."""
_DASHED_LABEL = re.compile(r"[A-Z][\w ]{2,40}\w(?:- | -(?=[A-Z]))(?=[A-Z])")
"""`Moving shuttle- Chooses …`: the label of a list item lost its form."""
_DATED_LABEL = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})? |\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})? )?(?:[Uu]pdated?|UPDATED?|[Ee]dit(?:ed)?|EDIT|[Cc]orrection)(?: [^:.]{2,30})?:\s"
)
"""`March 6, 2026 update: …`"""
SHORTEST = 25
LONGEST = 420
"""Characters: beyond this a sentence is no longer read in a chat message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article: `article.text[start:end] == text`."""

    article_id: str
    start: int
    end: int
    text: str
    position: int
    """Its place among the article's telling sentences, from 0."""
    wording: Wording

    @property
    def words(self) -> frozenset[str]:
        """Stems of its content words."""
        return self.wording.words


def telling_sentences(article: Article) -> list[Sentence]:
    """Return the sentences that may be quoted as news, in order: no boilerplate, no code.

    Headings, captions and list items that are no sentences are left out; so is everything under
    `About …`, `References` and the like. Of a suspicious article nothing instruction-like is kept.
    """
    kept: list[Sentence] = []
    for start, end in _spans(article):
        text = article.text[start:end]
        if not is_quotable(text, article):
            continue
        kept.append(
            Sentence(
                article_id=article.id,
                start=start,
                end=end,
                text=text,
                position=len(kept),
                wording=wording(text),
            )
        )
    return kept


def _spans(article: Article) -> Iterator[tuple[int, int]]:
    """Yield the spans of body sentences outside the parts that tell nothing."""
    base = article.body_start
    body = article.body
    single_line = "\n" not in body.strip()
    silent = False
    for start, end in sentences(body):
        piece = body[start:end]
        mark = _LIST_MARK.match(piece) or _DATELINE.match(piece)
        ends = _ENDS.search(piece)
        if not ends and not mark and _is_whole_line(body, start, end):
            silent = is_boilerplate_heading(piece)
        if silent or not (ends or single_line) or _is_code_line(body, start):
            continue
        if _CONTINUES.match(piece) and _breaks_off(body, start):
            continue
        note = len(ends["note"]) if ends and not piece[ends.start() - 1].isdigit() else 0
        yield base + start + (mark.end() if mark else 0), base + end - note


def _breaks_off(body: str, start: int) -> bool:
    """Return whether the line above ends within a sentence: `Claude Opus` before `4.6 found …`."""
    if start == 0 or body[start - 1] != "\n":
        return False
    return body[: start - 1].rstrip()[-1:].isalnum()


def _is_code_line(body: str, start: int) -> bool:
    """Return whether the line is indented: that is how an article's text sets code."""
    return body[max(0, start - 4) : start] == "    "


def _is_whole_line(body: str, start: int, end: int) -> bool:
    return (start == 0 or body[start - 1] == "\n") and (end == len(body) or body[end] == "\n")


def is_quotable(text: str, article: Article, *, labelled: bool = False) -> bool:
    """Return whether the words may be printed as a quote: whole, plain, and part of the news.

    `labelled` words may begin with a label: `Hardware: can PyTorch support many chips?`
    """
    if not SHORTEST <= len(text) <= LONGEST or not _is_plain_sentence(text, labelled=labelled):
        return False
    declared = article.authorship.quote
    if declared and (declared in text or text in declared):
        return False
    return not (article.suspicious and _is_instruction(text, article.suspicious))


# Each question reads the sentences of the news again. The longest has 420 characters: 2 MB.
@lru_cache(maxsize=4096)
def _is_plain_sentence(text: str, *, labelled: bool) -> bool:
    """Return whether the words are whole, plain, and no boilerplate, in whatever article."""
    if _CODE.search(text) or is_boilerplate(text):
        return False
    if not has_finite_verb(text) or (not labelled and _is_labelled(text)):
        return False
    if _GLUED.search(text) or _CUT_OFF.search(text):
        return False
    letters = [c for c in text if c.isalpha()]
    shouting = sum(c.isupper() for c in letters) > 0.5 * len(letters)
    return not shouting and len(letters) >= 0.6 * len(text.replace(" ", "")) and _is_balanced(text)


def _is_labelled(text: str) -> bool:
    """Return whether a label or the name of a series stands before the sentence."""
    series = _SERIES.match(text)
    named = series is not None and not has_finite_verb(series["label"])
    return named or any(label.match(text) for label in (_LABEL, _DASHED_LABEL, _DATED_LABEL))


def _is_instruction(text: str, suspicious: str) -> bool:
    overlaps = any(
        part.strip() and (part.strip() in text or text in part)
        for part in (suspicious, *suspicious.splitlines())
    )
    return overlaps or _ADDRESSED.search(text) is not None


def _is_balanced(text: str) -> bool:
    """Return whether every quotation mark and bracket has its other half."""
    pairs = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in pairs)
