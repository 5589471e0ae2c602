"""Any server that speaks OpenAI's chat completions: OpenAI, vLLM, Ollama, llama.cpp."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import httpx2
from openai import APIConnectionError, APIError, APIStatusError, AsyncOpenAI
from pydantic import SecretStr
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

from digests.errors import ModelError, UnusableReply
from digests.llm.bounds import LARGEST, Encoded, TooLong, bounded_client
from digests.llm.checking import fault
from digests.llm.wire import REFUSED, Dialect, parameters, read_answer, simpler
from digests.model import ModelReply, ModelRequest
from digests.patience import is_worth_another_try, may_pass, rest_asked_for, wait

OPENAI = "https://api.openai.com/v1"
ATTEMPTS = 4
BROKEN_OFF = 2
"""Attempts that broke off after they were sent: each may have been paid."""

_LOOK = timedelta(seconds=10)
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


@asynccontextmanager
async def open_remote(
    *,
    url: str | None,
    key: SecretStr | None,
    within: timedelta = timedelta(seconds=60),
    concurrency: int = 4,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator["RemoteModel"]:
    """Open connections to the server at `url` (up to `/v1`; OpenAI's without), and close them.

    `within` is for one attempt, `concurrency` for the attempts at one time.
    """
    async with _client(url, key) as client:
        limit = "max_tokens" if url else "max_completion_tokens"
        yield RemoteModel(
            client,
            dialect=Dialect(limit=limit),
            within=within,
            concurrency=concurrency,
            sleep=sleep,
        )


@asynccontextmanager
async def _client(url: str | None, key: SecretStr | None) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(
        base_url=url or OPENAI,
        # Servers of one's own ask for no key; the SDK wants some word, and reads the environment else.
        api_key=key.get_secret_value() if key else "none",
        max_retries=0,
        http_client=bounded_client(),
    ) as client:
        # Of OpenAI's account in the environment, another server must not hear.
        client.organization = client.project = None
        yield client


async def unreachable(*, url: str | None, key: SecretStr | None) -> str | None:
    """Return why a server cannot be asked; None where it lists its models, which costs nothing."""
    try:
        async with _client(url, key) as client, asyncio.timeout(_LOOK.total_seconds()):
            await client.models.with_raw_response.list()
    except APIStatusError as error:
        return str(_refused(error))
    except (APIError, TimeoutError, Encoded, TooLong) as error:
        return str(_broken(error))
    return None


class RemoteModel:
    """`LanguageModel` over HTTP, which sends the material as it is: see `MarkedModel`.

    What may pass by itself is tried again, `ATTEMPTS` times in all. Where a server refuses a
    parameter, the same is asked without it, and so is everything after it.
    """

    def __init__(
        self,
        client: AsyncOpenAI,
        *,
        dialect: Dialect,
        within: timedelta,
        concurrency: int,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._client = client
        self._dialect = dialect
        self._timeout = within.total_seconds()
        self._turns = asyncio.Semaphore(concurrency)
        self._sleep = sleep

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the reply, which fits `request.schema`.

        Raises:
            UnusableReply: not JSON, not of the schema, refused, or too long.
            ModelError: unreachable, out of time, or no reply.
        """
        unheard = 0
        async for attempt in AsyncRetrying(
            sleep=self._sleep,
            retry=retry_if_exception(_may_be_tried_again),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait,
            reraise=True,
        ):
            with attempt:
                try:
                    async with self._turns:
                        reply = await self._once(request)
                except ModelError as error:
                    unheard = error.unheard = unheard + error.unheard
                    raise
        return replace(reply, unheard=unheard)

    async def _once(self, request: ModelRequest) -> ModelReply:
        reply = read_answer(await self._answer(request), request)
        if reason := fault(reply.text, request.schema):
            raise UnusableReply(
                f"the model's reply {reason}",
                input_tokens=reply.input_tokens,
                output_tokens=reply.output_tokens,
            )
        return reply

    async def _answer(self, request: ModelRequest) -> bytes:
        """Return the answer's body, asked for in the dialect that the server understands."""
        dialect, tried, first = self._dialect, list[Dialect](), None
        while True:
            tried.append(dialect)
            try:
                body = await self._sent(request, dialect)
            except APIStatusError as error:
                first = first or error
                other = simpler(dialect, status=error.status_code, param=error.param)
                if other is None or other in tried:
                    raise _refused(first if error.status_code in REFUSED else error) from None
                dialect = other
            else:
                self._dialect = dialect
                return body

    async def _sent(self, request: ModelRequest, dialect: Dialect) -> bytes:
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._client.chat.completions.with_raw_response.create(
                    **parameters(request, dialect), timeout=self._timeout
                )
                return bytes(answer.content)
        except APIStatusError:
            raise
        except TooLong:
            raise UnusableReply(f"the model's reply is longer than {LARGEST:,} bytes") from None
        except (APIError, TimeoutError, Encoded) as error:
            raise _broken(error) from None


def _refused(error: APIStatusError) -> ModelError:
    """Return our error: what the server says is left out, as it may repeat the key or the texts."""
    status = error.status_code
    return ModelError(
        f"the model's server answers {status}",
        retryable=may_pass(status),
        retry_after=rest_asked_for(error.response.headers.get("Retry-After", "")),
    )


def _broken(error: Exception) -> ModelError:
    if isinstance(error.__cause__, _NEVER_SENT):
        return ModelError("the model's server cannot be reached", retryable=True)
    if isinstance(error, TimeoutError) or isinstance(error.__cause__, httpx2.TimeoutException):
        return ModelError("the model does not reply in time", retryable=True, unheard=1)
    if isinstance(error, APIConnectionError):
        return ModelError("the model's server broke off its answer", retryable=True, unheard=1)
    return ModelError("the model's server gives an answer that cannot be read", unheard=1)


def _may_be_tried_again(error: BaseException) -> bool:
    broken_off = isinstance(error, ModelError) and error.unheard >= BROKEN_OFF
    return is_worth_another_try(error) and not broken_off
