"""Who joined: facts of people and organisations that joined, were appointed, or left."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from digests.model import Article, Claim, ClaimKind, DraftClaim, Fact, FactType, Item, QuotedWords
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.text.words import content_words

MOST = 8
_TYPES = (FactType.JOINED, FactType.APPOINTED, FactType.LEFT)
_LATE = timedelta(days=31)
"""An event this much older than the window is history that an article recalls."""


_NEWS = 1_200
"""Characters of body: who joined whom further down is history, unless the title names them."""


def who_joined(material: Material, ledger: Ledger, now: datetime) -> tuple[Item, ...]:
    """Return one row for each who joined, people below their organisation, stories' order."""
    del now  # the window, not the hour, decides what is recent
    facts = [fact for fact in material.facts if fact.type in _TYPES and _recent(fact, material)]
    told = {article_id: place for place, article_id in enumerate(ledger.told)}
    facts.sort(key=lambda f: (told.get(f.quote.article_id, len(told)), f.quote.start, f.id))
    items: list[Item] = []
    for fact in _under_organisations(_distinct(facts)):
        item = _row(fact, material, ledger)
        if item:
            items.append(item)
        if len(items) == MOST:
            break
    return tuple(items)


def _recent(fact: Fact, material: Material) -> bool:
    article = material.articles.get(fact.quote.article_id)
    # A row is our own wording: from an article with planted instructions only quotes are taken.
    if article is None or article.suspicious:
        return False
    if material.shown and material.shown.has_named(fact):
        return False
    named = {*content_words(fact.subject)} & {*content_words(article.title)}
    if not named and fact.quote.start > article.body_start + _NEWS:
        return False
    return fact.on is None or fact.on >= (material.window.since - _LATE).date()


def _distinct(facts: Sequence[Fact]) -> list[Fact]:
    """Return one fact for each subject and type: the first that names a role, else the first."""
    best: dict[tuple[FactType, str], Fact] = {}
    for fact in facts:
        key = (fact.type, " ".join(content_words(fact.subject)) or fact.subject)
        held = best.get(key)
        if held is None or (held.role is None and fact.role is not None):
            best[key] = fact
    return list(best.values())


def _under_organisations(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts so that people follow the organisation that their sentence names."""
    joined = [fact for fact in facts if fact.type is FactType.JOINED and not fact.people]
    ordered: list[Fact] = []
    for organisation in joined:
        ordered.append(organisation)
        ordered += [f for f in facts if f not in joined and _belongs(f, organisation)]
    return list(dict.fromkeys([*ordered, *facts]))


def _belongs(person: Fact, organisation: Fact) -> bool:
    """Return whether the person comes from the organisation, or else is named next to it."""
    if person.affiliation:
        return person.affiliation == organisation.subject
    same = person.quote.article_id == organisation.quote.article_id
    return same and organisation.subject in {person.object, *person.people}


def _row(fact: Fact, material: Material, ledger: Ledger) -> Item | None:
    article = material.articles[fact.quote.article_id]
    if fact.quote.end <= len(article.title):
        claim = ledger.headline(article)
    else:
        claim = _quoted(fact, article, ledger)
    if claim is None:
        return None
    return Item(
        id=fact.id,
        claims=(claim,),
        label=fact.subject,
        detail=fact.role or fact.object,
        on=fact.on,
    )


def _quoted(fact: Fact, article: Article, ledger: Ledger) -> Claim | None:
    said = article.text[fact.quote.start : fact.quote.end]
    return ledger.believe(
        DraftClaim(
            text=said,
            quotes=(QuotedWords(article_id=article.id, exact=said),),
            kind=ClaimKind.FACT,
            as_of=article.published_at,
            modality=fact.modality,
        )
    )
