"""Feeds parsed a second, in this process and in the pool of two that the program uses."""

import asyncio

from benchmarks.feeds import feed_documents
from benchmarks.measuring import report, timed
from digests.feeds.formats import read_document
from digests.feeds.parsed import ParsedDocument, Unreadable
from digests.feeds.pool import ParsePool

URL = "https://feeds.example/feed.xml"
WORKERS = 2


async def main() -> None:
    """Parse every document once in each way."""
    kind, documents = feed_documents()
    async with ParsePool(workers=WORKERS) as pool:
        await asyncio.gather(*(pool.read(documents[0], url=URL) for _ in range(WORKERS)))
        with timed() as lap:
            pooled = await asyncio.gather(*(pool.read(body, url=URL) for body in documents))
    _report(f"{kind} parsed, pool of {WORKERS}", pooled, documents, lap.seconds)
    with timed() as lap:
        parsed = [read_document(body, url=URL) for body in documents]
    _report(f"{kind} parsed, one process", parsed, documents, lap.seconds)


def _report(
    what: str,
    parsed: list[ParsedDocument | Unreadable],
    documents: list[bytes],
    seconds: float,
) -> None:
    read = [one for one in parsed if isinstance(one, ParsedDocument)]
    if len(read) != len(documents):
        raise RuntimeError(f"{len(documents) - len(read)} documents could not be read")
    entries = sum(len(one.entries) for one in read)
    report(what, f"{len(read) / seconds:,.0f} a second")
    report("  their entries", f"{entries / seconds:,.0f} a second")


if __name__ == "__main__":
    asyncio.run(main())
