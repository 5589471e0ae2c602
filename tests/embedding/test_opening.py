"""Which adapter is opened, and what is loaded where none is named."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from digests.embedding.folder import FolderEmbedder
from digests.embedding.opening import open_embedder
from digests.embedding.remote import RemoteEmbedder
from digests.errors import ConfigError
from tests.embedding.models import save_model

ROOT = Path(__file__).resolve().parents[2]


async def test_no_name_is_no_model() -> None:
    async with open_embedder(model=None, url=None, key=SecretStr("k")) as embedder:
        assert embedder is None


async def test_a_name_alone_is_a_folder_and_with_an_address_a_servers_model(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "model")
    async with open_embedder(model=str(folder), url=None, key=None) as embedder:
        assert isinstance(embedder, FolderEmbedder)
    async with open_embedder(model="tiny", url="http://127.0.0.1:1/v1", key=None) as remote:
        assert isinstance(remote, RemoteEmbedder)


async def test_an_address_without_a_name_is_refused() -> None:
    with pytest.raises(ConfigError, match="CITEWIRE_EMBEDDING_MODEL"):
        async with open_embedder(model=None, url="http://127.0.0.1:1/v1", key=None):
            pass


UNCONFIGURED = """
import asyncio, sys
from bot.wiring import open_app
from config.loading import load_catalogue
from config.settings import load_settings
from digests.ask import Asking, ask
from datetime import UTC, datetime

async def main():
    settings = load_settings(data_dir=sys.argv[1])
    async with open_app(settings, load_catalogue(None)) as app:
        assert app.meaning is None
        asking = Asking(text="who joined", topic=None, now=datetime.now(UTC))
        await ask(asking, feeds=[], store=app.store, version="1", meaning=app.meaning)

asyncio.run(main())
print(*sorted({"numpy", "model2vec", "openai", "tokenizers"} & sys.modules.keys()))
"""


def test_where_no_model_is_named_nothing_for_one_is_loaded(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNCONFIGURED, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")
