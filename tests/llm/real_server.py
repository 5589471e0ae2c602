"""A real server with a random model: its replies fit their schema, and not one is believed.

`make test-model` installs the server in a place of its own and runs this; `make test` does not.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from digests.claims import verify
from digests.errors import ModelError
from digests.llm.marked import MarkedModel
from digests.llm.paid_once import PaidOnce, Terms
from digests.llm.remote import open_remote
from digests.model import DraftClaim, Material, ModelRequest, QuotedWords, RejectedClaim
from digests.prompts import prompt
from digests.store.memory_calls import MemoryCalls
from tests.builders import an_article

PYTHON = os.environ.get("CITEWIRE_TEST_MODEL_PYTHON", "")
"""A Python that has the server."""
SCRIPT = Path(__file__).with_name("llama_server.py")
TEXTS = [
    f"Alibaba Cloud has joined the PyTorch Foundation as member number {n}." for n in range(20)
]
CLAIM = {
    "type": "object",
    "properties": {
        "claim": {"type": "string", "maxLength": 60},
        "quote": {"type": "string", "maxLength": 60},
        "source_id": {"type": "string", "enum": ["s1"]},
        "kind": {"type": "string", "enum": ["fact", "attributed"]},
    },
    "required": ["claim", "quote", "source_id", "kind"],
    "additionalProperties": False,
}
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"claims": {"type": "array", "minItems": 1, "maxItems": 3, "items": CLAIM}},
    "required": ["claims"],
    "additionalProperties": False,
}


@asynccontextmanager
async def a_server(folder: Path) -> AsyncIterator[str]:
    """Start the server, and stop it at the end."""
    process = await asyncio.create_subprocess_exec(
        PYTHON,
        str(SCRIPT),
        str(folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            yield f"{(await process.stdout.readline()).decode().strip()}/v1"
    finally:
        process.kill()
        await process.wait()


def a_request(text: str) -> ModelRequest:
    """Return a request to extract from a text."""
    values = {"subject": "PyTorch", "language": "English", "most": "3"}
    return ModelRequest(
        model="random",
        prompt="extract.v1",
        instructions=prompt("extract.v1").fill(**values),
        material=(Material(id="s1", text=text),),
        schema=SCHEMA,
        max_output_tokens=1_000,
    )


async def test_nothing_that_a_random_model_says_is_believed(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    calls = MemoryCalls()
    drafts, failed = [], 0
    async with a_server(tmp_path) as url, open_remote(url=url, key=None) as remote:
        model = PaidOnce(MarkedModel(remote), calls, terms=Terms(), now=lambda: datetime.now(UTC))
        for text in TEXTS:
            try:
                reply = await model.complete(a_request(text))
            except ModelError:
                failed += 1
                continue
            assert reply.input_tokens
            assert reply.output_tokens
            assert (await model.complete(a_request(text))).kept
            drafts += [(text, claim) for claim in json.loads(reply.text)["claims"]]
    believed = [claim for text, claim in drafts if not is_rejected(text, claim)]
    assert believed == []
    assert len(drafts) >= len(TEXTS) / 2
    said = (
        f"{len(drafts)} statements in {len(TEXTS)} calls, {failed} of which failed; none believed"
    )
    record_property("a random model", said)
    assert not is_rejected(TEXTS[0], {"claim": TEXTS[0], "quote": TEXTS[0]})


def is_rejected(text: str, claim: dict[str, str]) -> bool:
    """Return whether a statement and its quote are not carried by the text."""
    article = an_article(text)
    quote = QuotedWords(article_id=article.id, exact=claim["quote"])
    draft = DraftClaim(text=claim["claim"], quotes=(quote,))
    return isinstance(verify(draft, {article.id: article}), RejectedClaim)
