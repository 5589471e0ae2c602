"""What a topic's page of watch items shows: what is open by its date, and how the others ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.fragments import fragment_link
from bot.present.wording import INSTRUCTS_MODELS, WROTE
from digests.model import Article, Quote, Watched
from digests.text.clean import one_line

Key = tuple[str, str]
"""Article id, hash of the version's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quote with where it stands. Plain text: the template escapes it."""

    quote: str
    outlet: str
    title: str
    on: date
    """When it was published."""
    url: str | None
    """Of the live page, at the quote."""
    remarks: tuple[str, ...] = ()
    """What the source says of who wrote it, and what to mind when reading it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRow:
    """A thing that is or was watched."""

    id: str
    tag: str
    said: Said
    due: date | None
    digest_id: str
    """The first digest that printed it."""
    overdue: bool = False
    """Open, and its date is past."""
    ended_on: date | None = None
    """None: it is open."""
    came: Said | None = None
    """What a later story says of it; None, where it has ended: it was not heard of since."""
    ended_in: str | None = None
    """The digest that was made then."""


def watch_rows(
    items: Sequence[Watched], articles: Mapping[Key, Article], *, today: date
) -> tuple[WatchRow, ...]:
    """Return the rows in the order of the items, those left out whose article is not kept any more."""
    rows = (_row(item, articles, today) for item in items)
    return tuple(row for row in rows if row is not None)


def quoted_by(item: Watched) -> list[Key]:
    """Return the texts that a row quotes."""
    keys = [(item.quote.article_id, item.text_sha256)]
    closing = item.closing
    if closing and closing.claim and closing.text_sha256:
        keys.append((closing.claim.quotes[0].article_id, closing.text_sha256))
    return keys


def _row(item: Watched, articles: Mapping[Key, Article], today: date) -> WatchRow | None:
    source = articles.get((item.quote.article_id, item.text_sha256))
    if source is None:
        return None
    closing, came = item.closing, None
    if closing and closing.claim and closing.text_sha256:
        quote = closing.claim.quotes[0]
        later = articles.get((quote.article_id, closing.text_sha256))
        if later is None:
            return None
        came = _said(quote, later)
    return WatchRow(
        id=item.id,
        tag=one_line(item.tag),
        said=_said(item.quote, source),
        due=item.due,
        digest_id=item.digest_id,
        overdue=closing is None and item.due is not None and item.due < today,
        ended_on=closing.at.date() if closing else None,
        came=came,
        ended_in=closing.digest_id if closing else None,
    )


def _said(quote: Quote, article: Article) -> Said:
    return Said(
        quote=one_line(article.text[quote.start : quote.end]),
        outlet=one_line(article.outlet),
        title=one_line(article.title),
        on=article.published_at.date(),
        url=fragment_link(article.url, article.text, [quote]),
        remarks=(
            *((wrote,) if (wrote := WROTE.get(article.authorship.status)) else ()),
            *((INSTRUCTS_MODELS,) if article.suspicious else ()),
        ),
    )
