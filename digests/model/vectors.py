"""Vectors of texts: what is alike in meaning lies in one direction."""

import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from digests.model.articles import Article

Vector: TypeAlias = bytes
"""float32, little-endian, 4 bytes a dimension; of length 1, or zeros alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A passage of an article with its vector: `article.text[start:end]`."""

    start: int
    end: int
    vector: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An article with the passage of it that is most like a vector."""

    article: Article
    start: int
    end: int
    similarity: float
    """The cosine, from -1 to 1."""


def unit(values: Iterable[float]) -> Vector:
    """Return the values scaled to length 1; zeros stay zeros.

    Raises:
        ValueError: a value is no finite number.
    """
    given = tuple(values)
    length = math.hypot(*given)
    if not math.isfinite(length):
        raise ValueError("a vector holds what is no finite number")
    return struct.pack(f"<{len(given)}f", *(value / (length or 1.0) for value in given))


def similarity(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of one model, 0 where one has zeros alone.

    Raises:
        ValueError: they have not as many dimensions.
    """
    pairs = zip(struct.iter_unpack("<f", one), struct.iter_unpack("<f", other), strict=True)
    return math.fsum(a * b for (a,), (b,) in pairs)
