"""A model in a folder on this machine: static embeddings, by `model2vec` (the extra `semantic`).

A static model looks its vectors up and averages them, so it needs no accelerator and no torch.
Models that compute (transformers) are served by one's own server: see `digests.embedding.remote`.
"""

import asyncio
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from digests.embedding.extra import missing_extra
from digests.errors import ConfigError, ModelError
from digests.model import Vector

WEIGHTS = "model.safetensors"
BATCH = 1_024
"""Texts of one call into the library."""


class FolderEmbedder:
    """`Embedder` that reads nothing but the folder, and asks the network nothing."""

    def __init__(self, folder: Path) -> None:
        """Load the model.

        Raises:
            ConfigError: the extra is not installed, or the folder holds no model that fits.
        """
        weights = next((path for path in _weights(folder) if path.is_file()), None)
        if weights is None:
            raise ConfigError(
                f"CITEWIRE_EMBEDDING_MODEL: {folder} is no folder with a static embedding model"
                f" ({WEIGHTS}, tokenizer.json and its config); for the name of a model on a server,"
                " set CITEWIRE_EMBEDDING_URL too."
            )
        # The library's own dependencies know how to download; nothing here may.
        os.environ["HF_HUB_OFFLINE"] = "1"
        try:
            from model2vec import StaticModel  # noqa: PLC0415
        except ImportError as error:
            raise missing_extra() from error
        try:
            self._static = StaticModel.from_pretrained(folder, force_download=False)
        except Exception as error:
            # The library and the two below it raise whatever they meet in a broken file.
            raise ConfigError(
                f"CITEWIRE_EMBEDDING_MODEL: the model in {folder} cannot be loaded"
                f" ({type(error).__name__})."
            ) from error
        self._model = f"{folder.resolve().name}-{_fingerprint(weights)}"

    @property
    def model(self) -> str:
        """The folder's name and what its weights hash to: another model in its place is another."""
        return self._model

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text.

        Raises:
            ModelError: the model's vectors are no numbers.
        """
        return await asyncio.to_thread(self._embed, texts)

    def _embed(self, texts: Sequence[str]) -> list[Vector]:
        import numpy as np  # noqa: PLC0415 — comes with the extra, as the library above

        found: list[Vector] = []
        for start in range(0, len(texts), BATCH):
            made = self._static.encode(
                list(texts[start : start + BATCH]), use_multiprocessing=False
            )
            matrix = np.asarray(made, dtype=np.float64)
            if not np.isfinite(matrix).all():
                raise ModelError(f"the vectors of {self._model} are no finite numbers")
            lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
            matrix = (matrix / np.where(lengths > 0, lengths, 1.0)).astype("<f4")
            found += (row.tobytes() for row in matrix)
        return found


def _weights(folder: Path) -> tuple[Path, Path]:
    return folder / WEIGHTS, folder / "0_StaticEmbedding" / WEIGHTS


def _fingerprint(weights: Path) -> str:
    with weights.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()[:12]
