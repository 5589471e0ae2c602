"""What to watch: the sources' own forward-looking sentences."""

import re
from datetime import date, datetime

from digests.model import Article, Item, WatchItem, Wrote
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.sections.overlap import wording
from digests.sections.prose import is_quotable
from digests.sections.relevance import is_in_passing, mentions
from digests.sections.standing import leaning, names, speaks_as_i, speaks_as_we, speaks_to_you
from digests.topics import BY_FEED

MOST = 4
MOST_OF_AN_ARTICLE = 2
_FORECAST = re.compile(r"\d\s?%|[$€£]\s?\d|\d\s(?:percent|million|billion|trillion|GW|MW)\b")
_COMMON = re.compile(r"(?:s|ing|ion|ment|ity|ed|er|ly|ance|ence)\Z")
"""Endings of words that are seldom names."""
_FIRST = 2
"""A capital within so many characters is the sentence's; further in it is a name's."""
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
        if source not in ledger.told and not _is_on_topic(watched, material):
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


def _is_on_topic(watched: WatchItem, material: Material) -> bool:
    """Return whether it is about the topic itself, where no printed story rests on its source."""
    source = watched.claim.quotes[0].article_id
    # Where only some stories are wanted, the articles of the others are not at hand.
    if source not in material.articles or material.fits.get(source, BY_FEED) < _CENTRAL:
        return False
    in_passing = is_in_passing((material.articles[source],), material)
    return not in_passing or mentions(watched.claim.text, material.topic)


def _stands(watched: WatchItem, material: Material) -> bool:
    text = watched.claim.text
    article = material.articles.get(watched.claim.quotes[0].article_id)
    if article is None or speaks_as_i(text) or not is_quotable(text, article, labelled=True):
        return False
    return leaning(text, may_ask=True) is None and (
        speaks_as_we(text) or _names_somebody(text, article)
    )


def _names_somebody(text: str, article: Article) -> bool:
    """Return whether it says whom or what it is about: `Applications … will close` does not.

    A forecast of a share or a sum is about that figure.
    """
    return _FORECAST.search(text) is not None or any(
        name.start > _FIRST or not name.text[1:].islower() or _is_known(name.text, article)
        for name in names(text)
    )


def _is_known(word: str, article: Article) -> bool:
    """Return whether the first word of a sentence is a name, as the article writes it elsewhere."""
    if re.search(rf"[a-z,] {re.escape(word)}\b", article.text):
        return True
    common = re.search(rf"\b{re.escape(word.lower())}\b", article.text) is not None
    return not common and _COMMON.search(word) is None


def _order(
    watched: WatchItem, ledger: Ledger, material: Material, now: datetime
) -> tuple[bool, bool, bool, bool, date, float, str]:
    source = watched.claim.quotes[0].article_id
    article = material.articles.get(source)
    text = watched.claim.text
    return (
        article is not None and article.authorship.status is Wrote.DECLARED_AI,
        source not in ledger.told,
        watched.due is None,
        speaks_as_we(text) or speaks_to_you(text),
        watched.due or now.date(),
        -material.fits.get(source, 0.5),
        watched.id,
    )
