"""A static model of five words, made here and saved as such models are."""

from pathlib import Path

import numpy as np
from model2vec import StaticModel
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

WORDS = {
    "[UNK]": [0.0, 0.0, 0.0],
    "bought": [1.0, 0.0, 0.0],
    "purchased": [0.9, 0.1, 0.0],
    "acquired": [0.8, 0.2, 0.0],
    "rain": [0.0, 0.0, 1.0],
}


def save_model(folder: Path) -> Path:
    """Save the model in the folder, and return it."""
    words = {word: place for place, word in enumerate(WORDS)}
    tokenizer = Tokenizer(WordLevel(vocab=words, unk_token="[UNK]"))  # noqa: S106 — a word, no secret
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    vectors = np.array(list(WORDS.values()), dtype=np.float32)
    StaticModel(vectors, tokenizer).save_pretrained(folder)
    return folder
