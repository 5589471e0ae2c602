"""`make bench`: every speed benchmark in a process of its own, with its peak memory."""

import json
import os
import platform
import subprocess
import sys

MEASURES = ("startup", "parsing", "polling", "clustering", "digesting")
LIMIT_SECONDS = 600


def main() -> int:
    """Run each measure and print a table; 1 if one failed."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{platform.platform()}, Python {platform.python_version()}, {cores} cores\n")
    print(f"{'what':<44}{'result':>24}{'peak memory':>14}")
    failed = False
    for name in MEASURES:
        run = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"],
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
        if run.returncode:
            failed = True
            print(f"{name}: failed\n{run.stderr}", file=sys.stderr)
        for line in run.stdout.splitlines():
            row = json.loads(line)
            print(f"{row['what']:<44}{row['result']:>24}{row['peak_mb']:>11.0f} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
