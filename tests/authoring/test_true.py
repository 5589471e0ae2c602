"""What is true is printed: of an honest model's claims few are dropped, and they make the digest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from digests.authoring.extracting import Read, extract
from digests.authoring.writer import ModelRun, Writer
from digests.model import Article, Level, Mode
from tests.authoring.honest import honest_model
from tests.authoring.newsroom import NAME, articles, written_digest
from tests.claims.samples import real, seeded

MOST_DROPPED = 0.05


async def read(article: Article) -> Read:
    run = ModelRun(writer=Writer(model=honest_model(), name=NAME), key="run")
    return await extract(article, run, subject="AI", language="en")


async def test_true_claims_of_real_articles_are_kept(
    shared: Path, record_property: Callable[[str, object], None]
) -> None:
    kept = dropped = 0
    for article in real(shared, seeded(7), 150):
        one = await read(article)
        kept += len(one.claims)
        dropped += len(one.dropped)
    record_property("true claims dropped", f"{dropped} of {kept + dropped}")
    assert kept > 300
    assert dropped / (kept + dropped) <= MOST_DROPPED


async def test_an_honest_model_writes_the_digest() -> None:
    digest = await written_digest(honest_model())
    provenance = digest.provenance
    by_id = {section.id: section for section in digest.sections}
    assert by_id["stories"].mode is Mode.FACT
    for item in by_id["stories"].items:
        assert item.headline
        assert item.headline.written_by == NAME
        assert item.headline.rests_on
        assert all(claim.written_by == NAME for claim in item.claims)
    opinions = [claim for item in by_id["analysis"].items for claim in item.claims]
    assert opinions
    assert all(claim.rests_on for claim in opinions)
    assert [item.label for item in by_id["watch"].items if item.story_id]
    assert any(item.on for item in by_id["watch"].items if item.story_id)
    assert provenance.authorship.level is Level.AI_AUTHORED
    assert provenance.shortfall is None
    assert provenance.coverage.claims_dropped == len(provenance.dropped) <= 2


@pytest.mark.parametrize("article", articles(), ids=[one.title for one in articles()])
async def test_claims_of_the_sample_are_kept(article: Article) -> None:
    one = await read(article)
    assert one.claims
    assert one.dropped == ()
