"""Likeness in meaning adds candidates, and leaves the first places and the silence to the words."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.embedding.double import WordEmbedder
from digests.errors import ModelError
from digests.model import FeedState, PollRecord, Vector, Window
from digests.pipeline import embed
from digests.retrieval import Meaning, Retrieved, analyse, meaning, passages, retrieve
from digests.store.memory import MemoryStore
from digests.store.memory_vectors import MemoryVectors
from tests.builders import MONDAY, an_article, an_entry

SYNONYMS = {"purchas": "bought", "acquir": "bought"}
QUESTION = "Which company purchased the compiler maker Initech?"


class Slow(WordEmbedder):
    """Never answers."""

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        await asyncio.Event().wait()
        return await super().embed(texts)


async def a_store(*bodies: str) -> MemoryStore:
    store = MemoryStore()
    for number, body in enumerate(bodies):
        entry = an_entry(str(number))
        await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
        article = an_article(body, title=f"News {number}", url=f"https://a.example/{number}")
        await store.save_article(article, entry_id=entry.id)
    return store


async def embedded(store: MemoryStore, embedder: WordEmbedder, weight: float = 0.3) -> Meaning:
    made = Meaning(embedder=embedder, vectors=MemoryVectors(store), weight=weight)
    await embed(made)
    return made


def bodies(found: Retrieved) -> list[str]:
    return [one.article.body for one in found.excerpts]


async def test_the_nearest_are_ranked_though_the_words_bring_too_many_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules[retrieve.__module__], "CANDIDATES", 3)
    told = "Hooli has bought or acquired a company, a maker of software."
    store = await a_store(
        *[f"The company Initech has a compiler, number {n}." for n in range(6)], told
    )
    alone = await retrieve(analyse(QUESTION), store=store)
    assert told not in bodies(alone)
    made = await embedded(store, WordEmbedder(meanings=SYNONYMS))
    both = await retrieve(analyse(QUESTION), store=store, meaning=made)
    assert told in bodies(both)
    assert both.confidence == alone.confidence
    assert bodies(both)[:3] == bodies(alone)[:3]


async def test_the_confidence_and_the_first_places_are_those_of_the_words() -> None:
    store = await a_store(
        "Hooli purchased the compiler maker Initech.",
        "The compiler maker Initech is old.",
        "A company of Oslo is a maker of robots.",
        "It rained in Bergen.",
        "Vandelay bought, bought and bought.",
    )
    made = await embedded(store, WordEmbedder(meanings=SYNONYMS))
    for question in (QUESTION, "Who bought Umbrella Robotics?", "Where did it rain?"):
        alone = await retrieve(analyse(question), store=store)
        both = await retrieve(analyse(question), store=store, meaning=made)
        assert both.confidence == alone.confidence
        assert bodies(both)[:3] == bodies(alone)[:3]


async def test_a_weight_moves_the_like_up_behind_the_first_places_and_none_moves_nothing() -> None:
    told = "Some company bought or acquired another."
    rest = "which says much of harbours, trains, cheese, weather, glass, paper, salt and snow"
    strong = [f"The company Initech purchased compiler {n}, {rest}." for n in range(3)]
    weak = [f"A company is maker {n}, {rest}." for n in range(2)]
    store = await a_store(*strong, *weak, told)
    alone = bodies(await retrieve(analyse(QUESTION), store=store))
    places = []
    for weight in (0.0, 1.0):
        made = await embedded(store, WordEmbedder(meanings=SYNONYMS), weight)
        found = bodies(await retrieve(analyse(QUESTION), store=store, meaning=made))
        assert found[:3] == alone[:3]
        assert sorted(found) == sorted(alone)
        places.append(found.index(told))
    assert places[1] < places[0] == alone.index(told)


@pytest.mark.parametrize(
    "embedder", [Slow(), WordEmbedder(dimensions=1)], ids=["never answers", "fails"]
)
async def test_a_model_that_fails_costs_a_question_nothing_but_its_help(
    embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "PATIENCE", timedelta(milliseconds=10))
    embedder.fail_next(ModelError("the embedding server answers 500", retryable=True))
    store = await a_store("Hooli bought Initech.", "Initech makes a compiler.")
    made = Meaning(embedder=embedder, vectors=MemoryVectors(store))
    both = await retrieve(analyse(QUESTION), store=store, meaning=made)
    assert both == await retrieve(analyse(QUESTION), store=store)
    assert both.excerpts


async def test_only_the_window_and_the_feeds_are_searched_by_meaning_too() -> None:
    store = await a_store("Hooli bought Initech.")
    made = await embedded(store, WordEmbedder())
    later = Window(since=MONDAY, until=MONDAY + timedelta(days=1))
    for bounds in ({"window": later}, {"feed_ids": ["another"]}):
        found = await retrieve(analyse(QUESTION), store=store, meaning=made, **bounds)
        assert found.excerpts == ()


@given(
    sentences=st.lists(
        st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=200).map(
            lambda words: " ".join(words).capitalize() + "."
        ),
        max_size=40,
    )
)
@settings(deadline=None)
def test_passages_are_whole_sentences_of_the_body_one_after_the_other(sentences: list[str]) -> None:
    article = an_article(" ".join(sentences), title="A title of its own")
    spans = passages(article)
    texts = [article.text[start:end] for start, end in spans]
    if not sentences:
        assert texts == [article.text]
        return
    assert " ".join(sentences).startswith(" ".join(texts))
    assert len(spans) <= meaning.MOST_PASSAGES
    assert len(spans) == meaning.MOST_PASSAGES or " ".join(texts) == " ".join(sentences)
    for text in texts:
        assert text.endswith(".")
        assert len(text.split()) <= meaning.PASSAGE_WORDS or text in sentences
