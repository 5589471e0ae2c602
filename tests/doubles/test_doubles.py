"""The doubles that ship with the product behave as their ports say."""

import pytest

from digests.errors import ModelError
from digests.llm.double import ScriptedModel
from digests.model import ModelReply, ModelRequest
from digests.ports import LanguageModel

REQUEST = ModelRequest(
    model="tiny", prompt="extract.v1", instructions="Extract.", material="Text.", schema={}
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
