"""What the speed benchmarks share: the clock, the memory, and the line they print."""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Lap:
    """Seconds of wall clock that a block took; 0 until it ends."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Lap]:
    """Time a block."""
    lap, start = Lap(), time.perf_counter()
    try:
        yield lap
    finally:
        lap.seconds = time.perf_counter() - start


def peak_megabytes() -> float:
    """Return the most memory that this process, or the largest of its children, has held."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # Linux counts kilobytes, macOS bytes.
    return max(own, children) / (2**20 if sys.platform == "darwin" else 2**10)


def report(what: str, result: str) -> None:
    """Print one measurement."""
    print(json.dumps({"what": what, "result": result, "peak_mb": peak_megabytes()}))
