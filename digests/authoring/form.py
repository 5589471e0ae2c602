"""What no text of a model's may hold, whatever its quotes say."""

import re
import unicodedata

from digests.model import Check, Checks, DraftClaim, Reason, RejectedClaim

LONGEST = 400
"""Characters of one text."""
FORBIDDEN = ("http", "www.", "://", "](", "<", "@", "#:~:")
"""No text field of a reply may hold one, quoted or not."""
_ORDINARY = frozenset(" .,;:'’‘()%&/$€£-–—…")
"""Beside letters and digits; any other sign must stand in the quoted words."""
_QUOTING = frozenset('"“”„«»')
"""One of them may be written for another: words in quotation marks are somebody's, or doubted."""
_ADDRESS = re.compile(r"[^\W_]\.[^\W\d_]")
"""`evil.example`, `bit.ly`: platforms make links of them."""
_COLON = re.compile(r":(?=[^\W\d])")
"""`:tada:`"""
_POINTS_BACK = re.compile(
    r"(?i)[“\"'(]*(?:but |and |so |however, )?((?:it|they|he|she|him|her|his|its|their|them|that|these|those"
    r"|such|both|neither|either|another|others?|this"
    r"(?!\s(?:week|month|year|quarter|summer|spring|autumn|fall|winter|morning)))\b)"
)
"""A sentence that begins so says of somebody what only its neighbour can name."""
_EDGE = ".,;:!?'\"’‘“”()…"


def form_fault(text: str, quoted: str) -> tuple[Reason, str] | None:
    """Return what is wrong with the form of a text of a model's, with the words for its repair.

    `quoted`: what it may take from: its quotes, their titles and outlets.
    """
    if not text.strip():
        return Reason.SUPPORT, "it has no text"
    if len(text) > LONGEST:
        return Reason.SUPPORT, f"it has {len(text)} characters, more than {LONGEST}"
    lowered = text.lower()
    plain = unicodedata.normalize("NFKC", lowered)
    for mark in FORBIDDEN:
        if mark in lowered or mark in plain:
            return Reason.MARKUP, f"“{mark}” may not be written"
    for sign in text:
        odd = not (sign.isalnum() or sign in _ORDINARY) or unicodedata.normalize(
            "NFKC", sign
        ) not in {sign, "..."}
        if sign in _QUOTING and not _QUOTING.isdisjoint(quoted):
            continue
        if odd and sign not in quoted:
            return Reason.MARKUP, f"a sign that the source does not have (U+{ord(sign):04X})"
    for token in text.split():
        core = token.strip(_EDGE)
        if (_ADDRESS.search(core) or _COLON.search(core)) and core.lower() not in quoted.lower():
            return Reason.MARKUP, f"“{core[:60]}” reads as an address"
    return None


def standing_fault(text: str) -> tuple[Reason, str] | None:
    """Return why a sentence cannot be read by itself: it begins with what another one names."""
    found = _POINTS_BACK.match(text)
    return (Reason.SUPPORT, f"it begins with “{found[1]}”: name who or what") if found else None


def rejected(draft: DraftClaim, reason: Reason, detail: str) -> RejectedClaim:
    """Return a draft that failed before its quotes were looked for."""
    return RejectedClaim(
        draft=draft, reason=reason, detail=detail, checks=Checks(quote=Check.NOT_RUN)
    )


def clipped(text: str, most: int = 1_000) -> str:
    """Return a text as it is kept where it is endless."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
