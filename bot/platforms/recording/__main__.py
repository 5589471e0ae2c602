"""`python -m bot.platforms.recording`: serve the recording platform on loopback."""

import asyncio
import sys
from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot.platforms.recording.faults import Faults, Kind
from bot.platforms.recording.platform import DEDUPES_FOR
from bot.platforms.recording.server import application


def main() -> None:
    """Serve until it is ended; the first line of output is the address."""
    parser = ArgumentParser(prog="python -m bot.platforms.recording", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="KIND=SHARE",
        help=f"any of {', '.join(Kind)}; may be given more than once",
    )
    parser.add_argument("--retry-after", type=float, default=1.0, help="seconds, of a busy one")
    parser.add_argument("--slow", type=float, default=20.0, help="seconds, of a slow one")
    parser.add_argument(
        "--dedupes-for",
        type=float,
        default=DEDUPES_FOR.total_seconds(),
        help="seconds in which equal keys are one post; 0: never",
    )
    parser.add_argument("--no-find", action="store_true", help="nothing can be looked up")
    given = parser.parse_args()
    shares = dict(fault.split("=", 1) for fault in given.fault)
    faults = Faults(
        seed=given.seed,
        shares={Kind(kind): float(share) for kind, share in shares.items()},
        retry_after=timedelta(seconds=given.retry_after),
        seconds=given.slow,
    )
    app = application(
        dedupes_for=timedelta(seconds=given.dedupes_for),
        faults=faults,
        finds=not given.no_find,
        now=lambda: datetime.now(UTC),
    )
    asyncio.run(_serve(app, given.port))


async def _serve(app: web.Application, port: int) -> None:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    main()
