"""What the settings open: nothing, or a model whose calls are marked, kept, bounded and counted."""

import logging
import subprocess
import sys
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from bot.metrics import REGISTRY
from bot.wiring import App, open_app
from config.loading import load_catalogue
from config.settings import load_settings
from digests.errors import BudgetReached, ModelError, UnusableReply
from digests.llm.terms import key_of
from digests.model import ModelRequest, NewCall
from tests.builders import MONDAY
from tests.fakes.web import FakeWeb
from tests.llm.chat_server import ChatServer
from tests.llm.requests import REQUEST, a_request

ROOT = Path(__file__).resolve().parents[2]
KEY = "hunter2-key"


def counted(name: str) -> float:
    """Return the sum of a metric over its labels."""
    lines = generate_latest(REGISTRY).decode().splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))


def opened(tmp_path: Path, url: str, **settings: object) -> AbstractAsyncContextManager[App]:
    """Open the app with a model behind the address."""
    found = load_settings(
        data_dir=tmp_path,
        model="tiny",
        model_url=url,
        model_key=KEY,
        model_read_price="0.15",
        model_written_price="0.60",
        **settings,
    )
    return open_app(found, load_catalogue(None))


async def test_a_models_calls_are_marked_paid_once_and_counted(tmp_path: Path) -> None:
    before = counted("citewire_model_usd_total")
    async with FakeWeb() as fake:
        server = ChatServer(fake)
        server.say = lambda asked: '{"quote": "%s"}' % asked.material.splitlines()[1]  # noqa: UP031
        for _ in range(2):
            async with opened(tmp_path, server.url) as app:
                assert app.model is not None
                reply = await app.model.complete(REQUEST)
                assert reply.text == '{"quote": "Hooli bought Initech."}'
    (asked,) = server.asked
    token = asked.material.removeprefix("<<").partition(" ")[0]
    assert f"<<{token}" in asked.instructions
    assert counted("citewire_model_usd_total") - before == pytest.approx(0.0000165)
    outcomes = ('outcome="made"', 'outcome="reused"')
    exported = generate_latest(REGISTRY).decode()
    assert all(outcome in exported for outcome in outcomes)


async def test_budgets_are_the_settings(tmp_path: Path) -> None:
    async with FakeWeb() as fake:
        server = ChatServer(fake)
        async with opened(tmp_path, server.url, model_run_tokens=1_500) as app:
            assert app.model is not None
            with pytest.raises(BudgetReached, match=r"this run's budget .*1,500 tokens"):
                await app.model.complete(replace(REQUEST, run="r", max_output_tokens=2_000))
            await app.model.complete(replace(REQUEST, max_output_tokens=2_000))
        assert len(server.asked) == 1


async def test_what_an_operator_should_know_is_logged_without_the_key(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with FakeWeb() as fake:
        server = ChatServer(fake)
        async with opened(tmp_path, server.url) as app:
            assert app.model is not None
            server.refuses(401, body={"error": {"message": f"Incorrect API key: {KEY}"}})
            try:
                await app.model.complete(REQUEST)
            except ModelError:
                logging.getLogger("of-the-test").exception("failed")
            server.says("Sure!")
            with pytest.raises(UnusableReply):
                await app.model.complete(REQUEST)
            another = a_request("Another.")
            await app.calls.begin(died_in_flight(another))
            await app.model.complete(another)
    assert "the model's server answers 401" in caplog.text
    assert "brought nothing: the model's reply is not JSON" in caplog.text
    assert "extract.v1 was in flight when its process fell silent: it is made again" in caplog.text
    assert KEY not in caplog.text


def died_in_flight(request: ModelRequest) -> NewCall:
    """Return the call of a process that was killed long ago."""
    return NewCall(
        key=key_of(request),
        model=request.model,
        prompt=request.prompt,
        at=MONDAY,
        until=MONDAY,
        expected_tokens=1,
    )


def test_the_key_of_a_model_is_shown_to_nobody() -> None:
    settings = load_settings(model_key=KEY)
    assert (
        KEY not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    )


UNCONFIGURED = """
import asyncio, sys
from bot.wiring import open_app
from config.loading import load_catalogue
from config.settings import load_settings

async def main():
    async with open_app(load_settings(data_dir=sys.argv[1]), load_catalogue(None)) as app:
        assert app.model is None
        assert await app.calls.calls() == []

asyncio.run(main())
unwanted = ("openai", "httpx2", "fastjsonschema", "digests.llm", "bot.model")
print(*sorted(name for name in sys.modules if name.startswith(unwanted)))
"""


def test_where_no_model_is_named_nothing_for_one_is_loaded(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNCONFIGURED, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")
