"""Other people's words, delimited and marked, so that a model can tell them from instructions.

Who makes a request never marks anything: the request is known by its unmarked words, for which it
is paid once, and `digests.llm.marked` marks them anew for each call. The method is datamarking,
of "Defending Against Indirect Prompt Injection Attacks With Spotlighting" (Hines et al., 2024).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digests.model import Material

SIGNS = "¦¤¬¶‡"
"""Short in any vocabulary, and rare in any language's news."""

EVERY = 5
"""Words from one mark to the next: marking each word would double the tokens, and no instruction is
so short that it could stand between two marks and say much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What delimits and marks the material of one call."""

    token: str
    """Nobody who writes an article can know it."""
    sign: str


def draw(token: str, material: Sequence[Material]) -> Marking:
    """Return the marking by a token, with the sign that is rarest in the material.

    Raises:
        ValueError: the token stands in the material.
    """
    texts = [one.text for one in material]
    if not token or any(token in text for text in texts):
        raise ValueError("a token that stands in the material delimits nothing")
    first = sum(token.encode()) % len(SIGNS)
    signs = SIGNS[first:] + SIGNS[:first]
    return Marking(token=token, sign=min(signs, key="".join(texts).count))


def fenced(material: Sequence[Material], marking: Marking) -> str:
    """Return the material as the model is shown it: each text between two lines with the token."""
    return "\n\n".join(
        f"<<{marking.token} {one.id}\n{mark(one.text, marking)}\n{marking.token} {one.id}>>"
        for one in material
    )


def mark(text: str, marking: Marking) -> str:
    """Put the sign before each line, and in place of a space after every few words of it.

    Where the text itself has the sign, a space takes its place.
    """
    return "\n".join(
        marking.sign
        + marking.sign.join(
            " ".join(words[start : start + EVERY]) for start in range(0, len(words), EVERY)
        )
        for line in text.replace(marking.sign, " ").splitlines()
        if (words := line.split())
    )


def unmark(words: str, marking: Marking) -> str:
    """Return what a model wrote without the signs that it copied: the words as the source has them."""
    return re.sub(rf"\s*{re.escape(marking.sign)}\s*", " ", words).strip()
