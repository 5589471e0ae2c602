"""`/feeds` and `/how`: how the feeds do, and what the words on the pages mean; and what says that a page is not there."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from bot.commands.health import SAID, answered
from bot.fragments import web_link
from bot.web.leaves import Leaf, leaf, sent
from bot.web.site import Site, collection, style
from bot.web.visits import NotHereError
from digests.model import Feed, FeedState, Health
from digests.text.clean import one_line

FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    outlet: str
    home: str | None
    tier: str
    health: str
    answered: datetime | None
    again: datetime | None


async def feeds(site: Site, request: Request) -> Response:
    """Answer with the feeds of the topics that are for everybody. Errors are the operator's affair."""
    shown = [feed for feed in site.catalogue.feeds if _is_public(site, feed)]
    if not shown:
        raise NotHereError
    states = await site.store.feed_states([feed.id for feed in shown])
    title, url = "The feeds that are read", f"{site.origin}/feeds"
    homes = {home: feed.outlet for feed in shown if (home := web_link(feed.home))}
    text = site.render(
        "feeds.html",
        title=title,
        url=url,
        description="Which feeds are read, and when each answered last.",
        disclosure="none",
        linked_data=collection(title, url=url, ai=False, parts=homes),
        trail=[],
        summary=answered(shown, states),
        rows=[_row(feed, states.get(feed.id, FeedState(feed_id=feed.id))) for feed in shown],
    )
    return sent(leaf(text), request, public=True)


def _is_public(site: Site, feed: Feed) -> bool:
    """Tell whether a feed is of a public topic; one that names no topic is of any."""
    public = [topic.id for topic in site.catalogue.topics if site.links.is_public(topic.id)]
    return bool(set(feed.topics) & set(public)) if feed.topics else bool(public)


def _row(feed: Feed, state: FeedState) -> _Row:
    return _Row(
        outlet=one_line(feed.outlet),
        home=web_link(feed.home),
        tier=feed.tier.value,
        health=SAID[state.health],
        answered=state.succeeded_at,
        again=None if state.health is Health.GONE else state.next_poll_at,
    )


async def how(site: Site, request: Request) -> Response:
    """Answer with what the label and the tick mean."""
    title, url = "How to read these pages", f"{site.origin}/how"
    text = site.render(
        "how.html",
        title=title,
        url=url,
        description="What the first line means, what a matched statement is, and how to check one.",
        disclosure="none",
        linked_data=collection(title, url=url, ai=False, parts={}),
        trail=[],
    )
    return sent(leaf(text), request, public=True)


async def styles(site: Site, request: Request) -> Response:
    """Answer with the pages' style, which is elsewhere once it is another."""
    del site
    answer = sent(style(), request, public=True)
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


async def robots(site: Site, request: Request) -> Response:
    """Keep programs from what is only a narrower view of a list."""
    del site
    return sent(
        leaf("User-agent: *\nDisallow: /*?\n", "text/plain; charset=utf-8"), request, public=True
    )


@cache
def trouble(site: Site, status: int) -> Leaf:
    """Return the page that stands for one that cannot be shown: it says what to do."""
    title, said = _TROUBLES.get(status, _TROUBLES[500])
    text = site.render(
        "gone.html",
        title=title,
        url=f"{site.origin}/",
        description=title,
        disclosure="none",
        linked_data=None,
        trail=[],
        said=said,
    )
    return leaf(text)


_TROUBLES = {
    404: (
        "There is no such page for you",
        (
            "The address may be mistyped, or what it names is not kept any more.",
            (
                "It may also be private: then it opens only by the whole link of the message that"
                " you were sent, up to the last character, and only until the day that the link is"
                " for. Ask in that channel for a new one: /digest preview shows the newest digest."
            ),
        ),
    ),
    405: ("These pages can only be read", ("Open the page with a plain link.",)),
    500: (
        "The page could not be made",
        ("That is our fault, and it is noted. Try again in a minute.",),
    ),
    503: (
        "The page cannot be read just now",
        ("The database does not answer. Try again in a minute.",),
    ),
}
