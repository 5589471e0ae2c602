"""The doubles that ship with the product behave as their ports say."""

from dataclasses import replace

import pytest

from digests.embedding.double import WordEmbedder
from digests.errors import ModelError
from digests.llm.double import ScriptedModel
from digests.model import Material, ModelReply, ModelRequest, similarity
from digests.ports import Embedder, LanguageModel

REQUEST = ModelRequest(
    model="tiny",
    prompt="extract.v1",
    instructions="Extract.",
    material=(Material(id="s1", text="Text."),),
    schema={},
)


async def test_a_scripted_model_replies_in_order_and_keeps_what_was_asked() -> None:
    late = ModelError("out of time", retryable=True)
    whole = ModelReply(text="{}", model="other", input_tokens=3)
    scripted = ScriptedModel(["[1]", late, whole])
    model: LanguageModel = scripted
    assert (await model.complete(REQUEST)).text == "[1]"
    with pytest.raises(ModelError) as raised:
        await model.complete(REQUEST)
    assert raised.value.retryable
    assert await model.complete(REQUEST) == whole
    with pytest.raises(ModelError, match="no reply for request 4"):
        await model.complete(REQUEST)
    assert scripted.requests == [REQUEST] * 4


async def test_a_script_may_be_a_function_of_the_request() -> None:
    late = ModelError("out of time")
    model = ScriptedModel(lambda asked: late if asked.channel else f'"{asked.material[0].text}"')
    assert (await model.complete(REQUEST)).text == '"Text."'
    with pytest.raises(ModelError, match="out of time"):
        await model.complete(replace(REQUEST, channel="slack/T1/C1"))


async def test_texts_are_alike_to_a_word_embedder_by_shared_words_and_told_meanings() -> None:
    words = WordEmbedder(meanings={"purchas": "bought"})
    embedder: Embedder = words
    texts = ["Hooli bought Initech.", "It purchased Initech", "It rained in Bergen.", "", "the of"]
    bought, purchased, rained, blank, common = await embedder.embed(texts)
    assert similarity(bought, purchased) > similarity(bought, rained)
    assert (bought, purchased) == tuple(
        await WordEmbedder(meanings={"purchas": "bought"}).embed(texts[:2])
    )
    assert not any(blank + common)
    assert words.embedded == texts
    words.fail_next(ModelError("out of time"))
    with pytest.raises(ModelError, match="out of time"):
        await embedder.embed(["a"])
    assert len(await embedder.embed(["a"])) == 1
