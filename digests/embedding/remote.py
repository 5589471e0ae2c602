"""Any server that speaks OpenAI's embeddings protocol: OpenAI, vLLM, Ollama, llama.cpp, TEI."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError, AsyncOpenAI
from pydantic import SecretStr
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

from digests.errors import ModelError
from digests.model import Vector, unit
from digests.patience import is_worth_another_try, may_pass, rest_asked_for, wait

BATCH = 64
"""Texts of one request."""
LONGEST = 2_000
"""Characters of a text that are sent: about 500 tokens, which most embedding models read."""
ATTEMPTS = 4
TIMEOUT = timedelta(seconds=60)
"""For one request."""
_BLANK = "."
"""Sent for a text without any character, which servers refuse."""


@asynccontextmanager
async def open_remote(
    *,
    url: str,
    model: str,
    key: SecretStr | None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator["RemoteEmbedder"]:
    """Open connections to the server at `url` (up to `/v1`), and close them at the end."""
    async with AsyncOpenAI(
        base_url=url,
        # Servers of one's own ask for no key; the SDK wants some word, and reads the environment else.
        api_key=key.get_secret_value() if key else "none",
        max_retries=0,
        timeout=TIMEOUT.total_seconds(),
    ) as client:
        # Of OpenAI's account in the environment, another server must not hear.
        client.organization = client.project = None
        yield RemoteEmbedder(client, model=model, sleep=sleep)


class RemoteEmbedder:
    """`Embedder` over HTTP. What may pass by itself is tried again, `ATTEMPTS` times in all."""

    def __init__(
        self, client: AsyncOpenAI, *, model: str, sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._client = client
        self._model = model
        self._sleep = sleep

    @property
    def model(self) -> str:
        """The model's name, as the server knows it."""
        return self._model

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text.

        Raises:
            ModelError: refused, unreachable, out of time, or no vectors.
        """
        found: list[Vector] = []
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            vectors = await self._tried([text.strip()[:LONGEST] or _BLANK for text in batch])
            found += (
                vector if text.strip() else bytes(len(vector))
                for text, vector in zip(batch, vectors, strict=True)
            )
        return found

    async def _tried(self, batch: Sequence[str]) -> list[Vector]:
        retrying = AsyncRetrying(
            sleep=self._sleep,
            retry=retry_if_exception(is_worth_another_try),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait,
            reraise=True,
        )
        return await retrying(self._once, batch)

    async def _once(self, batch: Sequence[str]) -> list[Vector]:
        try:
            answer = await self._client.embeddings.create(
                model=self._model, input=list(batch), encoding_format="float"
            )
        except APIError as error:
            raise _translated(error) from error
        return _vectors(answer, len(batch))


def _vectors(answer: Any, asked: int) -> list[Vector]:  # noqa: ANN401 — the SDK checks no answer
    try:
        by_place = {int(one.index): one.embedding for one in answer.data}
        vectors = [unit(map(float, by_place[place])) for place in range(asked)]
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise ModelError("the embedding server's answer holds no vectors for the texts") from error
    if len(set(map(len, vectors))) != 1 or not vectors[0]:
        raise ModelError("the embedding server's vectors differ in their number of dimensions")
    return vectors


def _translated(error: APIError) -> ModelError:
    """Return our error: what the server says is left out, as it may repeat the key or the texts."""
    if isinstance(error, APIStatusError):
        status = error.status_code
        return ModelError(
            f"the embedding server answers {status}",
            retryable=may_pass(status),
            retry_after=rest_asked_for(error.response.headers.get("Retry-After", "")),
        )
    if isinstance(error, APITimeoutError):
        return ModelError("the embedding server does not answer in time", retryable=True)
    if isinstance(error, APIConnectionError):
        return ModelError("the embedding server cannot be reached", retryable=True)
    return ModelError("the embedding server's answer cannot be read")
