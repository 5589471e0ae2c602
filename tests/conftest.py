"""What every test may use."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
import structlog
from hypothesis import HealthCheck, settings

# A busy machine is slow, which is no fault of what is tested.
settings.register_profile("citewire", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("citewire")

pytest_plugins = ["tests.postgres", "tests.stores"]

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
TEST_ALL = os.environ.get("CITEWIRE_TEST_ALL") == "1"
"""Nothing may be left out: what would skip fails."""


def leave_out(reason: str) -> NoReturn:
    """Skip the test with its reason, or fail where nothing may be left out."""
    if TEST_ALL:
        pytest.fail(f"nothing may be left out here, but: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real feeds and evaluation sets beside the checkout."""
    if not (SHARED / "corpus").is_dir():
        leave_out("the folder ../shared with real feeds and evaluation sets is absent")
    return SHARED


@pytest.fixture
def logging_restored() -> Iterator[None]:
    """Put the logging of the tests back after a test that configures it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what tests measured, and by name what was left out, and why."""
    ended = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    for report in ended:
        for what, said in report.user_properties:
            terminalreporter.line(f"{report.nodeid}: {what}: {said}")
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("left out on this machine")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.line(f"{report.nodeid}: {str(reason).removeprefix('Skipped: ')}")
