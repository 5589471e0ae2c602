"""What the record's pages are made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from bot.dates import day, minute, short_day
from bot.links import Links
from bot.present.wording import count, window_name
from bot.render.html import STYLE
from bot.render.spans import quoted
from bot.web.leaves import Leaf, Rack, leaf
from bot.web.remembered import Lately, Remembered
from bot.web.visits import NotHereError, Visit, visit
from config.loading import Catalogue
from digests.ask.ledger import Ledger
from digests.model import Listing, Shelf
from digests.model.ids import sha256
from digests.pipeline import NewsWeek
from digests.ports import Archive, Feedback, Outbox, Replies, Revisits, Store, Watching
from digests.text.clean import one_line
from digests.text.phrases import phrase

_PAGES = Environment(
    loader=PackageLoader("bot.web", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.globals.update(
    day=day,
    minute=minute,
    short_day=short_day,
    count=count,
    window_name=window_name,
    one_line=one_line,
    quoted=quoted,
    say=partial(phrase, "en"),
)


@cache
def style() -> Leaf:
    """Return the style of every page: that of documents, and what pages have around them."""
    own = files("bot.web").joinpath("templates/web.css").read_text(encoding="utf-8")
    return leaf(STYLE + own, "text/css; charset=utf-8")


def style_path() -> str:
    """Return where the style is: another one is elsewhere, so that it can be kept for ever."""
    return f"/style-{sha256(style().etag)[:12]}.css"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Site:
    """The public record."""

    catalogue: Catalogue
    store: Store
    archive: Archive
    replies: Replies
    outbox: Outbox
    feedback: Feedback
    revisits: Revisits
    watching: Watching
    links: Links
    now: Callable[[], datetime]
    version: str
    origin: str
    """Where the pages are, for feeds: what a request says of that is anybody's word."""
    lately: Lately = field(default_factory=lambda: Lately(seconds=0))
    rack: Rack = field(default_factory=Rack)
    weeks: Remembered[Sequence[NewsWeek]] = field(default_factory=Remembered)
    ledgers: Remembered[Ledger] = field(default_factory=Remembered)

    async def shelves(self) -> list[Shelf]:
        """Return the topics that have digests."""
        return await self.lately.get("shelves", self.archive.shelves)

    def title_of(self, topic_id: str, listing: Listing | None = None) -> str:
        """Return a topic's title: as it is configured, else as its digests have it."""
        topic = self.catalogue.topic_by_id.get(topic_id)
        return topic.title if topic else listing.title if listing else topic_id

    def visit(
        self, request: Request, subject: str, *, public: bool, topic_id: str | None = None
    ) -> Visit:
        """Return the visit of a page.

        Raises:
            NotHereError: it is not for whoever asks.
        """
        query, now = request.query_params, self.now()
        return visit(self.links, query, subject, public=public, topic_id=topic_id, now=now)

    async def topic_visit(self, request: Request) -> tuple[str, Visit]:
        """Return the topic that a path names, and the visit of its pages.

        Raises:
            NotHereError: there is no such topic for whoever asks.
        """
        topic_id = request.path_params["topic"]
        known = topic_id in self.catalogue.topic_by_id
        if not known and topic_id not in {one.topic_id for one in await self.shelves()}:
            raise NotHereError
        public = self.links.is_public(topic_id)
        return topic_id, self.visit(request, f"t/{topic_id}", public=public, topic_id=topic_id)

    def render(self, template: str, **values: object) -> str:
        """Return a page of a template of this package."""
        return _PAGES.get_template(template).render(style=style_path(), **values)


def collection(title: str, *, url: str, ai: bool, parts: Mapping[str, str]) -> dict[str, object]:
    """Return the JSON-LD of a page that lists others: address -> title."""
    kind = "trainedAlgorithmicMedia" if ai else "dataDrivenMedia"
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "url": url,
        "name": title,
        "digitalSourceType": f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}",
        "isBasedOn": list(parts),
        "citation": [
            {"@type": "CreativeWork", "name": name, "url": url} for url, name in parts.items()
        ],
    }
