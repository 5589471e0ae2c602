"""The same feeds give the same digest in every process, whatever the hash seed."""

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = "from bot.cli.main import run; import sys; sys.exit(run(sys.argv[1:]))"
ROOT = Path(__file__).resolve().parents[2]


def demo_record(folder: Path, seed: str) -> dict[str, object]:
    subprocess.run(
        [sys.executable, "-c", SCRIPT, "demo", "--out", str(folder)],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )
    record: dict[str, object] = json.loads((folder / "digest.json").read_text(encoding="utf-8"))
    return record


def test_hash_seeds_change_nothing(tmp_path: Path) -> None:
    one, two = (demo_record(tmp_path / seed, seed) for seed in ("1", "2"))
    assert one == two
