"""Everything that a hostile server may serve, at once, beside a good feed."""

import asyncio
import sys
import time
from pathlib import Path

import psutil

from digests.feeds.guard import open_session
from digests.feeds.pool import ParsePool
from digests.feeds.source import WebFeeds
from digests.model import FeedState, FetchedFeed, FetchProblem, Health
from tests.builders import MONDAY, a_feed
from tests.fakes.web import FakeWeb

XML = (
    '<rss version="2.0"><channel><title>T</title><item><title>Hello</title></item></channel></rss>'
)
NEW = FeedState(feed_id="f")
DECLARED = (
    "<!DOCTYPE r [<!ENTITY a '"
    + "ha" * 400
    + "'>"
    + "".join(f"<!ENTITY {chr(b)} '" + f"&{chr(b - 1)};" * 10 + "'>" for b in range(98, 106))
    + "]>"
)
HOSTILE = {
    "/laughs": DECLARED + XML.replace("Hello", "&i;"),
    "/author": XML.replace("<title>Hello", "<author>" + "a" * 32_000 + "</author><title>Hello"),
    "/year-one": XML.replace("</item>", "<pubDate>0001-01-01T00:00:00Z</pubDate></item>"),
    "/path": "/etc/passwd",
    "/html": "<!DOCTYPE html><html><body>Not a feed</body></html>",
    "/zero": "",
    "/slow-to-parse": "<rss>" + "<" * 3_000_000,
}


def peak_megabytes(process: psutil.Process) -> float:
    if sys.platform != "linux" or process.status() == psutil.STATUS_ZOMBIE:
        return 0
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1_000


async def test_each_hostile_feed_costs_only_itself() -> None:
    """On a server and in parsing processes that all of them share."""
    began, before = time.perf_counter(), psutil.Process().memory_info().rss
    async with (
        FakeWeb() as web,
        ParsePool(workers=2, seconds=1) as pool,
        open_session(allow_private=True, user_agent="Test/1") as session,
    ):
        urls = {path: web.feed(path, body) for path, body in HOSTILE.items()}
        urls["/good"] = web.feed("/good", XML)
        urls["/bomb"] = web.bomb("/bomb", megabytes=40)
        urls["/cdata"] = web.flood("/cdata", start=b"<rss><![CDATA[", piece=b"x" * 10**6, times=50)
        urls["/drip"] = web.drip("/drip")
        urls["/loop"] = web.redirect("/loop", "/loop")
        # The drip would hold the one lane of its host for as long as it may.
        feeds = WebFeeds(session, pool, seconds=4, clock=lambda: MONDAY)
        outcomes = dict(
            zip(
                urls,
                await asyncio.gather(*(feeds.fetch(a_feed(url=u), NEW) for u in urls.values())),
                strict=True,
            )
        )
        workers = max(map(peak_megabytes, psutil.Process().children()), default=0)

    assert time.perf_counter() - began < 20
    assert workers < 300
    assert psutil.Process().memory_info().rss - before < 300_000_000
    read = {path for path, outcome in outcomes.items() if isinstance(outcome, FetchedFeed)}
    assert read == {"/good", "/laughs", "/author", "/year-one"}
    said = {path: one for path, one in outcomes.items() if isinstance(one, FetchProblem)}
    assert said.keys() == outcomes.keys() - read
    assert "larger than 10 MB" in said["/bomb"].reason
    assert "larger than 10 MB" in said["/cdata"].reason
    assert "not complete after 2 s" in said["/drip"].reason
    assert "redirects more than 5 times" in said["/loop"].reason
    assert "neither XML nor JSON" in said["/path"].reason
    assert "took longer than 1 s" in said["/slow-to-parse"].reason
    assert {path for path, one in said.items() if one.health is Health.BLOCKED} == {
        "/html",
        "/zero",
    }
