"""Supported claims pass, spoiled ones do not: by kind, over made-up and real articles."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from digests.claims import verify
from digests.claims.lexicon import STOPS
from digests.model import Article, Claim, DraftClaim
from digests.text.names import names
from tests.claims.mutations import MUTATORS, Pair
from tests.claims.samples import made_up, pairs, real, seeded

SEED = 20_260_413
REAL_ARTICLES = 120
MAX_UNTOUCHED_REJECTED = 0.05
EXPECTED_KINDS = set(MUTATORS)


def rejected(draft: DraftClaim, articles: dict[str, Article]) -> bool:
    return not isinstance(verify(draft, articles), Claim)


def spoil(
    supported: Sequence[Pair], articles: dict[str, Article], rng: random.Random
) -> tuple[Counter[str], list[str]]:
    """Return how many claims were spoiled in each way, and those that passed all the same."""
    pool = [
        n.text for a in articles.values() for n in names(a.body) if n.certain and len(n.text) > 2
    ]
    pool = sorted({n for n in pool if n.replace(" ", "").isalnum() and n.lower() not in STOPS})
    tried: Counter[str] = Counter()
    passed: list[str] = []
    for pair in supported:
        for kind, mutate in MUTATORS.items():
            text = mutate(pair, rng, rng.sample(pool, min(40, len(pool))))
            if text is None or text == pair.text:
                continue
            tried[kind] += 1
            if not rejected(pair.draft(text), articles):
                passed.append(f"{kind}: {text!r} on {pair.quoted.exact!r}")
    return tried, passed


def judge(
    articles: list[Article], rng: random.Random, *, per_article: int
) -> tuple[Counter[str], list[str]]:
    by_id = {article.id: article for article in articles}
    made = pairs(list(by_id.values()), rng, per_article=per_article)
    supported = [pair for pair in made if not rejected(pair.draft(), by_id)]
    assert 1 - len(supported) / len(made) <= MAX_UNTOUCHED_REJECTED
    return spoil(supported, by_id, rng)


def test_every_spoiled_claim_of_the_sample_is_rejected() -> None:
    tried, passed = judge(made_up(), seeded(SEED), per_article=20)
    assert passed == []
    assert {"number_changed", "date_changed", "name_changed", "negation_added"} <= set(tried)


def test_every_spoiled_claim_of_real_articles_is_rejected(shared: Path) -> None:
    rng = seeded(SEED)
    tried, passed = judge(made_up() + real(shared, rng, REAL_ARTICLES), rng, per_article=4)
    assert passed == []
    assert set(tried) == EXPECTED_KINDS
    assert sum(tried.values()) > 1_500


@pytest.mark.parametrize("swap", ["article", "quote"])
def test_a_claim_on_the_wrong_source_is_rejected(shared: Path, swap: str) -> None:
    rng = seeded(SEED)
    articles = made_up() + real(shared, rng, REAL_ARTICLES)
    by_id = {article.id: article for article in articles}
    supported = pairs(list(by_id.values()), rng, per_article=3)
    passed = []
    for pair in supported:
        other = rng.choice([p for p in supported if p.article.id != pair.article.id])
        quoted = (
            replace(pair.quoted, article_id=other.article.id) if swap == "article" else other.quoted
        )
        if quoted.exact in other.article.body and pair.quoted.exact in other.article.body:
            continue  # a sentence that both articles have
        if not rejected(DraftClaim(text=pair.text, quotes=(quoted,)), by_id):
            passed.append((pair.text, quoted.exact))
    assert passed == []
