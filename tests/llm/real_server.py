"""A real server with a random model: its replies fit their schema, and not one is believed.

`make test-model` installs the server in a place of its own and runs this; `make test` does not.
"""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.cli.main import run
from digests.claims import verify
from digests.errors import ModelError
from digests.llm.marked import MarkedModel
from digests.llm.paid_once import PaidOnce, Terms
from digests.llm.remote import open_remote
from digests.model import DraftClaim, Material, ModelRequest, QuotedWords, RejectedClaim
from digests.store.memory_calls import MemoryCalls
from tests.builders import an_article

PYTHON = str(Path(os.environ.get("CITEWIRE_TEST_MODEL_PYTHON", "")).absolute())
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
    return ModelRequest(
        model="random",
        prompt="extract.v1",
        instructions="List what the text states, each with its quote.",
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


async def test_a_digest_is_made_of_what_stands_in_its_sources_whatever_the_model_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWIRE_MODEL", "random")
    monkeypatch.setenv("CITEWIRE_MODEL_READ_PRICE", "0")
    monkeypatch.setenv("CITEWIRE_MODEL_WRITTEN_PRICE", "0")
    async with a_server(tmp_path) as url:
        monkeypatch.setenv("CITEWIRE_MODEL_URL", url)
        code = await asyncio.to_thread(run, ["demo", "--out", "out"])
    assert code == 0
    assert "Quotes" in capsys.readouterr().out
    record = json.loads((tmp_path / "out" / "digest.json").read_text(encoding="utf-8"))
    told = [claim for claim in record["claims"] if claim["status"] == "matched"]
    assert told
    assert all(quotes_carry(claim) for claim in told)


def quotes_carry(claim: dict[str, Any]) -> bool:
    """Return whether a claim's text is made of its quotes."""
    quoted = " ".join(evidence["exact"] for evidence in claim["evidence"])
    return all(word in quoted for word in re.findall(r"\w+", claim["text"]))


def is_rejected(text: str, claim: dict[str, str]) -> bool:
    """Return whether a statement and its quote are not carried by the text."""
    article = an_article(text)
    quote = QuotedWords(article_id=article.id, exact=claim["quote"])
    draft = DraftClaim(text=claim["claim"], quotes=(quote,))
    return isinstance(verify(draft, {article.id: article}), RejectedClaim)
