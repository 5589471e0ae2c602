"""What one digest asks of a model stays within bounds, and what many channels share is asked once."""

from dataclasses import replace

import pytest

from benchmarks.articles import END
from benchmarks.authoring import counted, week
from bot.delivery.making import Making, Wanted
from digests.compose import Chosen, choose
from digests.layouts import LAYOUTS
from digests.model import Digest
from digests.sections import Material
from tests.authoring.honest import honest_model
from tests.authoring.newsroom import WEEK, a_store, articles, kept_digest

MOST_CALLS, MOST_TOKENS = 40, 200_000


@pytest.fixture(scope="module")
def chosen() -> tuple[Material, Chosen]:
    material = week()
    assert len(material.articles) == 300
    return material, choose(material, now=END)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lies", [False, True])
async def test_a_weekly_digest_of_300_articles(
    chosen: tuple[Material, Chosen], lies: bool, layout: str, language: str
) -> None:
    counting = await counted(*chosen, lies=lies, layout=layout, language=language)
    assert 14 <= counting.calls <= MOST_CALLS
    assert counting.read <= MOST_TOKENS


async def test_what_500_channels_share_is_asked_once() -> None:
    model = honest_model()
    store, feeds = await a_store(articles())

    async def make(wanted: Wanted) -> Digest:
        del wanted
        return await kept_digest(store, feeds, model)

    making = Making(make, lambda _: None)
    wanted = Wanted(topic_id="pytorch", window=WEEK, format="brief", language="en")
    made = [await making.digest(replace(wanted)) for _ in range(500)]
    asked = len(model.requests)
    assert {one.digest_id for one in made if one} == {(await kept_digest(store, feeds, model)).id}
    assert 0 < asked <= MOST_CALLS
    assert len(model.requests) == 2 * asked  # the digest made a second time, apart from them
