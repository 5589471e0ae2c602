"""The demonstration's web: the sample site on loopback, and a resolver that leads there."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib.resources import files

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from digests.model.ids import sha256

NOW = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
"""The Monday morning on which the demonstration takes place."""
DOWN = "compiler-notes.example"
"""A host whose server is out of order."""

_TYPES = {
    ".atom": "application/atom+xml",
    ".xml": "application/rss+xml",
    ".rdf": "application/rdf+xml",
    ".json": "application/feed+json",
    ".html": "text/html",
}


class LoopbackResolver(AbstractResolver):
    """Resolves every name to one loopback port, so that the sample's hosts have real addresses."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return 127.0.0.1 and the port of the sample server, whatever was asked."""
        del port, family
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=self._port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Hold nothing open."""


@asynccontextmanager
async def serve_sample() -> AsyncIterator[LoopbackResolver]:
    """Serve the sample site on a free loopback port and yield the resolver that leads to it."""
    app = web.Application()
    app.router.add_get("/{name:.*}", _answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield LoopbackResolver(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _answer(request: web.Request) -> web.Response:
    host = request.host.partition(":")[0]
    if host == DOWN:
        return web.Response(status=503, text="Out of order.")
    name = request.match_info["name"].rstrip("/")
    folder = files("bot.demo") / "site" / host
    for candidate in (name, f"{name}.html"):
        file = folder / candidate
        if candidate and ".." not in candidate and file.is_file():
            return _file(request, file.read_bytes(), candidate)
    return web.Response(status=404, text="No such page.")


def _file(request: web.Request, body: bytes, name: str) -> web.Response:
    etag = f'"{sha256(body)[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers={"ETag": etag})
    kind = _TYPES.get("." + name.rpartition(".")[2], "text/html")
    return web.Response(body=body, content_type=kind, charset="utf-8", headers={"ETag": etag})
