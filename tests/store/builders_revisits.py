"""Makers of what was found when cited texts were looked at again, and of what is watched."""

from datetime import date, timedelta

from digests.model import Quote, SourceCheck, SourceState, Watched
from tests.builders import MONDAY, an_article
from tests.store.builders_store import a_claim, a_fact

DAY = timedelta(days=1)


def a_check(name: str = "1", **changes: object) -> SourceCheck:
    fields: dict[str, object] = {
        "article_id": f"article-{name}",
        "text_sha256": "a" * 64,
        "state": SourceState.CHANGED_UNDER_QUOTE,
        "checked_at": MONDAY,
        "seen_at": MONDAY - DAY,
        "reason": "the page answers “503”",
        "failures": 2,
        "differs": True,
        "held": frozenset({Quote(article_id=f"article-{name}", start=3, end=9)}),
        "lost": frozenset(
            {Quote(article_id=f"article-{name}", start=n, end=n + 5) for n in (0, 20)}
        ),
        "etag": '"1"',
        "last_modified": "Mon, 13 Apr 2026 09:00:00 GMT",
    }
    return SourceCheck(**(fields | changes))  # type: ignore[arg-type] # fields of SourceCheck


def a_watched(name: str = "1", **changes: object) -> Watched:
    article = an_article()
    fields: dict[str, object] = {
        "id": f"watch-{name}",
        "topic_id": "pytorch",
        "tag": "Board seat",
        "claim": a_claim(article),
        "text_sha256": article.text_sha256,
        "outlet": article.outlet,
        "said_at": article.published_at,
        "opened_at": MONDAY,
        "digest_id": "digest-1",
        "due": date(2026, 5, 4),
        "plans": (a_fact(article),),
    }
    return Watched(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Watched
