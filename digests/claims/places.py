"""Where a claim's words stand in its source, and what they stand beside."""

from bisect import bisect_left
from collections.abc import Sequence
from math import exp, log

from digests.claims.dictionary import entry
from digests.claims.evidence import Page, companies
from digests.claims.thesaurus import synonyms_of

_FADE = 4.0
"""In how many words of the claim the pull of a neighbour falls to 1/e."""
_NEIGHBOURS = 3
"""So many words after a word are its neighbours."""
_FARTHEST = 100
"""Content words; beyond this, apart is apart."""
_BESIDE = 4
"""So many words on each side of a word should stand by its contrary …"""
_BY = 6
"""… in the source, no farther than this, in content words."""
_UNKNOWN = 2.0
"""The mean log distance of a claim without a pair of words that the source has."""


def scatter(page: Page, listed: Sequence[Sequence[str]]) -> float:
    """Return how far apart in the source the claim's neighbours stand: their mean log distance.

    Only words that the source has count, so that a rewording costs nothing here. An edit that puts
    a word of another place of the source into a sentence does.
    """
    apart = []
    for words in listed:
        present = [word for word in words if page.has(word)]
        for at, word in enumerate(present):
            apart += [
                _distance(page.positions[word], page.positions[other])
                for other in present[at + 1 : at + 1 + _NEIGHBOURS]
                if other != word
            ]
    return sum(map(log, apart)) / len(apart) if apart else _UNKNOWN


def replaced(page: Page, words: Sequence[str], suspects: set[str]) -> list[float]:
    """Return for each suspect that the source has not how well it holds the words around it, 0 to 1.

    Where it has all of them close together, the suspect stands in the place of another word.
    """
    missing = [at for at, word in enumerate(words) if word in suspects and not told(page, word)]
    if not missing:
        return []
    weights = [page.rarity(word) for word in words]
    met = companies(page, words)
    shares = []
    for at in missing:
        pull = [
            0.0 if other == words[at] else weight * exp(-abs(at - k) / _FADE)
            for k, (other, weight) in enumerate(zip(words, weights, strict=True))
        ]
        best = max((sum(pull[k] for k in company) for company in met), default=0.0)
        shares.append(best / (sum(pull) or 1.0))
    return shares


def turned(page: Page, words: Sequence[str]) -> int:
    """Count words that the source has not, where at least half the words around stand by a contrary."""
    found = 0
    for at, word in enumerate(words):
        if page.has(word):
            continue
        around = [*words[max(at - _BESIDE, 0) : at], *words[at + 1 : at + 1 + _BESIDE]]
        places = [page.positions[other] for other in around if page.has(other)]
        found += any(
            sum(_distance(page.positions[contrary], place) <= _BY for place in places) * 2
            >= len(places)
            for contrary in entry(word).contrary
            if places and page.has(contrary) and contrary not in words
        )
    return found


def told(page: Page, word: str) -> bool:
    """Say whether the source has a stem or one that says the same."""
    return page.has(word) or any(page.has(other) for other in synonyms_of(word))


def _distance(one: Sequence[int], other: Sequence[int]) -> int:
    """Return the least distance between two rising lists of positions, from 1 to the farthest."""
    best = _FARTHEST
    few, many = sorted((one, other), key=len)
    for place in few:
        at = bisect_left(many, place)
        best = min([best, *(abs(near - place) for near in many[max(at - 1, 0) : at + 1])])
    return max(best, 1)
