"""A model behind a server: the protocol, what is tried again, what is refused, what is never told."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from digests.llm.bounds import LARGEST
from digests.llm.remote import ATTEMPTS, open_remote
from tests.fakes.web import FakeWeb
from tests.llm.chat_server import ChatServer
from tests.llm.remotes import KEY, REQUEST, SCHEMA, Remote


async def test_the_reply_comes_as_it_is_with_its_tokens(remote: Remote) -> None:
    said = '{"claims": [{"claim": "Hooli bought Initech.", "source_id": "s1"}]}'
    remote.server.says(said, model="tiny-2026")
    reply = await remote.model.complete(REQUEST)
    assert (reply.text, reply.model) == (said, "tiny-2026")
    assert (reply.input_tokens, reply.output_tokens) == (70, 10)
    assert (reply.cost_usd, reply.kept, reply.unheard) == (None, False, 0)


@pytest.mark.parametrize("name", [None, "", "a\nb", "\0", "x" * 101])
async def test_what_is_no_name_of_a_model_is_not_taken_for_one(
    remote: Remote, name: str | None
) -> None:
    remote.server.says('{"claims": []}', model=name)
    assert (await remote.model.complete(REQUEST)).model == "tiny"


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


@pytest.mark.parametrize("asked", ["Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "soon"])
async def test_a_rest_until_no_day_of_any_calendar_is_none(remote: Remote, asked: str) -> None:
    remote.server.refuses(503, {"Retry-After": asked})
    await remote.model.complete(REQUEST)
    assert len(remote.server.asked) == 2


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
