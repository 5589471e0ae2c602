"""The doubles that ship with the product behave as their ports say."""

import pytest

from bot.platforms.double import RecordingPlatform
from digests.embedding.double import WordEmbedder
from digests.errors import ModelError, PlatformError, Trouble
from digests.llm.double import ScriptedModel
from digests.model import Channel, Message, ModelReply, ModelRequest, similarity
from digests.ports import Embedder, LanguageModel, Platform

REQUEST = ModelRequest(
    model="tiny", prompt="extract.v1", instructions="Extract.", material="Text.", schema={}
)


def a_message(key: str, channel_id: str = "C1") -> Message:
    channel = Channel(platform="recording", workspace_id="T1", channel_id=channel_id)
    return Message(channel=channel, payload={"text": key}, key=key)


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


async def test_a_recording_platform_takes_equal_keys_for_one_post() -> None:
    recording = RecordingPlatform()
    platform: Platform = recording
    first = await platform.post(a_message("a"))
    assert await platform.post(a_message("a")) == first
    assert await platform.post(a_message("a", channel_id="C2")) != first
    assert [message.channel.channel_id for message in recording.posted] == ["C1", "C2"]


async def test_a_recording_platform_fails_as_told_and_then_recovers() -> None:
    platform = RecordingPlatform()
    platform.fail_next(PlatformError("archived", trouble=Trouble.GONE))
    with pytest.raises(PlatformError, match="archived"):
        await platform.post(a_message("a"))
    assert platform.posted == []
    assert (await platform.post(a_message("a"))).message_id == "1"


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
