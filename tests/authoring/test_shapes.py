"""The schemas that a model is given are those that its replies are read by."""

import json

from digests.llm.checking import fault
from digests.llm.double import ScriptedModel
from digests.model import ModelRequest
from tests.authoring.honest import honest, spoiled, stage_of
from tests.authoring.newsroom import written_digest


def _wrong_first(request: ModelRequest, reply: dict[str, object]) -> object:
    """Give each first claim and piece a fault, so that every prompt is used."""
    if stage_of(request) == "extract":
        claims = reply["claims"]
        assert isinstance(claims, list)
        claims[-1]["claim"] = "Hooli buys everything."
    if stage_of(request) == "write":
        headline = reply["headline"]
        assert isinstance(headline, dict)
        headline["text"] = "Hooli buys everything"
    return reply


async def test_a_true_reply_fits_the_schema_of_its_request() -> None:
    model = ScriptedModel(spoiled(_wrong_first))
    await written_digest(model)
    assert {stage_of(one) for one in model.requests} == {"extract", "mend", "write", "rewrite"}
    for request in model.requests:
        assert fault(json.dumps(honest(request)), request.schema) is None, request.prompt


async def test_a_reply_that_names_another_source_or_an_unknown_claim_does_not() -> None:
    model = ScriptedModel(lambda request: json.dumps(honest(request)))
    await written_digest(model)
    for request in model.requests:
        text = json.dumps(honest(request))
        name = request.material[0].id if stage_of(request) == "extract" else "c1"
        assert fault(text.replace(f'"{name}"', '"other"'), request.schema), request.prompt


async def test_every_part_of_a_schema_is_asked_for_and_no_other() -> None:
    """As servers that bind a model to a schema demand."""
    model = ScriptedModel(spoiled(_wrong_first))
    await written_digest(model)
    for request in model.requests:
        definitions = request.schema.get("$defs", {})
        assert isinstance(definitions, dict)
        for shape in (request.schema, *definitions.values()):
            assert shape["additionalProperties"] is False
            assert set(shape["required"]) == set(shape["properties"])
