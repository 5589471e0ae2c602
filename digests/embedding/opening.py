"""Which adapter the settings ask for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

from pydantic import SecretStr

from digests.embedding.extra import missing_extra
from digests.errors import ConfigError
from digests.ports import Embedder


@asynccontextmanager
async def open_embedder(
    *, model: str | None, url: str | None, key: SecretStr | None
) -> AsyncIterator[Embedder | None]:
    """Open the model named: on a server, where a URL is given, else in a folder; none without a name.

    What an adapter stands on is imported only here, so that who names no model pays for none.

    Raises:
        ConfigError: a URL without a model's name, an extra that is not installed, no such model.
    """
    if model is None:
        if url is not None:
            raise ConfigError("CITEWIRE_EMBEDDING_URL is set: name CITEWIRE_EMBEDDING_MODEL too.")
        yield None
        return
    # Searching takes numpy, wherever the vectors come from.
    if find_spec("numpy") is None:
        raise missing_extra()
    if url is None:
        from digests.embedding.folder import FolderEmbedder  # noqa: PLC0415

        yield FolderEmbedder(Path(model))
        return
    from digests.embedding.remote import open_remote  # noqa: PLC0415

    async with open_remote(url=url, model=model, key=key) as embedder:
        yield embedder
