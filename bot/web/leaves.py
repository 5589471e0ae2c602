"""Pages as they are sent: compressed once, named by their content, kept while they are asked for."""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from digests.model.ids import sha256

MOST_BYTES = 24_000_000
AT_ONCE = 3
"""Pages that are made at once: more would only take memory, and time from those that are there."""
HTML = "text/html; charset=utf-8"
_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
SAFE = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Vary": "Accept-Encoding",
}
"""Headers of every answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page that was made."""

    compressed: bytes
    size: int
    media_type: str
    etag: str


def leaf(text: str, media_type: str = HTML) -> Leaf:
    """Return a page of its text."""
    body = text.encode()
    return Leaf(
        compressed=gzip.compress(body, 6, mtime=0),
        size=len(body),
        media_type=media_type,
        # Weak: the compressed and the plain form are the same page.
        etag=f'W/"{sha256(body)[:32]}"',
    )


def sent(page: Leaf, request: Request, *, public: bool, status: int = 200) -> Response:
    """Return the answer: 304 where the reader has the page, compressed where the reader can."""
    headers = {
        **SAFE,
        "ETag": page.etag,
        "Cache-Control": "public, max-age=60" if public else "private, no-cache",
    }
    if not public:
        headers["X-Robots-Tag"] = "noindex"
    if status == 200 and _has(request.headers.get("if-none-match", ""), page.etag):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = page.compressed
    else:
        body = gzip.decompress(page.compressed)
    return Response(body, status_code=status, media_type=page.media_type, headers=headers)


def _has(held: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in held.split(",")]
    return etag.removeprefix("W/") in tags or "*" in tags


@dataclass(slots=True, kw_only=True)
class Rack:
    """Pages that were asked for lately. The key says everything that a page depends on."""

    most: int = MOST_BYTES
    _kept: OrderedDict[Hashable, Leaf] = field(default_factory=OrderedDict)
    _making: dict[Hashable, asyncio.Task[Leaf]] = field(default_factory=dict)
    _bytes: int = 0
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Leaf]]) -> Leaf:
        """Return a page; whoever asks for it while it is made waits for the same one."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            task = self._making[key] = asyncio.ensure_future(self._made(key, make))
            task.add_done_callback(lambda _: self._making.pop(key, None))
        # Shielded: one reader who goes away takes the page from nobody else.
        return await asyncio.shield(self._making[key])

    async def _made(self, key: Hashable, make: Callable[[], Awaitable[Leaf]]) -> Leaf:
        async with self._turns:
            made = await make()
        self._keep(key, made)
        return made

    def _keep(self, key: Hashable, made: Leaf) -> None:
        self._kept[key] = made
        self._bytes += len(made.compressed)
        while self._bytes > self.most and self._kept:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone.compressed)
