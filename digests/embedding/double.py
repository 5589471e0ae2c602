"""An `Embedder` that needs no model: texts are alike by the words that they share."""

from collections.abc import Mapping, Sequence

from digests.errors import ModelError
from digests.model import Vector, unit
from digests.model.ids import sha256
from digests.text.words import content_words


class WordEmbedder:
    """A dimension for each hash of a word's stem; the same text has the same vector everywhere.

    `meanings` makes words alike that are not spelled alike, which hashes alone never do:

    embedder = WordEmbedder(meanings={"purchas": "bought", "acquir": "bought"})
    """

    def __init__(self, *, dimensions: int = 512, meanings: Mapping[str, str] | None = None) -> None:
        self._dimensions = dimensions
        self._meanings = dict(meanings or {})
        self._failures: list[ModelError] = []
        self.embedded: list[str] = []
        """The texts that were embedded, in order."""

    @property
    def model(self) -> str:
        """What its vectors are kept under."""
        return f"words-{self._dimensions}"

    def fail_next(self, error: ModelError) -> None:
        """Let the next call raise the error."""
        self._failures.append(error)

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text.

        Raises:
            ModelError: as told.
        """
        if self._failures:
            raise self._failures.pop(0)
        self.embedded += texts
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> Vector:
        counts = [0.0] * self._dimensions
        for word in content_words(text):
            meaning = self._meanings.get(word, word)
            counts[int(sha256(meaning)[:8], 16) % self._dimensions] += 1
        return unit(counts)
