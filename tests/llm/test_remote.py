"""A model behind a server: the protocol, what is tried again, what is refused, what is never told."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from pydantic import SecretStr

from digests.errors import ModelError, UnusableReply
from digests.llm.bounds import LARGEST
from digests.llm.remote import ATTEMPTS, RemoteModel, open_remote
from digests.model import Material, ModelRequest
from tests.fakes.web import FakeWeb
from tests.llm.chat_server import ChatServer, completion

KEY = "hunter2-key"
CLAIM = {
    "type": "object",
    "properties": {
        "claim": {"type": "string", "maxLength": 40},
        "source_id": {"type": "string", "enum": ["s1"]},
    },
    "required": ["claim", "source_id"],
    "additionalProperties": False,
}
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"claims": {"type": "array", "maxItems": 3, "items": CLAIM}},
    "required": ["claims"],
    "additionalProperties": False,
}
REQUEST = ModelRequest(
    model="tiny",
    prompt="extract.v1",
    instructions="Extract.",
    material=(
        Material(id="s1", text="Hooli bought Initech."),
        Material(id="s2", text="It rained."),
    ),
    schema=SCHEMA,
    max_output_tokens=300,
)


class Remote:
    """The adapter and the server that it talks to; rests are written down, not slept through."""

    def __init__(self) -> None:
        self.rests: list[float] = []
        self.server: ChatServer
        self.model: RemoteModel

    async def rest(self, seconds: float) -> None:
        self.rests.append(seconds)

    async def fails(self, match: str) -> ModelError:
        """Ask, and return the error."""
        with pytest.raises(ModelError, match=match) as raised:
            await self.model.complete(REQUEST)
        assert KEY not in f"{raised.value!r} {raised.value.__cause__!r}"
        return raised.value


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


async def test_the_reply_comes_as_it_is_with_its_tokens(remote: Remote) -> None:
    said = '{"claims": [{"claim": "Hooli bought Initech.", "source_id": "s1"}]}'
    remote.server.says(said, model="tiny-2026")
    reply = await remote.model.complete(REQUEST)
    assert (reply.text, reply.model) == (said, "tiny-2026")
    assert (reply.input_tokens, reply.output_tokens) == (70, 10)
    assert (reply.cost_usd, reply.kept, reply.unheard) == (None, False, 0)


async def test_what_is_sent_is_one_typed_call_without_tools(remote: Remote) -> None:
    await remote.model.complete(REQUEST)
    (asked,) = remote.server.asked
    shape = {"name": "extract-v1", "schema": SCHEMA, "strict": True}
    assert asked.body == {
        "model": "tiny",
        "messages": [
            {"role": "system", "content": "Extract."},
            {"role": "user", "content": "Hooli bought Initech.\n\nIt rained."},
        ],
        "response_format": {"type": "json_schema", "json_schema": shape},
        "max_tokens": 300,
        "temperature": 0,
    }
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    ("usage", "told"),
    [
        (None, (None, None)),
        ({"prompt_tokens": 3}, (3, None)),
        ({"prompt_tokens": "70", "completion_tokens": -1}, (None, None)),
        ({"prompt_tokens": True, "completion_tokens": 2**80}, (None, None)),
        ("70", (None, None)),
    ],
)
async def test_tokens_that_are_not_told_are_unknown(
    remote: Remote, usage: object, told: tuple[int | None, int | None]
) -> None:
    remote.server.says('{"claims": []}', usage=usage)
    reply = await remote.model.complete(REQUEST)
    assert (reply.input_tokens, reply.output_tokens) == told


async def test_a_server_without_schemas_is_told_in_words_and_asked_so_from_then_on(
    remote: Remote,
) -> None:
    remote.server.knows = lambda body: (
        "response_format" if body["response_format"]["type"] == "json_schema" else None
    )
    for _ in range(2):
        assert (await remote.model.complete(REQUEST)).text == '{"claims": []}'
    assert [one.format for one in remote.server.asked] == [
        "json_schema",
        "json_object",
        "json_object",
    ]
    assert remote.server.asked[-1].instructions.endswith(json.dumps(SCHEMA))
    assert remote.server.asked[-1].instructions.startswith("Extract.\n\n")


async def test_other_parameters_that_a_server_refuses_are_left_out_or_renamed(
    remote: Remote,
) -> None:
    def knows(body: Mapping[str, Any]) -> str | None:
        unknown = ("max_tokens", "temperature")
        return next((name for name in unknown if name in body), None)

    remote.server.knows = knows
    for _ in range(2):
        await remote.model.complete(REQUEST)
    *_, last = [one.body for one in remote.server.asked]
    assert len(remote.server.asked) == 4
    assert last["max_completion_tokens"] == 300
    assert last.keys().isdisjoint({"max_tokens", "temperature"})
    assert last["response_format"]["type"] == "json_schema"


async def test_a_server_that_refuses_everything_is_left_alone(remote: Remote) -> None:
    remote.server.knows = lambda body: next(name for name in body if name.startswith("max_"))
    error = await remote.fails("answers 400")
    assert not error.retryable
    assert len(remote.server.asked) == 2
    remote.server.knows = lambda _: None
    await remote.model.complete(REQUEST)
    assert remote.server.asked[-1].body.keys() == remote.server.asked[0].body.keys()


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
async def test_what_may_pass_is_tried_again(remote: Remote, status: int) -> None:
    remote.server.refuses(status)
    reply = await remote.model.complete(REQUEST)
    assert (reply.text, reply.unheard) == ('{"claims": []}', 0)
    assert len(remote.server.asked) == 2
    assert len(remote.rests) == 1


async def test_a_rest_that_the_server_asks_for_is_kept(remote: Remote) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    remote.server.refuses(429, {"Retry-After": "7"})
    remote.server.refuses(503, {"Retry-After": until})
    await remote.model.complete(REQUEST)
    assert remote.rests[0] == 7
    assert 25 < remote.rests[1] <= 30


async def test_a_rest_that_is_too_long_is_left_to_the_next_run(remote: Remote) -> None:
    remote.server.refuses(429, {"Retry-After": "3600"})
    error = await remote.fails("answers 429")
    assert (error.retryable, error.retry_after) == (True, timedelta(hours=1))
    assert len(remote.server.asked) == 1


async def test_trying_ends(remote: Remote) -> None:
    for _ in range(ATTEMPTS):
        remote.server.refuses(500)
    error = await remote.fails("answers 500")
    assert (error.retryable, error.unheard) == (True, 0)
    assert len(remote.server.asked) == ATTEMPTS
    assert remote.rests == sorted(remote.rests)


@pytest.mark.parametrize("status", [401, 403, 404, 413])
async def test_a_refusal_is_final_and_repeats_no_word_of_the_server(
    remote: Remote, status: int
) -> None:
    remote.server.refuses(status, body={"error": {"message": f"Incorrect API key: {KEY}"}})
    error = await remote.fails("answers")
    assert str(error) == f"the model's server answers {status}"
    assert not error.retryable
    assert len(remote.server.asked) == 1


async def test_an_answer_that_breaks_off_is_asked_for_once_more_as_it_may_be_paid(
    remote: Remote,
) -> None:
    remote.server.breaks_off()
    assert (await remote.model.complete(REQUEST)).unheard == 1
    for _ in range(3):
        remote.server.breaks_off()
    error = await remote.fails("broke off")
    assert (error.retryable, error.unheard) == (True, 2)
    assert len(remote.server.asked) == 4


async def test_an_answer_that_takes_too_long_is_given_up(remote: Remote) -> None:
    never = asyncio.Event()
    for _ in range(2):
        remote.server.drips(after=never.wait)
    async with open_remote(
        url=remote.server.url, key=None, within=timedelta(seconds=0.2), sleep=remote.rest
    ) as remote.model:
        error = await remote.fails("in time")
    assert (error.retryable, error.unheard) == (True, 2)


async def test_a_server_that_is_not_there_costs_nothing(remote: Remote) -> None:
    async with open_remote(
        url="http://127.0.0.1:1/v1", key=None, sleep=remote.rest
    ) as remote.model:
        error = await remote.fails("cannot be reached")
    assert (error.retryable, error.unheard) == (True, 0)
    assert len(remote.rests) == ATTEMPTS - 1


UNUSABLE: dict[str, tuple[dict[str, Any], str]] = {
    "no JSON": ({"content": "Sure! Here are the claims:"}, "is not JSON"),
    "half of it": ({"content": '{"claims": [{"claim": "Hoo'}, "is not JSON"),
    "two": ({"content": '{"claims": []} {"claims": []}'}, "is not JSON"),
    "no number": ({"content": '{"claims": NaN}'}, "is not JSON"),
    "deep": ({"content": "[" * 100_000}, "is not JSON"),
    "a list": ({"content": "[]"}, "schema: the whole, type"),
    "a claim missing": ({"content": "{}"}, "schema: the whole, required"),
    "too many": ({"content": '{"claims": [1, 2, 3, 4]}'}, "schema: claims, maxItems"),
    "a foreign source": (
        {"content": '{"claims": [{"claim": "a", "source_id": "s9"}]}'},
        "schema: claims.0.source_id, enum",
    ),
    "too long": (
        {"content": json.dumps({"claims": [{"claim": "a" * 41, "source_id": "s1"}]})},
        "schema: claims.0.claim, maxLength",
    ),
    "a name more": ({"content": '{"claims": [], "Obey": 1}'}, "schema: the whole, additional"),
    "U+0000": ({"content": '{"claims": ["\\u0000"]}'}, "no text"),
    "half a pair": ({"content": '{"claims": ["\\ud83d"]}'}, "no text"),
    "infinity": ({"content": '{"claims": 1e999}'}, "no number"),
    "nothing": ({"content": ""}, "is empty"),
    "null": ({"content": None}, "is empty"),
    "a refusal": ({"content": None, "refusal": "I cannot."}, "is a refusal"),
    "a filter": ({"content": "{}", "finish_reason": "content_filter"}, "is a refusal"),
    "cut off": ({"content": '{"claims": []}', "finish_reason": "length"}, "is cut off"),
}


@pytest.mark.parametrize(("said", "reason"), UNUSABLE.values(), ids=UNUSABLE)
async def test_a_reply_that_cannot_be_used_is_paid_and_not_asked_for_again(
    remote: Remote, said: dict[str, Any], reason: str
) -> None:
    remote.server.says(**said)
    error = await remote.fails(reason)
    assert isinstance(error, UnusableReply)
    assert (error.input_tokens, error.output_tokens) == (70, 10)
    assert not error.retryable
    assert len(remote.server.asked) == 1
    assert "Obey" not in str(error)


async def test_a_reply_of_ten_megabytes_is_cut_off_while_it_is_read(remote: Remote) -> None:
    remote.server.gives(completion("x" * 10_000_000))
    error = await remote.fails("longer than")
    assert isinstance(error, UnusableReply)
    remote.server.never_ends()
    assert isinstance(await remote.fails("longer than"), UnusableReply)
    fits = json.dumps({"claims": []}) + " " * (LARGEST // 2)
    remote.server.says(fits)
    assert (await remote.model.complete(REQUEST)).text == fits


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>captive portal</html>", b"\xff", {}, [], {"choices": []}, {"choices": [1]}],
    ids=str,
)
async def test_what_is_no_answer_of_the_protocol_may_come_right_in_another_run(
    remote: Remote, body: object
) -> None:
    remote.server.gives(body)
    error = await remote.fails("no answer of its protocol")
    assert not isinstance(error, UnusableReply)
    assert error.unheard == 1


async def test_what_is_sent_goes_to_no_other_server(remote: Remote) -> None:
    async with FakeWeb() as other:
        elsewhere = ChatServer(other)
        remote.server.refuses(307, {"Location": f"{elsewhere.url}/chat/completions"})
        await remote.fails("answers 307")
        assert elsewhere.asked == []


async def test_a_compressed_answer_is_not_unpacked(remote: Remote) -> None:
    """A megabyte of it would be a gigabyte."""
    remote.server.refuses(200, {"Content-Encoding": "gzip"}, "not gzip at all")
    assert (await remote.fails("cannot be read")).unheard == 1


async def test_the_body_of_a_refusal_is_read_no_further_than_a_replys(remote: Remote) -> None:
    remote.server.refuses(403, body="x" * (3 * LARGEST))
    await remote.fails("answers 403")


async def test_so_many_are_asked_at_once_and_no_more(remote: Remote) -> None:
    now = most = 0
    several = asyncio.Event()

    async def hold() -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        if now == 2:
            several.set()
        await several.wait()
        now -= 1

    for _ in range(6):
        remote.server.drips(after=hold)
    async with open_remote(url=remote.server.url, key=None, concurrency=2) as model:
        await asyncio.gather(*(model.complete(REQUEST) for _ in range(6)))
    assert most == 2


async def test_no_account_of_the_environment_is_told_to_the_server(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "of-another-account")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    async with open_remote(url=remote.server.url, key=None) as model:
        await model.complete(replace(REQUEST, run="r", channel="c"))
    assert "of-another-account" not in str(remote.server.asked)
