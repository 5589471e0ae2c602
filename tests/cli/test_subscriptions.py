"""`citewire subscriptions` and `status`, as an operator uses them."""

import json
import os
import pwd
from pathlib import Path

import pytest

from bot.cli.main import run


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Point every command at an empty installation on a Monday."""
    monkeypatch.setenv("CITEWIRE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CITEWIRE_NOW", "2026-04-13T10:00:00+00:00")
    monkeypatch.setenv("COLUMNS", "200")


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(["subscriptions", "list", "--json"]) == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def test_a_subscription_is_made_changed_paused_moved_and_ended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    add = ["subscriptions", "add", "slack/T1/C1", "pytorch", "--zone", "Europe/Oslo"]
    assert run(add) == 0
    assert "slack/T1/C1 gets PyTorch, weekly, Monday 09:00 Europe/Oslo" in capsys.readouterr().err
    [made] = listed(capsys)
    kept = str(made["id"])
    assert made["due_at"] == "2026-04-20T07:00:00+00:00"

    assert run(["subscriptions", "set", kept, "--every", "daily", "--at", "07:30"]) == 0
    assert listed(capsys)[0]["due_at"] == "2026-04-14T05:30:00+00:00"

    assert run(["subscriptions", "pause", kept]) == 0
    assert (listed(capsys)[0]["due_at"], listed(capsys)[0]["paused"]) == (None, "paused by hand")
    assert run(["subscriptions", "resume", kept]) == 0
    assert run(["subscriptions", "move", kept, "discord/G1/5"]) == 0
    [moved] = listed(capsys)
    assert moved["channel"] == "discord/G1/5"
    assert run(["subscriptions", "log", kept]) == 0
    said = capsys.readouterr().out
    for what in ("subscribed to pytorch", "weekly", "paused", "resumed", "moved to discord/G1/5"):
        assert what in said
    assert run(["subscriptions", "remove", str(moved["id"])]) == 0
    assert listed(capsys) == []


def test_tags_are_written_as_stories_have_them_and_taken_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["--tag", "#Membership", "--tag", "GOVERNANCE", "--without-tag", "research"]
    assert run(["subscriptions", "add", "slack/T1/C1", "pytorch", *asked]) == 0
    [made] = listed(capsys)
    assert (made["tags"], made["without"]) == (["membership", "governance"], ["research"])
    assert run(["subscriptions", "set", str(made["id"]), "--tag", "none"]) == 0
    [changed] = listed(capsys)
    assert (changed["tags"], changed["without"]) == ([], ["research"])


def test_whoever_has_no_name_is_told_by_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    assert run(["subscriptions", "add", "slack/T1/C1", "pytorch"]) == 0
    assert listed(capsys)[0]["owner"] == f"terminal:{os.getuid()}"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["add", "irc/a/b", "pytorch"], "slack/T024BE7LD/C2147483705"),
        (["add", "slack/T1/C1", "nonsense"], "There is no topic"),
        (["add", "slack/T1/C1", "pytorch", "--zone", "Oslo"], "Did you mean Europe/Oslo?"),
        (["add", "slack/T1/C1", "pytorch", "--at", "nine"], "such as 09:00"),
        (["add", "slack/T1/C1", "pytorch", "--tag", "Membrship"], "Did you mean #membership?"),
        (["pause", "subscription-0"], "no such subscription"),
        (["log", "subscription-0"], "no such subscription"),
    ],
)
def test_a_wrong_use_says_what_to_do(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["subscriptions", *arguments]) == 2
    assert hint in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_the_status_counts_and_nothing_stands_still(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["subscriptions", "add", "slack/T1/C1", "pytorch"]) == 0
    capsys.readouterr()
    assert run(["status", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["subscriptions"], found["stuck"], found["in_doubt"]) == (1, [], [])
    assert found["next_due"] == "2026-04-20T09:00:00+00:00"
    assert run(["status"]) == 0
    assert "subscriptions  1; next due 2026-04-20" in capsys.readouterr().out


@pytest.mark.usefixtures("logging_restored")
@pytest.mark.parametrize("command", ["worker", "clock"])
def test_workers_over_a_file_are_told_what_to_set(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command]) == 78
    assert "set CITEWIRE_DATABASE_URL to postgresql://" in " ".join(capsys.readouterr().err.split())
