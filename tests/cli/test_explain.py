"""What was left out is explained: the fault, whose words they were, and the words."""

from bot.cli.digest import explained
from digests.llm.double import ScriptedModel
from digests.model import ModelRequest
from tests.authoring.honest import spoiled, stage_of
from tests.authoring.newsroom import NAME, a_digest, articles


def _lying(request: ModelRequest, reply: dict[str, object]) -> object:
    claims = reply.get("claims")
    if stage_of(request) == "extract" and isinstance(claims, list):
        claims[0]["claim"] = f"Hooli Research {claims[0]['claim']}"
    return reply


async def test_each_dropped_claim_is_explained() -> None:
    digest = await a_digest(articles(), ScriptedModel(spoiled(_lying)))
    dropped = digest.provenance.dropped
    assert dropped
    head, *lines = explained(digest)
    assert head == f"{len(dropped)} statements left out."
    assert len(lines) == len(dropped)
    assert lines[0].startswith("name: “hooli")
    assert f"\n  {NAME}: Hooli Research" in lines[0]


async def test_a_digest_of_quotes_explains_that_nothing_was_left_out() -> None:
    assert list(explained(await a_digest(articles(), None))) == ["0 statements left out."]
