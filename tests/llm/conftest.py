"""The adapter over a server on loopback."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from pydantic import SecretStr

from digests.llm.remote import open_remote
from tests.fakes.web import FakeWeb
from tests.llm.chat_server import ChatServer
from tests.llm.remotes import KEY, Remote


@pytest.fixture
async def remote() -> AsyncIterator[Remote]:
    """Open the adapter over a server that answers."""
    made = Remote()
    async with AsyncExitStack() as stack:
        made.server = ChatServer(await stack.enter_async_context(FakeWeb()))
        made.model = await stack.enter_async_context(
            open_remote(url=made.server.url, key=SecretStr(KEY), sleep=made.rest)
        )
        yield made
