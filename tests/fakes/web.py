"""A web server on loopback that does as it is told: feeds, pages, and everything that goes wrong.

    async with FakeWeb() as web:
        url = web.feed("/feed.xml", xml, etag='"1"')
        ...
        assert [seen.status for seen in web.seen("/feed.xml")] == [200, 304]

Every verb returns the absolute address of what it serves, and replaces what was served there.
"""

import asyncio
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from aiohttp import web

RSS = "application/rss+xml; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = "application/feed+json"

Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request that was answered (`status`), or is still being answered (0)."""

    path: str
    """With its query."""
    headers: Mapping[str, str]
    status: int = 0


class FakeWeb:
    """Serves what its verbs say, on one loopback port, over HTTP/1.1 without TLS.

    Each of `hosts` must be a loopback address (on Linux all of 127.0.0.0/8 is); one port for all.
    """

    def __init__(self, *, hosts: Iterable[str] = ("127.0.0.1",)) -> None:
        self._hosts = tuple(hosts)
        self._answers: dict[str, Answer] = {}
        self._seen: list[Seen] = []
        self._busy: dict[str, int] = {}
        self.most_at_once: dict[str, int] = {}
        """Host -> the most requests that were being answered at one time."""
        self._stopping = asyncio.Event()
        self._runner: web.ServerRunner | None = None
        self.port = 0

    async def __aenter__(self) -> Self:
        # An interrupted download is part of what is tested, so a handler ends when its client goes.
        server = web.Server(self._answer, access_log=None, handler_cancellation=True)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        for host in self._hosts:
            await self._listen(host)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopping.set()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _listen(self, host: str) -> None:
        assert self._runner is not None
        listening = socket.create_server((host, self.port), backlog=512)
        self.port = listening.getsockname()[1]
        await web.SockSite(self._runner, listening).start()

    def url(self, path: str, *, host: str | None = None) -> str:
        """Return the absolute address of a path."""
        return f"http://{host or self._hosts[0]}:{self.port}{path}"

    # What was asked for.

    @property
    def requests(self) -> list[Seen]:
        """Everything that was asked for, in order of arrival."""
        return list(self._seen)

    def seen(self, path: str) -> list[Seen]:
        """Return the requests for one path (any query, unless the path has one)."""
        return [one for one in self._seen if path in (one.path, one.path.partition("?")[0])]

    # What to serve.

    def feed(
        self,
        path: str,
        xml: str | bytes,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        content_type: str = RSS,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Serve a document; 304 when the request has its etag or, without one, its date."""
        validators = {"ETag": etag, "Last-Modified": last_modified}
        extra = {name: value for name, value in validators.items() if value} | dict(headers or {})

        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            asked = request.headers
            if etag is not None and "If-None-Match" in asked:
                same = asked["If-None-Match"] == etag
            else:
                same = last_modified is not None and asked.get("If-Modified-Since") == last_modified
            if same:
                return web.Response(status=304, headers=extra)
            return _response(200, xml, content_type, extra)

        return self.answer(path, answer)

    def page(self, path: str, html: str, *, headers: Mapping[str, str] | None = None) -> str:
        """Serve a web page."""
        return self.status(path, 200, body=html, content_type=HTML, headers=headers)

    def json_feed(self, path: str, text: str) -> str:
        """Serve a JSON Feed."""
        return self.feed(path, text, content_type=JSON)

    def status(
        self,
        path: str,
        status: int,
        *,
        body: str | bytes = b"",
        content_type: str = HTML,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Answer with a status, whatever is asked."""

        async def answer(_: web.BaseRequest) -> web.StreamResponse:
            return _response(status, body, content_type, headers or {})

        return self.answer(path, answer)

    def not_modified(self, path: str, *, headers: Mapping[str, str] | None = None) -> str:
        """Answer 304 to everything."""
        return self.status(path, 304, headers=headers)

    def gone(self, path: str) -> str:
        """Answer 410."""
        return self.status(path, 410)

    def redirect(self, path: str, to: str, *, status: int = 301) -> str:
        """Send on to another address, absolute or relative."""
        return self.status(path, status, headers={"Location": to})

    def drip(self, path: str, *, start: bytes = b"<rss>", seconds: float = 0.01) -> str:
        """Begin an answer, then send a byte every so many seconds for as long as anyone listens."""

        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            return await self._stream(request, {}, self._drops(start, seconds))

        return self.answer(path, answer)

    def silent(self, path: str) -> str:
        """Take the request and never answer."""

        async def answer(_: web.BaseRequest) -> web.StreamResponse:
            await self._stopping.wait()
            return web.Response()

        return self.answer(path, answer)

    def flood(self, path: str, *, start: bytes, piece: bytes, times: int) -> str:
        """Send `start`, then one piece many times."""

        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            return await self._stream(request, {}, _repeated(start, piece, times))

        return self.answer(path, answer)

    def bomb(self, path: str, *, start: bytes = b"<rss>", megabytes: int = 500) -> str:
        """Serve gzip that swells to so many megabytes of spaces after `start`."""

        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            pieces = _gzipped(start, megabytes)
            return await self._stream(request, {"Content-Encoding": "gzip"}, pieces)

        return self.answer(path, answer)

    def answer(self, path: str, answer: Answer) -> str:
        """Serve whatever `answer` makes of the request."""
        self._answers[path] = answer
        return self.url(path)

    def nothing(self, path: str) -> None:
        """Serve this path no longer: 404."""
        self._answers.pop(path, None)

    # How.

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        at, host = len(self._seen), request.headers.get("Host", "")
        seen = Seen(path=request.path_qs, headers=request.headers)
        self._seen.append(seen)
        self._busy[host] = self._busy.get(host, 0) + 1
        self.most_at_once[host] = max(self.most_at_once.get(host, 0), self._busy[host])
        try:
            response = await self._answers.get(request.path, _not_found)(request)
        finally:
            self._busy[host] -= 1
        self._seen[at] = replace(seen, status=response.status)
        return response

    async def _stream(
        self, request: web.BaseRequest, headers: Mapping[str, str], pieces: AsyncIterator[bytes]
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": RSS, **headers})
        await response.prepare(request)
        try:
            async for piece in pieces:
                await response.write(piece)
            await response.write_eof()
        except ConnectionError:
            pass  # the client had enough, which is what most of these verbs are for
        return response

    async def _drops(self, start: bytes, seconds: float) -> AsyncIterator[bytes]:
        yield start
        while not self._stopping.is_set():
            await asyncio.sleep(seconds)
            yield b" "


async def _not_found(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(status=404, text="not found")


def _response(
    status: int, body: str | bytes, content_type: str, headers: Mapping[str, str]
) -> web.Response:
    content = body.encode() if isinstance(body, str) else body
    return web.Response(
        status=status, body=content, headers={"Content-Type": content_type, **headers}
    )


async def _repeated(start: bytes, piece: bytes, times: int) -> AsyncIterator[bytes]:
    yield start
    for _ in range(times):
        yield piece


async def _gzipped(start: bytes, megabytes: int) -> AsyncIterator[bytes]:
    packer = zlib.compressobj(level=1, wbits=31)
    yield packer.compress(start)
    for _ in range(megabytes):
        yield packer.compress(b" " * 1_000_000)
    yield packer.flush()
