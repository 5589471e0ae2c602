"""What to watch: the sources' own forward-looking sentences."""

from datetime import date, datetime

from digests.model import Item, WatchItem, Wrote
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.sections.overlap import wording
from digests.sections.prose import is_quotable
from digests.sections.standing import leaning, speaks_as_i, speaks_as_we, speaks_to_you

MOST = 4
MOST_OF_AN_ARTICLE = 2
_CENTRAL = 0.6
"""Fit from which an article is about the topic, where no printed story rests on it."""


def what_to_watch(material: Material, ledger: Ledger, now: datetime) -> tuple[Item, ...]:
    """Return what is still to come, the printed stories' own first, then by date.

    What a source that declares itself AI-written expects comes after the others.
    """
    items: list[Item] = []
    used: dict[str, int] = {}
    for watched in sorted(ledger.watching, key=lambda w: _order(w, ledger, material, now)):
        source = watched.claim.quotes[0].article_id
        said = wording(watched.claim.text)
        if used.get(source, 0) >= MOST_OF_AN_ARTICLE or not ledger.is_new(said):
            continue
        if source not in ledger.told and material.fits.get(source, 0.5) < _CENTRAL:
            continue
        if not _stands(watched, material) or (watched.due and watched.due < now.date()):
            continue
        used[source] = used.get(source, 0) + 1
        ledger.note(watched.claim.text)
        items.append(
            Item(id=watched.id, claims=(watched.claim,), label=watched.tag, on=watched.due)
        )
        if len(items) == MOST:
            break
    return tuple(items)


def _stands(watched: WatchItem, material: Material) -> bool:
    text = watched.claim.text
    article = material.articles.get(watched.claim.quotes[0].article_id)
    if article is None or speaks_as_i(text) or not is_quotable(text, article, labelled=True):
        return False
    return leaning(text, may_ask=True) is None


def _order(
    watched: WatchItem, ledger: Ledger, material: Material, now: datetime
) -> tuple[bool, bool, bool, bool, date, float, str]:
    source = watched.claim.quotes[0].article_id
    article = material.articles.get(source)
    text = watched.claim.text
    return (
        source not in ledger.told,
        article is not None and article.authorship.status is Wrote.DECLARED_AI,
        watched.due is None,
        speaks_as_we(text) or speaks_to_you(text),
        watched.due or now.date(),
        -material.fits.get(source, 0.5),
        watched.id,
    )
