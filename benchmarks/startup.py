"""How long the program takes to start."""

import statistics
import subprocess
import sys

from benchmarks.measuring import report, timed

RUNS = 7


def main() -> None:
    """Time `citewire --version` and `citewire topics`."""
    for arguments in (["--version"], ["topics"]):
        laps = []
        for _ in range(RUNS):
            with timed() as lap:
                subprocess.run(
                    [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
                    check=True,
                    capture_output=True,
                )
            laps.append(lap.seconds)
        report(f"citewire {arguments[0]}, median of {RUNS}", f"{statistics.median(laps):.2f} s")


if __name__ == "__main__":
    main()
