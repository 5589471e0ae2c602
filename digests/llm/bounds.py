"""A client for a model's server that takes no more than it is ready to read, and follows nobody."""

from collections.abc import AsyncIterator
from typing import cast

import httpx2
from openai import DefaultAsyncHttpxClient
from typing_extensions import override

LARGEST = 1_000_000
"""Bytes of an answer: a reply of 100,000 tokens has half of it."""


class TooLong(Exception):  # noqa: N818 — named for what came
    """An answer went on beyond `LARGEST`."""


class Encoded(Exception):  # noqa: N818 — named for what came
    """An answer is compressed, though that was not asked for: nobody knows how far it would swell."""


def bounded_client() -> DefaultAsyncHttpxClient:
    """Return a client whose answers are bounded and whose requests go to nobody else.

    A redirect is an answer like any other: what is sent is for one server only.
    """
    return DefaultAsyncHttpxClient(
        follow_redirects=False,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [_bound]},
    )


async def _bound(response: httpx2.Response) -> None:
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Encoded
    stream = cast("httpx2.AsyncByteStream", response.stream)
    response.stream = _Bounded(stream, cut=response.status_code >= 300)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, *, cut: bool) -> None:
        self._stream = stream
        self._cut = cut

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        length = 0
        async for piece in self._stream:
            length += len(piece)
            if length > LARGEST and self._cut:
                return
            if length > LARGEST:
                raise TooLong
            yield piece

    @override
    async def aclose(self) -> None:
        await self._stream.aclose()
