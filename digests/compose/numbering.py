"""Numbers for the sources of a digest."""

from collections.abc import Mapping, Sequence

from digests.model import Article, Claim, Item, Quote, Section, Source


def numbered(sections: Sequence[Section], articles: Mapping[str, Article]) -> tuple[Source, ...]:
    """Return the sources from 1: by first citation, then the uncited reports of stories."""
    first: dict[str, Quote | None] = {}
    items = [item for section in sections for item in section.items]
    for item in items:
        for claim in _claims(item):
            for quote in claim.quotes:
                if first.get(quote.article_id) is None:
                    first[quote.article_id] = None if claim.headline else quote
    for item in items:
        for article_id in item.also:
            first.setdefault(article_id, None)
    return tuple(
        Source(n=n, article=articles[article_id], fragment_quote=quote)
        for n, (article_id, quote) in enumerate(first.items(), start=1)
    )


def _claims(item: Item) -> tuple[Claim, ...]:
    return (item.headline, *item.claims) if item.headline else item.claims
