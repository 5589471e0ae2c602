"""Makers of domain values for tests: every field has a plain default, name only what matters."""

from datetime import UTC, datetime, timedelta

from digests.model import Article, Entry, Feed, SourceAuthorship, Tier
from digests.model.ids import content_id, sha256

MONDAY = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
"""`now` in most tests."""


def a_feed(feed_id: str = "pytorch-foundation", **changes: object) -> Feed:
    fields: dict[str, object] = {
        "id": feed_id,
        "url": f"https://{feed_id}.example/feed.xml",
        "outlet": feed_id.replace("-", " ").title(),
        "tier": Tier.PRIMARY,
    }
    return Feed(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Feed


def an_entry(guid: str = "1", *, feed_id: str = "pytorch-foundation", **changes: object) -> Entry:
    html = str(changes.get("html", "<p>Alibaba Cloud has joined as a Platinum member.</p>"))
    url = f"https://{feed_id}.example/news/{guid}"
    fields: dict[str, object] = {
        "id": content_id("entry", feed_id, guid),
        "feed_id": feed_id,
        "key": guid,
        "guid": guid,
        "url": url,
        "url_key": url.removeprefix("https://"),
        "title": "Alibaba Cloud joins the PyTorch Foundation",
        "byline": None,
        "dated_at": MONDAY - timedelta(days=2),
        "date_source": "published",
        "first_seen_at": MONDAY - timedelta(days=1),
        "html": html,
        "html_sha256": sha256(html),
    }
    return Entry(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Entry


def an_article(
    body: str = "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.",
    *,
    title: str = "Alibaba Cloud joins the PyTorch Foundation",
    url: str | None = "https://pytorch-foundation.example/news/1",
    **changes: object,
) -> Article:
    text = f"{title}\n\n{body}" if title else body
    url_key = url.removeprefix("https://") if url else None
    fields: dict[str, object] = {
        "id": content_id("article", url_key or text),
        "feed_id": "pytorch-foundation",
        "url": url,
        "url_key": url_key,
        "outlet": "PyTorch Foundation",
        "tier": Tier.PRIMARY,
        "title": title,
        "byline": None,
        "published_at": MONDAY - timedelta(days=2),
        "date_source": "published",
        "fetched_at": MONDAY - timedelta(hours=1),
        "text": text,
        "text_sha256": sha256(text),
        "raw_sha256": sha256(text),
        "extractor": "feed",
        "language": "en",
        "authorship": SourceAuthorship(),
    }
    return Article(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Article
