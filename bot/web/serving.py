"""Serving the web app within a process that does other things too."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from digests.errors import ConfigError


class _Server(uvicorn.Server):
    """Leaves signals to the process: uvicorn's own handlers would end everything at once."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(app: Starlette, *, host: str, port: int, stop: asyncio.Event) -> None:
    """Serve until told to stop.

    Raises:
        ConfigError: nothing can listen there.
    """
    # Bound here: uvicorn leaves the whole process where it cannot bind.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ConfigError(
            f"Nothing can listen on {host}:{port} ({error.strerror}). Set CITEWIRE_WEB_PORT to a"
            " free port, or to 0 for no web server."
        ) from error
    # asyncio sets this only on sockets that name their protocol, as this one does not: an answer of two
    # writes would wait 40 ms for the other side's delayed acknowledgement. Inherited by connections.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # Whose X-Forwarded-For is believed is a setting of ours: see `bot.web.brake`.
    config = uvicorn.Config(
        app, log_config=None, lifespan="off", proxy_headers=False, server_header=False
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving
    finally:
        stopped.cancel()
        listening.close()
