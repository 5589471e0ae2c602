"""Articles get their vectors once, whatever fails in between."""

from collections.abc import Sequence

import pytest

from digests.embedding.double import WordEmbedder
from digests.errors import ModelError
from digests.model import FeedState, PollRecord, Vector
from digests.pipeline import embed, embedding
from digests.retrieval import Meaning, passages
from digests.store.memory import MemoryStore
from digests.store.memory_vectors import MemoryVectors
from tests.builders import an_article, an_entry


class Picky(WordEmbedder):
    """Refuses texts with a word that it does not like, for good."""

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if any("Umbrella" in text for text in texts):
            raise ModelError("the embedding server answers 400")
        return await super().embed(texts)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


async def keep(store: MemoryStore, *bodies: str) -> None:
    for body in bodies:
        entry = an_entry(body)
        await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
        article = an_article(body, url=f"https://a.example/{body}")
        await store.save_article(article, entry_id=entry.id)


def meaning(store: MemoryStore, embedder: WordEmbedder) -> Meaning:
    return Meaning(embedder=embedder, vectors=MemoryVectors(store))


async def waiting(made: Meaning) -> list[str]:
    found = await made.vectors.articles_without_vectors(made.embedder.model)
    return [article.body for article in found]


async def test_each_passage_is_embedded_once_without_its_title(store: MemoryStore) -> None:
    embedder = WordEmbedder()
    made = meaning(store, embedder)
    long = " ".join(f"Sentence number {n} has six words." for n in range(60))
    await keep(store, "Hooli bought Initech.", long)
    done: list[str] = []
    assert await embed(made, on_done=lambda article: done.append(article.id)) == 0
    assert len(done) == 2
    assert " ".join(embedder.embedded) in {
        f"{long} Hooli bought Initech.",
        f"Hooli bought Initech. {long}",
    }
    assert await waiting(made) == []
    before = len(embedder.embedded)
    await embed(made)
    assert len(embedder.embedded) == before


async def test_a_changed_article_is_embedded_again(store: MemoryStore) -> None:
    made = meaning(store, embedder := WordEmbedder())
    entry = an_entry()
    await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
    for body in ("About llamas.", "About camels."):
        await store.save_article(an_article(body), entry_id=entry.id)
        await embed(made)
    assert embedder.embedded == ["About llamas.", "About camels."]


async def test_a_model_out_of_reach_stops_the_stage_and_the_next_run_goes_on(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "BATCH", 2)
    made = meaning(store, embedder := WordEmbedder())
    await keep(store, *"abcde")

    done: list[object] = []

    def after_two(article: object) -> None:
        done.append(article)
        if len(done) == 2:
            embedder.fail_next(ModelError("out of time", retryable=True))

    with pytest.raises(ModelError, match="out of time"):
        await embed(made, on_done=after_two)
    assert len(await waiting(made)) == 3
    assert await embed(made) == 0
    assert await waiting(made) == []
    assert sorted(embedder.embedded) == list("abcde")


async def test_a_refused_article_costs_itself_only(store: MemoryStore) -> None:
    made = meaning(store, Picky())
    await keep(store, "Hooli.", "Umbrella Robotics.", "Initech.")
    assert await embed(made) == 1
    assert await waiting(made) == ["Umbrella Robotics."]


async def test_a_model_that_refuses_everything_is_an_error(store: MemoryStore) -> None:
    made = meaning(store, Picky())
    await keep(store, "Umbrella One.", "Umbrella Two.")
    with pytest.raises(ModelError, match="400"):
        await embed(made)
    assert len(await waiting(made)) == 2


def test_an_article_of_a_title_alone_is_embedded_by_it() -> None:
    article = an_article("", title="Hooli buys Initech")
    assert [article.text[start:end] for start, end in passages(article)] == [article.text]
