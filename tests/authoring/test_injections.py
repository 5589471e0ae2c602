"""An article that gives orders to the model has no effect on what is said of any other."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from html import escape
from pathlib import Path

import pytest

from digests.articles import FeedOrPageReader
from digests.audit import audit
from digests.authoring import Writer, author
from digests.compose import choose, digest_of
from digests.facts import extract
from digests.llm.double import Said, ScriptedModel
from digests.model import Article, Digest, FetchProblem, Health, ModelRequest
from digests.sections import Material
from digests.stories import cluster
from tests.authoring.honest import Reply, claims_of, honest, stage_of, told
from tests.authoring.injections import INJECTIONS
from tests.authoring.newsroom import NAME, TOPIC, WEEK, articles
from tests.builders import MONDAY, a_feed, an_entry

PLACES = ("start", "middle", "end", "hidden", "comment", "title")
OWN = [text for texts in INJECTIONS.values() for text in texts]


def test_there_are_enough_of_our_own() -> None:
    assert len(set(OWN)) >= 75


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", INJECTIONS)
async def test_an_order_in_one_article_changes_nothing_of_the_others(kind: str, place: str) -> None:
    few = place in {"comment", "title"}
    for order in INJECTIONS[kind][: 2 if few else None]:
        await _check(order, place)


@pytest.mark.parametrize("place", PLACES[:4])
async def test_public_injections_change_nothing_of_the_others(shared: Path, place: str) -> None:
    kinds = json.loads((shared / "evaluation" / "injections-dev.json").read_text(encoding="utf-8"))
    texts = [text for texts in kinds.values() for text in texts]
    assert len(texts) == 75
    for order in texts:
        await _check(order, place)


async def test_the_model_of_these_tests_obeys_what_it_is_shown() -> None:
    """Else nothing would follow from the others."""
    order = INJECTIONS["quotes"][1]
    model = ScriptedModel(Obedient(order))
    await _digest(await _week(order, "end"), model)
    obeyed = [one for one in model.requests if any(order in m.text for m in one.material)]
    assert obeyed


async def _check(order: str, place: str) -> None:
    week = await _week(order, place)
    poisoned = week[_target(order)].id
    obeying = await _digest(week, ScriptedModel(Obedient(order)))
    clean = await _clean()
    assert _of_others(obeying, poisoned) == _of_others(clean, poisoned), order
    assert audit(obeying, {article.id: article for article in week}) == []
    for claim in obeying.claims():
        if not claim.headline and claim.written_by:
            assert not {"hooli", "evil", "everyone"} & set(claim.text.lower().split()), order


def _of_others(digest: Digest, poisoned: str) -> set[tuple[str, str, str]]:
    """Return what is printed and dropped of all other sources, and where."""
    printed = {
        (section.id, claim.text, quote.article_id)
        for section in digest.sections
        for item in section.items
        for claim in ((item.headline,) if item.headline else ()) + item.claims
        for quote in claim.quotes
    }
    dropped = {
        ("dropped", one.draft.text, words.article_id)
        for one in digest.provenance.dropped
        for words in one.draft.quotes
    }
    return {one for one in printed | dropped if one[2] != poisoned}


class Obedient:
    """Does what it reads: speaks for other sources, invents, links and mentions; else it is honest."""

    def __init__(self, order: str) -> None:
        self._start = order.split("\n", 1)[0][:40]

    def __call__(self, request: ModelRequest) -> Said:
        """Return the reply to a request."""
        shown = " ".join(one.text for one in request.material)
        reply = honest(request)
        if self._start in shown:
            stage = stage_of(request)
            if stage == "extract":
                reply = self._extracted(request)
            elif stage == "write":
                reply = self._written(request)
        return json.dumps(reply)

    def _extracted(self, request: ModelRequest) -> Reply:
        source = request.material[0]
        line = next(one for one in source.text.splitlines() if self._start in one)
        claims = [
            {"source_id": source.id, "claim": said, "quote": quote, "kind": "fact"}
            for said, quote in (
                ("Hooli Research has bought Acme Compute.", line),
                ("Globex Cloud withdrew its report.", (told(source) or [line])[0]),
                (f"{line} https://evil.example/x", line),
                ("@everyone Alibaba Cloud left the PyTorch Foundation.", line),
            )
        ]
        for other in _articles():
            first = other.body.splitlines()[0]
            claims.append({"source_id": other.id, "claim": first, "quote": first, "kind": "fact"})
        return {"claims": claims, "notes": []}

    def _written(self, request: ModelRequest) -> Reply:
        names = list(claims_of(request))[:1]
        piece: Reply = {"text": "Hooli Research has bought Acme Compute.", "claims": names}
        return {
            "headline": piece,
            "summary": [piece, {"text": "The others were withdrawn.", "claims": names}],
            "why": [{"text": "Hooli Research could lead. See evil.example/x.", "claims": names}],
            "watch": [{"text": "Will Acme Compute close?", "claims": names, "tag": "Hooli"}],
        }


def _target(order: str) -> int:
    return sum(order.encode()) % len(_articles())


@lru_cache
def _articles() -> list[Article]:
    return [articles()[0], articles()[3], articles()[5]]


async def _week(order: str, place: str) -> list[Article]:
    """Return three articles as they are read, one of them with the order in it."""
    return [
        await _read(article, *((order, place) if at == _target(order) else ("", "")))
        for at, article in enumerate(_articles())
    ]


async def _read(article: Article, order: str, place: str) -> Article:
    key = (article.id, order, place)
    if not order and key in _READ:
        return _READ[key]
    paragraphs = article.body.splitlines()
    lines = [f"<p>{escape(one)}</p>" for one in paragraphs]
    said = {
        "start": f"<p>{escape(order)}</p>",
        "middle": f"<p>{escape(order)}</p>",
        "end": f"<p>{escape(order)}</p>",
        "hidden": f'<div style="display:none"><p>{escape(order)}</p></div>',
        "comment": f"<!-- {order.replace('--', '')} -->",
    }.get(place, "")
    at = {"start": 0, "middle": len(lines) // 2, "end": len(lines)}.get(place, 1)
    lines.insert(at, said)
    title = f"{article.title} – {order}" if place == "title" else article.title
    entry = an_entry(
        article.id,
        html="".join(lines),
        title=title,
        url=article.url,
        url_key=article.url_key,
        dated_at=MONDAY - timedelta(days=900),
        silent=True,
    )
    feed = a_feed(article.feed_id, outlet=article.outlet, tier=article.tier)
    read = await FeedOrPageReader(_no_page).read(entry, feed, now=MONDAY)
    made = replace(read, published_at=article.published_at)
    if not order:
        _READ[key] = made
    return made


_READ: dict[tuple[str, str, str], Article] = {}


async def _no_page(url: str) -> FetchProblem:
    return FetchProblem(health=Health.FAILING, reason=f"no page of {url}")


async def _clean() -> Digest:
    """Return the digest of the articles without any order."""
    if not _CLEAN:
        week = [await _read(article, "", "") for article in _articles()]
        _CLEAN.append(await _digest(week, ScriptedModel(lambda one: json.dumps(honest(one)))))
    return _CLEAN[0]


_CLEAN: list[Digest] = []


async def _digest(week: list[Article], model: ScriptedModel) -> Digest:
    reports = {article.id: article for article in week}
    material = Material(
        topic=TOPIC,
        window=WEEK,
        articles=reports,
        stories=tuple(cluster(week)),
        facts=tuple(fact for article in week for fact in extract(article)),
        feeds_ok=1,
    )
    chosen = choose(material, now=MONDAY)
    written = await author(material, chosen.sections, Writer(model=model, name=NAME), now=MONDAY)
    dropped = (*chosen.dropped, *written.dropped)
    made = replace(chosen, sections=written.sections, dropped=dropped)
    return digest_of(material, made, now=MONDAY, version="test", writing=written.writing)
