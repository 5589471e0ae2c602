"""A run that is killed at any commit, and then run again, ends as if it had never been killed."""

import json
import signal
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("kill_run.py")
VARYING = {"commits", "ended_by"}


def test_a_killed_run_is_finished_by_the_next(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=400,
        check=True,
        cwd=SCRIPT.parents[2],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(SCRIPT.parents[2]), "HOME": str(tmp_path)},
    )
    whole, *runs = json.loads(finished.stdout)
    assert whole["commits"] > 10, "polls, articles, facts, stories and digests are all kept"
    assert len(runs) == whole["commits"]
    expected = {key: value for key, value in whole.items() if key not in VARYING}
    for number, run in enumerate(runs, start=1):
        assert run["ended_by"] == signal.SIGKILL, f"run {number} was not killed"
        left = {key: value for key, value in run.items() if key not in VARYING}
        assert left == expected, f"killed at commit {number}"
