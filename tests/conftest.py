"""What every test may use."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
TEST_ALL = os.environ.get("CITEWIRE_TEST_ALL") == "1"
"""Nothing may be left out: what would skip fails."""


def leave_out(reason: str) -> None:
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
