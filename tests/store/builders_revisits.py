"""Makers of what was found when cited texts were looked at again."""

from datetime import timedelta

from digests.model import Quote, SourceCheck, SourceState
from tests.builders import MONDAY

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
