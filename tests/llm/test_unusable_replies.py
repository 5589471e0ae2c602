"""Replies that were paid and cannot be used, and answers that are none."""

import json
from typing import Any

import pytest

from digests.errors import UnusableReply
from digests.llm.bounds import LARGEST
from tests.llm.chat_server import completion
from tests.llm.remotes import REQUEST, Remote

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
