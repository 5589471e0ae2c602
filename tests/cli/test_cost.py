"""What was spent is shown by what it was spent on; what is not known is shown as unknown."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.cli.cost import By, costs_of
from bot.cli.main import run
from digests.errors import ModelError, UnusableReply
from digests.llm.double import ScriptedModel
from digests.llm.paid_once import PaidOnce, Terms
from digests.llm.terms import Price
from digests.model import CallState, Ending, ModelReply, NewCall
from digests.ports import Calls
from digests.store.memory_calls import MemoryCalls
from digests.store.sql import open_database
from tests.builders import MONDAY
from tests.fakes.web import FakeWeb
from tests.llm.chat_server import MODELS, ChatServer
from tests.llm.requests import a_request

Run = Callable[..., tuple[int, str, str]]
TODAY = datetime.now(UTC)


@pytest.fixture
def citewire(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command in an empty installation; return exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWIRE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def with_calls(tmp_path: Path, work: Callable[[Calls], Awaitable[None]]) -> None:
    """Work on the ledger of the installation."""

    async def within() -> None:
        async with open_database(f"sqlite:///{tmp_path}/data/citewire.sqlite3") as database:
            await work(database.calls)

    asyncio.run(within())


async def a_week(calls: Calls) -> None:
    """Make calls of several kinds, the last of them twice."""
    reply = ModelReply(text="{}", model="tiny", input_tokens=1_000, output_tokens=100)
    said = (
        reply,
        replace(reply, input_tokens=None),
        UnusableReply("is not JSON", input_tokens=500, output_tokens=50),
        ModelError("broke off", unheard=2),
        reply,
    )
    terms = Terms(price=Price(read=Decimal("0.15"), written=Decimal("0.60")))
    model = PaidOnce(ScriptedModel(said), calls, terms=terms, now=lambda: TODAY)
    for number, prompt in enumerate(("extract.v1",) * 4 + ("headline.v1",) * 3):
        request = a_request(str(min(number, 4)), prompt=prompt, channel="slack/T/C")
        try:
            await model.complete(request)
        except ModelError:
            continue


def test_what_was_spent_is_shown_by_prompt(citewire: Run, tmp_path: Path) -> None:
    with_calls(tmp_path, a_week)
    code, out, err = citewire("cost")
    assert code == 0
    assert [" ".join(line.split()) for line in out.splitlines()] == [
        "Prompt Calls Reused Read Written USD",
        "extract.v1 4 0 1,500 250 0.000315, and unknown of 2",
        "headline.v1 1 2 1,000 100 0.000210",
        "all 5 2 2,500 350 0.000525, and unknown of 2",
    ]
    assert "2 requests were answered by what was paid for before, for nothing." in err
    assert "2 attempts brought no reply, and may have been paid." in err
    assert "CITEWIRE_MODEL_READ_PRICE" in err


@pytest.mark.parametrize(
    ("by", "of"),
    [("model", "tiny"), ("day", f"{TODAY:%Y-%m-%d}"), ("channel", "slack/T/C")],
)
def test_it_is_told_apart_in_other_ways_and_exact_in_json(
    citewire: Run, tmp_path: Path, by: str, of: str
) -> None:
    with_calls(tmp_path, a_week)
    code, out, _ = citewire("cost", "--by", by, "--since", "2d", "--json")
    assert code == 0
    assert json.loads(out) == [
        {
            "of": of,
            "calls": 5,
            "reused": 2,
            "input_tokens": 2_500,
            "output_tokens": 350,
            "cost_usd": "0.000525",
            "cost_unknown": 2,
            "perhaps_paid": 2,
        }
    ]
    late = f"{TODAY + timedelta(days=2):%Y-%m-%d}"
    assert citewire("cost", "--since", late, "--json")[:2] == (0, "[]\n")


def test_without_a_price_the_cost_is_unknown_and_not_nothing(citewire: Run, tmp_path: Path) -> None:
    async def one(calls: Calls) -> None:
        await PaidOnce(ScriptedModel(["{}"]), calls, terms=Terms(), now=lambda: TODAY).complete(
            a_request()
        )

    with_calls(tmp_path, one)
    _, out, _ = citewire("cost")
    assert out.splitlines()[1].split() == ["extract.v1", "1", "0", "0", "0", "unknown"]
    assert json.loads(citewire("cost", "--json")[1])[0]["cost_usd"] is None


def test_where_no_call_was_made_it_is_said(citewire: Run) -> None:
    assert citewire("cost") == (0, "", "No call was made.\n")
    assert citewire("cost", "--since", "7d")[2] == "No call was made since then.\n"
    assert citewire("cost", "--json")[:2] == (0, "[]\n")


async def test_a_lost_call_whose_cost_came_late_is_not_in_doubt() -> None:
    calls = MemoryCalls()
    call = NewCall(key="k", model="tiny", prompt="p.v1", at=MONDAY, until=MONDAY, expected_tokens=1)
    await calls.begin(call)
    await calls.begin(call)
    ending = Ending(state=CallState.KEPT, reply="{}", cost_usd=Decimal(1))
    await calls.end(1, ending)
    (cost,) = costs_of(await calls.calls(), By.DAY)
    assert (cost.calls, cost.cost_usd, cost.cost_unknown, cost.perhaps_paid) == (
        2,
        Decimal(1),
        1,
        0,
    )


def finding(out: str) -> dict[str, str]:
    """Return what the doctor says of the model."""
    (found,) = (row for row in json.loads(out) if row["part"] == "model")
    return dict(found)


async def doctor(citewire: Run) -> dict[str, str]:
    """Return what the doctor says, while servers of the test go on."""
    _, out, _ = await asyncio.to_thread(citewire, "doctor", "--json")
    return finding(out)


async def test_the_doctor_says_whether_a_model_is_set_up(
    citewire: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no model" in (await doctor(citewire))["what"]
    async with FakeWeb() as fake:
        server = ChatServer(fake)
        host = server.url.removeprefix("http://").removesuffix("/v1")
        monkeypatch.setenv("CITEWIRE_MODEL", "tiny")
        monkeypatch.setenv("CITEWIRE_MODEL_URL", f"http://ada:s3cret@{host}/v1")
        priceless = await doctor(citewire)
        assert (priceless["state"], "READ_PRICE" in priceless["next"]) == ("to do", True)
        monkeypatch.setenv("CITEWIRE_MODEL_READ_PRICE", "0.15")
        monkeypatch.setenv("CITEWIRE_MODEL_WRITTEN_PRICE", "0.60")
        ready = await doctor(citewire)
        assert (ready["state"], ready["what"]) == ("ok", f"tiny at {host}; 0 calls in 24 h")
        assert server.asked == []
        await asyncio.to_thread(with_calls, tmp_path, a_week)
        assert "5 calls in 24 h, 1 of them lost" in (await doctor(citewire))["what"]
        fake.status(MODELS, 401, body="Incorrect API key: s3cret")
        wrong = await doctor(citewire)
        assert (wrong["state"], "answers 401" in wrong["what"]) == ("wrong", True)
    away = await doctor(citewire)
    assert (away["state"], "cannot be reached" in away["what"]) == ("wrong", True)
    assert "s3cret" not in str([priceless, ready, wrong, away])


@pytest.mark.parametrize(
    ("settings", "remedy"),
    [
        ({"MODEL_URL": "http://127.0.0.1:1/v1"}, "name CITEWIRE_MODEL too"),
        ({"MODEL": "tiny"}, "CITEWIRE_MODEL_URL, or give the key"),
        ({"MODEL": "tiny", "MODEL_URL": "127.0.0.1:1"}, "begin it with http"),
        (
            {"MODEL": "tiny", "MODEL_KEY": "hunter2", "MODEL_READ_PRICE": "1"},
            "go together: set both",
        ),
        (
            {"MODEL": "tiny", "MODEL_KEY": "hunter2", "MODEL_DAY_USD": "1"},
            "cannot be held without the model's prices",
        ),
    ],
)
def test_settings_that_do_not_fit_are_exit_code_78_with_the_remedy(
    citewire: Run, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], remedy: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"CITEWIRE_{name}", value)
    code, out, _ = citewire("doctor", "--json")
    assert code == 78
    assert remedy in out
    assert "hunter2" not in out
