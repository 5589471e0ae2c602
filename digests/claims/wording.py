"""What the words of a claim do to its source: add to it, deny it, limit it, turn it round."""

from collections.abc import Sequence

from digests.claims.dictionary import entry
from digests.claims.evidence import (
    Page,
    best_passages,
    content,
    is_negation,
    under_negation,
)
from digests.claims.places import told
from digests.text.vocabulary import vocabulary
from digests.text.words import Token

_DENIALS = vocabulary(
    "fail fails failed failing lacks lacking unable refuses refused unlikely impossible"
)
_CONTRASTS = vocabulary(
    """but although though despite however instead except unless rather yet whereas unlike regardless
    nevertheless nonetheless excluding"""
)
_EXTENTS = vocabulary(
    """only solely exclusively merely just limited all every each always entire entirely completely
    fully whole any both either neither everyone everything"""
)


def unheard(page: Page, words: Sequence[str]) -> float:
    """Return the share of words that the source has by no word, nor by one of the dictionary's."""
    lost = [word for word in words if not told(page, word)]
    new = sum(not any(page.has(other) for other in entry(word).same) for word in lost)
    return new / len(words) if words else 0.0


def new_negations(page: Page, words: Sequence[Token]) -> int:
    """Count negations that stand nowhere in the source."""
    return sum(
        (is_negation(word) or word in _DENIALS) and word not in page.words for word in _lower(words)
    )


def new_contrasts(page: Page, words: Sequence[Token]) -> int:
    """Count words of contrast that stand nowhere in the source."""
    return sum(word in _CONTRASTS and word not in page.words for word in _lower(words))


def new_extents(page: Page, words: Sequence[Token]) -> int:
    """Count words of how far a thing goes (`only`, `all`) that stand nowhere in the source."""
    return sum(word in _EXTENTS and word not in page.words for word in _lower(words))


def denied(page: Page, words: Sequence[Token]) -> bool:
    """Say whether a sentence denies what the passages that carry it do not."""
    if not any(is_negation(word.text) for word in words):
        return False
    weights = {word: page.rarity(word) for word in content(words)}
    if any(passage.denies for passage in best_passages(page, weights)):
        return False
    return any(page.has(word) and word not in page.denied for word in under_negation(words))


def _lower(words: Sequence[Token]) -> list[str]:
    return [word.text.lower() for word in words]
