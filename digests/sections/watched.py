"""You were watching: what the channel was told to watch and has come, or was not heard of since."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from digests.facts import extract
from digests.model import Article, Claim, Digest, Fact, Item, Modality, Watched
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.sections.overlap import wording
from digests.sections.prose import Sentence
from digests.sections.standing import leaning
from digests.watch.resolving import is_overdue, resolving

WATCH, WATCHING = "watch", "watching"
"""Ids of the section that names what is to come, and of the one that takes it up again."""
MOST = 5


def you_were_watching(material: Material, ledger: Ledger, now: datetime) -> tuple[Item, ...]:
    """Return what later stories resolve, with both quotes, then what was not heard of since.

    A week that has nothing else to tell is not broken by what was not heard of.
    """
    items: list[Item] = []
    silent: list[Item] = []
    for one in material.watched:
        source = material.cited.get(one.quote.article_id)
        if source is None or source.text_sha256 != one.text_sha256:
            continue
        found = resolution(one, material.articles, material.facts, ledger)
        if found is not None:
            ledger.note(found.text)
            items.append(_item(one, found))
        elif is_overdue(one, now.date()):
            silent.append(_item(one))
    return tuple([*items, *(silent if items or ledger.told else ())][:MOST])


def resolution(
    watched: Watched, articles: Mapping[str, Article], facts: Sequence[Fact], ledger: Ledger
) -> Claim | None:
    """Return the sentence, as a claim, by which a thing is resolved; None where it is open."""
    for fact in resolving(watched, articles, facts)[:1]:
        article = articles[fact.quote.article_id]
        said = article.text[fact.quote.start : fact.quote.end]
        if fact.quote.end <= len(article.title):
            return ledger.headline(article)
        if leaning(said) is None:
            return ledger.claim(
                Sentence(
                    article_id=article.id,
                    start=fact.quote.start,
                    end=fact.quote.end,
                    text=said,
                    position=0,
                    wording=wording(said),
                )
            )
    return None


def _item(watched: Watched, found: Claim | None = None) -> Item:
    claims = (watched.claim, found) if found else (watched.claim,)
    return Item(id=watched.id, claims=claims, label=watched.tag, on=watched.due)


def watched_in(digest: Digest, *, but: Container[str] = ()) -> Iterator[Watched]:
    """Yield what a digest names as to come, but for some by their ids. Reads their articles for facts."""
    cited = {source.article.id: source.article for source in digest.provenance.sources}
    for section in digest.sections:
        for item in section.items if section.id == WATCH else ():
            if item.id in but:
                continue
            claim = item.claims[0]
            article = cited[claim.quotes[0].article_id]
            yield Watched(
                id=item.id,
                topic_id=digest.topic_id,
                tag=item.label or "",
                claim=claim,
                text_sha256=article.text_sha256,
                outlet=article.outlet,
                said_at=article.published_at,
                opened_at=digest.created_at,
                digest_id=digest.id,
                due=item.on,
                plans=planned_in(article, claim),
            )


def still_watched(shown: Iterable[Digest]) -> list[tuple[Watched, Article]]:
    """Return what the channel was told to watch, and not told the end of, with its articles."""
    digests = sorted(shown, key=lambda digest: digest.created_at)
    closed = {
        item.id
        for digest in digests
        for section in digest.sections
        if section.id == WATCHING
        for item in section.items
    }
    open_items: dict[str, tuple[Watched, Article]] = {}
    for digest in digests:
        articles = {source.article.id: source.article for source in digest.provenance.sources}
        for one in watched_in(digest, but=closed | open_items.keys()):
            open_items[one.id] = (one, articles[one.quote.article_id])
    return list(open_items.values())


def planned_in(article: Article, claim: Claim) -> tuple[Fact, ...]:
    """Return what a forward-looking sentence plans, as typed events."""
    quote = claim.quotes[0]
    return tuple(
        fact
        for fact in extract(article)
        if fact.modality is Modality.PLANNED
        and quote.start <= fact.quote.start
        and fact.quote.end <= quote.end
    )
