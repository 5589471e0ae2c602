"""Articles in quantity, for measuring speed: the sample's, and made ones after its manner."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from digests.model import Article, Entry, Tier
from digests.model.ids import content_id, sha256

END = datetime(2026, 4, 13, tzinfo=UTC)

_ORGANISATIONS = (
    "Northwind Labs",
    "Acme Compute",
    "Initech AI",
    "Globex Cloud",
    "Umbra Systems",
    "Vandelay Models",
    "Hooli Research",
    "Stark Accelerators",
    "Wayne Silicon",
    "Tyrell Robotics",
)
_PRODUCTS = ("Atlas", "Beacon", "Comet", "Drift", "Ember", "Flint", "Grove", "Harbor", "Iris")
_KINDS = (
    "{who} released {product} {version}, which serves {n} requests a second on one accelerator",
    "{who} raised ${n} million to build clusters for {product}",
    "{who} joined the {other} Foundation as a Gold member",
    "{who} acquired the {product} team from {other} for ${n} million",
    "{who} deprecated {product} {version} and will remove it in {month}",
    "{who} fixed a vulnerability in {product} that let {n} tenants read each other's caches",
)
_DETAILS = (
    "The work took {n} engineers about {m} months, according to {who}.",
    "{who} measured {m} % lower latency than with the version before.",
    "PyTorch users can install it with one command, {who} said.",
    "{other} said that it will test {product} on its own hardware in {month}.",
    "Memory use fell from {n} GB to {m} GB in the same test.",
    "The code is published under the Apache 2.0 licence.",
    "Customers of {other} are moved over step by step until {month}.",
    "A report by {other} counts {n} installations of {product}.",
)
_MONTHS = ("May 2026", "June 2026", "July 2026", "September 2026")


def made_articles(count: int, *, days: int = 90, seed: int = 1) -> Iterator[Article]:
    """Yield articles about made events, about three reports an event, oldest event first."""
    random_ = random.Random(seed)
    made = event = 0
    while made < count:
        words = {
            "who": random_.choice(_ORGANISATIONS),
            "other": random_.choice(_ORGANISATIONS),
            "product": f"{random_.choice(_PRODUCTS)}{event % 97}",
            "version": f"{random_.randint(0, 9)}.{random_.randint(0, 30)}",
            "month": random_.choice(_MONTHS),
            "n": random_.randint(3, 900),
            "m": random_.randint(3, 90),
        }
        title = random_.choice(_KINDS).format(**words)
        at = END - timedelta(days=days * (1 - made / count))
        for report in range(min(random_.randint(1, 5), count - made)):
            details = random_.sample(_DETAILS, k=random_.randint(4, len(_DETAILS)))
            body = f"{title}.\n" + "\n".join(line.format(**words) for line in details)
            yield an_article(
                f"{event}-{report}", title, body, at=at + timedelta(hours=report), outlet=report
            )
            made += 1
        event += 1


def an_article(slug: str, title: str, body: str, *, at: datetime, outlet: int) -> Article:
    """Return an article of an outlet by its number."""
    text = f"{title}\n\n{body}"
    url_key = f"outlet-{outlet}.example/{slug}"
    return Article(
        id=content_id("article", url_key),
        feed_id=f"outlet-{outlet}",
        url=f"https://{url_key}",
        url_key=url_key,
        outlet=f"Outlet {outlet}",
        tier=list(Tier)[outlet % len(Tier)],
        title=title,
        byline=None,
        published_at=at,
        date_source="published",
        fetched_at=END,
        text=text,
        text_sha256=sha256(text),
        raw_sha256=sha256(text),
        extractor="feed",
        language="en",
    )


def an_entry(article: Article) -> Entry:
    """Return the entry by which a feed brought an article."""
    return Entry(
        id=content_id("entry", article.id),
        feed_id=article.feed_id,
        key=article.id,
        guid=article.id,
        url=article.url,
        url_key=article.url_key,
        title=article.title,
        byline=None,
        dated_at=article.published_at,
        date_source="published",
        first_seen_at=END,
        html=article.body,
        html_sha256=article.text_sha256,
    )
