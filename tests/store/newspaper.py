"""A feed that is read, and digests that are made of it, by the real stages at whatever time."""

from datetime import datetime, timedelta

from digests.articles import ScriptedReader
from digests.ask import Asking, ask
from digests.feeds.double import ScriptedFeeds
from digests.model import Digest, MatchRules, Reply, Topic, Window
from digests.pipeline import make_digest, poll, read
from digests.store.sql import Database
from tests.builders import a_feed

DAY = timedelta(days=1)
FEED = a_feed("one")
TOPIC = Topic(
    id="pytorch", title="PyTorch", description="PyTorch.", match=MatchRules(any=("pytorch",))
)
JOINS = (
    "<p>Alibaba Cloud has joined the PyTorch Foundation as a Platinum member. "
    "Junhua Wang takes the seat on the Governing Board of the foundation.</p>"
)
GARDEN = "<p>The tulips of the botanical garden are in full bloom this week, visitors say.</p>"


class Newspaper:
    """One feed, read by the real stages at whatever time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.source = ScriptedFeeds()
        self.source.feed("one")

    def print(self, guid: str, html: str, at: datetime, *, title: str = "News") -> None:
        self.source.entry("one", guid, title=title, html=html, published_at=at)

    async def read(self, now: datetime) -> tuple[int, int]:
        """Return how many entries are new, and how many were read."""
        store = self.database.store
        polled = await poll([FEED], store=store, source=self.source, now=now)
        reading = await read([FEED], store=store, reader=ScriptedReader(), now=now)
        return sum(one.new for one in polled), reading.read

    async def digest(self, now: datetime, *, listed: bool = True) -> Digest:
        window = Window(since=now - 7 * DAY, until=now)
        store = self.database.store
        return await make_digest(
            TOPIC, window, feeds=[FEED], store=store, now=now, version="test", listed=listed
        )

    async def texts(self, *words: str) -> set[str]:
        found = await self.database.store.search(words)
        return {passage.article.title for passage in found}

    async def answer(self, now: datetime) -> Reply:
        asking = Asking(text="who joined the PyTorch Foundation", topic=None, now=now)
        reply = await ask(asking, feeds=[FEED], store=self.database.store, version="test")
        return await self.database.replies.save_reply(reply)
