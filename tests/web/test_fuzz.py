"""Whatever is asked for, no page fails, and nothing that was asked for comes back as markup."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp, Message

from bot.web.record import PAGES, make_record
from tests.render.hostile import HOSTILE
from tests.web.room import Room, a_sample_room

ANY = st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE))
NAMES = st.sampled_from(["q", "tag", "what", "from", "to", "page", "until", "sig", "topic", "x"])
QUERY = st.dictionaries(NAMES, ANY, max_size=6)
HEADERS = st.dictionaries(
    st.sampled_from(["if-none-match", "accept-encoding", "x-forwarded-for", "host", "range"]),
    st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=60),
)
METHODS = st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "BREW"])


class Asked:
    """The app without a server: what it answers is all there is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def get(
        self, raw: bytes, query: str, headers: dict[str, str], method: str = "GET"
    ) -> tuple[int, str, dict[str, str]]:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": raw.decode("utf-8", "replace"),
            "raw_path": raw,
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in headers.items()],
            "client": ("198.51.100.7", 5000),
            "server": ("127.0.0.1", 80),
        }
        await self._app(scope, receive, send)
        named = {k.decode(): v.decode("latin-1") for k, v in sent[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        packed = named.get("content-encoding") == "gzip"
        return sent[0]["status"], "" if packed else body.decode("utf-8"), named


@pytest.fixture
async def opened(sample: Path, tmp_path: Path) -> AsyncIterator[tuple[Room, list[str]]]:
    """Open a room with something on every page, and name what is there."""
    async with a_sample_room(sample, tmp_path) as room:
        digest, reply = await room.digest(), await room.answer(shared=True)
        stories = [i.story_id for s in digest.sections for i in s.items if i.story_id]
        yield room, ["pytorch", "open-weights", digest.id, reply.id, *stories]


@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    path=st.sampled_from([*PAGES, "/{topic}", "/t/{topic}/{id}", "//", "/../{id}", "/d//{id}"]),
    name=st.one_of(st.integers(0, 9), ANY),
    query=QUERY,
    headers=HEADERS,
    method=METHODS,
)
async def test_no_request_fails(
    opened: tuple[Room, list[str]],
    path: str,
    name: int | str,
    query: dict[str, str],
    headers: dict[str, str],
    method: str,
) -> None:
    room, names = opened
    asked = Asked(make_record(room.site, rate=1e9).app)
    word = names[name % len(names)] if isinstance(name, int) else name
    filled = path.replace("{topic}", word).replace("{id}", word)
    words = "&".join(f"{k}={quote(v.encode('utf-8', 'replace'))}" for k, v in query.items())
    status, text, named = await asked.get(filled.encode("utf-8", "replace"), words, headers, method)
    event(f"status {status}")
    assert status in {200, 304, 404, 405}
    assert "default-src 'none'" in named["content-security-policy"]
    assert set(re.findall(r"<script[^>]*>", text)) <= {'<script type="application/ld+json">'}
    for value in query.values():
        assert not re.search(r"<[a-zA-Z]", value) or value not in text


async def test_raw_bytes_and_endless_words_are_refused_or_passed_over(
    opened: tuple[Room, list[str]],
) -> None:
    room, names = opened
    asked = Asked(make_record(room.site).app)
    for raw in (b"/t/\xff\xfe", b"/d/\x00", b"/t/" + b"a" * 100_000, b"/s/\xed\xa0\x80"):
        assert (await asked.get(raw, "", {}))[0] == 404
    for query in ("q=%00%ff%ed%a0%80", "q=" + "a" * 100_000, "&" * 5_000, "page=9" + "9" * 5_000):
        assert (await asked.get(b"/t/pytorch", query, {}))[0] == 200
        assert (await asked.get(b"/who/pytorch", query, {}))[0] == 200
    assert (await asked.get(b"/t/pytorch", "from=0001-01-01&to=9999-12-31", {}))[0] == 200
    assert (await asked.get(b"/who/pytorch", "from=0001-01-01&to=9999-12-31", {}))[0] == 200
    assert len(names) > 3
