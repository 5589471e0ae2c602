"""Vectors from a folder: nothing but the folder is read, and no network is asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from digests.embedding.folder import FolderEmbedder
from digests.errors import ConfigError
from digests.model import similarity
from tests.embedding.models import save_model

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small model."""
    return save_model(tmp_path_factory.mktemp("models") / "five-words")


async def test_texts_of_like_meaning_have_like_vectors(folder: Path) -> None:
    embedder = FolderEmbedder(folder)
    bought, purchased, rain = await embedder.embed(["Bought", "purchased acquired", "rain"])
    assert similarity(bought, purchased) > 0.9
    assert similarity(bought, rain) == pytest.approx(0)
    assert similarity(purchased, purchased) == pytest.approx(1)
    assert await embedder.embed([]) == []


async def test_a_text_without_a_known_word_has_zeros(folder: Path) -> None:
    found = await FolderEmbedder(folder).embed(["", "unheard of", "rain"])
    assert found[:2] == [bytes(12)] * 2
    assert len(found[2]) == 12


async def test_more_texts_than_a_batch_come_back_in_order(folder: Path) -> None:
    embedder = FolderEmbedder(folder)
    one, other = await embedder.embed(["bought", "rain"])
    assert await embedder.embed(["bought", "rain"] * 1_500) == [one, other] * 1_500


def test_the_model_is_named_by_its_folder_and_its_weights(folder: Path, tmp_path: Path) -> None:
    name = FolderEmbedder(folder).model
    assert name.startswith("five-words-")
    again = save_model(tmp_path / "five-words")
    assert FolderEmbedder(again).model == name
    weights = again / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x7f")
    assert FolderEmbedder(again).model != name


def test_a_folder_without_a_model_is_said_and_not_looked_for_elsewhere(tmp_path: Path) -> None:
    for absent in (tmp_path, tmp_path / "none", Path("minishlab/potion-base-8M")):
        with pytest.raises(ConfigError, match="no folder with a static embedding model"):
            FolderEmbedder(absent)


@pytest.mark.parametrize("broken", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_broken_model_is_said(tmp_path: Path, broken: str) -> None:
    folder = save_model(tmp_path / "model")
    (folder / broken).write_bytes(b"\x00 no such file")
    with pytest.raises(ConfigError, match="cannot be loaded"):
        FolderEmbedder(folder)


def test_without_the_extra_it_is_said_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "model2vec", None)
    with pytest.raises(ConfigError, match=r"pip install 'citewire\[semantic\]'"):
        FolderEmbedder(folder)


NO_NETWORK = """
import asyncio, socket, sys
from pathlib import Path

asked = []
sys.addaudithook(
    lambda event, about: asked.append((event, about))
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}
    else None
)
from digests.embedding.folder import FolderEmbedder
from digests.errors import ConfigError

asyncio.run(FolderEmbedder(Path(sys.argv[1])).embed(["bought"]))
for absent in ("minishlab/potion-base-8M", sys.argv[1] + "-absent"):
    try:
        FolderEmbedder(Path(absent))
    except ConfigError:
        continue
    sys.exit("a model that is not there was found")
from huggingface_hub import constants

assert constants.HF_HUB_OFFLINE
sys.exit(str(asked) if asked else 0)
"""


def test_loading_and_embedding_ask_the_network_nothing(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
