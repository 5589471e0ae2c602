"""What the ledger of model calls adds to one: a new call, and one that is answered by what is kept."""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from benchmarks.measuring import report, timed
from digests.llm.double import ScriptedModel
from digests.llm.paid_once import PaidOnce, Terms
from digests.llm.terms import Limit, Limits, Price
from digests.model import Material, ModelReply, ModelRequest
from digests.store.schema import llm_calls
from digests.store.sql import Database, open_database

NOW = datetime(2026, 4, 13, 9, tzinfo=UTC)
CALLS = 200
TEXT = "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member. " * 100
MOST = Limit(tokens=10**12, usd=Decimal(10**6))
REPLY = ModelReply(text='{"claims": []}', model="tiny", input_tokens=2_000, output_tokens=500)


def main() -> None:
    """Time calls whose model answers at once, over an empty ledger and over a full one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="its address; without one, a file that is removed")
    parser.add_argument("--rows", type=int, default=100_000, help="calls that the full one has")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{folder}/ledger.db"
        asyncio.run(_measure(url, asked.rows))


async def _measure(url: str, rows: int) -> None:
    async with open_database(url) as database:
        await _time(database, "empty ledger")
        for batch in _rows(rows):
            with database.store.transactions.writing.begin() as connection:
                connection.execute(llm_calls.insert(), batch)
        await _time(database, f"{rows:,} calls")


async def _time(database: Database, ledger: str) -> None:
    terms = Terms(
        limits=Limits(run=MOST, day=MOST, channel=MOST),
        price=Price(read=Decimal("0.15"), written=Decimal("0.60")),
    )
    model = PaidOnce(ScriptedModel(lambda _: REPLY), database.calls, terms=terms, now=lambda: NOW)
    for what in ("a call", "a reuse"):
        with timed() as lap:
            for number in range(CALLS):
                await model.complete(_request(f"{ledger} {number}"))
        report(f"{what}, {ledger}", f"{lap.seconds / CALLS * 1e3:.1f} ms")


def _request(name: str) -> ModelRequest:
    return ModelRequest(
        model="tiny",
        prompt="extract.v1",
        instructions="Extract.",
        material=(Material(id="s1", text=f"{name} {TEXT}"),),
        schema={"type": "object"},
        run="digest-1",
        channel="slack/T1/C1",
    )


def _rows(count: int) -> Iterator[list[dict[str, object]]]:
    """Return calls of the last hundred days, ten a run, of a thousand channels."""
    for start in range(0, count, 10_000):
        yield [
            {
                "key": f"key {n}",
                "model": "tiny",
                "prompt": "extract.v1",
                "run": f"run {n // 10}",
                "channel": f"slack/T1/C{n % 1000}",
                "state": "kept",
                "at": NOW - timedelta(days=100) * n / count,
                "until": NOW,
                "expected_tokens": 4_000,
                "input_tokens": 2_000,
                "output_tokens": 500,
                "unheard": 0,
                "reused": 0,
                "reply": REPLY.text,
                "counted_tokens": 2_500,
                "counted_usd": Decimal("0.0006"),
            }
            for n in range(start, min(start + 10_000, count))
        ]


if __name__ == "__main__":
    main()
