"""The seams between the core and the world, each drawn at one operation.

An adapter translates what it meets into `digests.errors` and into the outcomes named here. All
times are UTC-aware; `now` is always an argument.
"""

from digests.ports.archive import Archive, Sought
from digests.ports.calls import Calls
from digests.ports.feedback import Feedback
from digests.ports.models import Embedder, LanguageModel
from digests.ports.outbox import Outbox
from digests.ports.platform import Platform
from digests.ports.reading import ArticleReader, FeedSource, PageReader
from digests.ports.replies import Replies
from digests.ports.revisits import Revisits
from digests.ports.store import Store
from digests.ports.subscriptions import Subscriptions
from digests.ports.upkeep import Upkeep
from digests.ports.vectors import Vectors
from digests.ports.watching import Watching

__all__ = [
    "Archive",
    "ArticleReader",
    "Calls",
    "Embedder",
    "FeedSource",
    "Feedback",
    "LanguageModel",
    "Outbox",
    "PageReader",
    "Platform",
    "Replies",
    "Revisits",
    "Sought",
    "Store",
    "Subscriptions",
    "Upkeep",
    "Vectors",
    "Watching",
]
