"""Vectors from a server: the protocol, what is tried again, and what is never told."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from pydantic import SecretStr

from digests.embedding.remote import ATTEMPTS, BATCH, LONGEST, RemoteEmbedder, open_remote
from digests.errors import ModelError
from digests.model import similarity, unit
from tests.embedding.embeddings_server import EmbeddingsServer
from tests.fakes.web import FakeWeb

KEY = "hunter2-key"


class Remote:
    """The adapter and the server that it talks to; rests are written down, not slept through."""

    def __init__(self) -> None:
        self.rests: list[float] = []
        self.server: EmbeddingsServer
        self.embedder: RemoteEmbedder

    async def rest(self, seconds: float) -> None:
        self.rests.append(seconds)


@pytest.fixture
async def remote() -> AsyncIterator[Remote]:
    """Open the adapter over a server that answers."""
    made = Remote()
    async with AsyncExitStack() as stack:
        made.server = EmbeddingsServer(await stack.enter_async_context(FakeWeb()))
        made.embedder = await stack.enter_async_context(
            open_remote(url=made.server.url, model="tiny", key=SecretStr(KEY), sleep=made.rest)
        )
        yield made


async def test_every_text_has_its_vector_in_order_and_of_length_1(remote: Remote) -> None:
    found = await remote.embedder.embed(["a", "bcd", "ef"])
    assert found == [unit([1, 1]), unit([3, 1]), unit([2, 1])]
    assert all(similarity(one, one) == pytest.approx(1) for one in found)
    (asked,) = remote.server.asked
    assert asked == {"model": "tiny", "input": ["a", "bcd", "ef"], "encoding_format": "float"}
    assert remote.server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert remote.embedder.model == "tiny"


async def test_an_answer_in_another_order_is_put_right(remote: Remote) -> None:
    remote.server.shape = lambda rows: {"data": rows[::-1]}
    assert await remote.embedder.embed(["a", "bcd"]) == [unit([1, 1]), unit([3, 1])]


async def test_many_texts_are_asked_for_in_batches_and_long_ones_cut(remote: Remote) -> None:
    found = await remote.embedder.embed(["x" * 9_000] * (2 * BATCH + 1))
    assert [len(asked["input"]) for asked in remote.server.asked] == [BATCH, BATCH, 1]
    assert found == [unit([LONGEST, 1])] * (2 * BATCH + 1)
    assert await remote.embedder.embed([]) == []


async def test_a_blank_text_has_zeros_and_is_not_sent_blank(remote: Remote) -> None:
    found = await remote.embedder.embed(["", "a", " \n"])
    assert found == [bytes(8), unit([1, 1]), bytes(8)]
    assert all(text.strip() for text in remote.server.asked[0]["input"])


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
async def test_what_may_pass_is_tried_again(remote: Remote, status: int) -> None:
    remote.server.next(status)
    assert await remote.embedder.embed(["a"]) == [unit([1, 1])]
    assert len(remote.server.asked) == 2
    assert len(remote.rests) == 1


async def test_a_rest_that_the_server_asks_for_is_kept(remote: Remote) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    remote.server.next(429, {"Retry-After": "7"})
    remote.server.next(503, {"Retry-After": until})
    await remote.embedder.embed(["a"])
    assert remote.rests[0] == 7
    assert 25 < remote.rests[1] <= 30


async def test_a_rest_that_is_too_long_is_left_to_the_next_run(remote: Remote) -> None:
    remote.server.next(429, {"Retry-After": "3600"})
    with pytest.raises(ModelError, match="429") as raised:
        await remote.embedder.embed(["a"])
    assert (raised.value.retryable, raised.value.retry_after) == (True, timedelta(hours=1))
    assert len(remote.server.asked) == 1


async def test_trying_ends(remote: Remote) -> None:
    for _ in range(ATTEMPTS):
        remote.server.next(500)
    with pytest.raises(ModelError, match="500") as raised:
        await remote.embedder.embed(["a"])
    assert raised.value.retryable
    assert len(remote.server.asked) == ATTEMPTS
    assert remote.rests == sorted(remote.rests)


@pytest.mark.parametrize("status", [400, 401, 404, 413])
async def test_a_refusal_is_final_and_repeats_no_word_of_the_server(
    remote: Remote, status: int
) -> None:
    remote.server.next(status, body={"error": {"message": f"Incorrect API key: {KEY}"}})
    with pytest.raises(ModelError) as raised:
        await remote.embedder.embed(["a"])
    assert str(raised.value) == f"the embedding server answers {status}"
    assert not raised.value.retryable
    assert len(remote.server.asked) == 1


Shape = Callable[[list[dict[str, Any]]], Any]
STRANGE: dict[str, Shape] = {
    "nothing": lambda _: None,
    "no rows": lambda _: {"data": []},
    "one row too few": lambda rows: {"data": rows[1:]},
    "the same place twice": lambda rows: {"data": [rows[0], rows[0]]},
    "words": lambda rows: {"data": [row | {"embedding": ["a", "b"]} for row in rows]},
    "null": lambda rows: {"data": [row | {"embedding": None} for row in rows]},
    "no number": lambda rows: {"data": [row | {"embedding": [1e400, 1.0]} for row in rows]},
    "no dimension": lambda rows: {"data": [row | {"embedding": []} for row in rows]},
    "other lengths": lambda rows: {"data": [rows[0], rows[1] | {"embedding": [1.0]}]},
    "a list": lambda rows: rows,
}


@pytest.mark.parametrize("shape", STRANGE.values(), ids=STRANGE)
async def test_an_answer_without_vectors_is_an_error(remote: Remote, shape: Shape) -> None:
    remote.server.shape = shape
    with pytest.raises(ModelError, match="embedding server"):
        await remote.embedder.embed(["a", "b"])


async def test_a_server_that_is_not_there_is_an_error(remote: Remote) -> None:
    async with open_remote(
        url="http://127.0.0.1:1/v1", model="tiny", key=None, sleep=remote.rest
    ) as embedder:
        with pytest.raises(ModelError, match="cannot be reached") as raised:
            await embedder.embed(["a"])
    assert raised.value.retryable
    assert len(remote.rests) == ATTEMPTS - 1


async def test_no_key_of_the_environment_is_told_to_the_server(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "of-another-account")
    async with open_remote(url=remote.server.url, model="tiny", key=None) as embedder:
        await embedder.embed(["a"])
    assert "of-another-account" not in str(remote.server.headers)
