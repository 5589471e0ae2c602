"""The parsing process: reads jobs from its input until that ends, one answer each.

    job:    length, JSON {"url", "content_type"}; length, body
    first:  `!` once it is ready
    answer: length, `+` (ready for more) or `-` (ends after this one) and the wire form

Lengths are four bytes, big-endian. `ParsePool` starts it, and kills it when it hangs.
"""

import json
import os
import signal
import struct
import sys
from typing import BinaryIO

from digests.feeds.formats import read_document
from digests.feeds.parsed import ParsedDocument, Unreadable, to_wire

READY = b"!"
_LENGTH = struct.Struct(">I")
_JOBS = 500
"""Read by one process before a fresh one takes its place, which gives back what leaked."""
_ORPHAN_SECONDS = 5
OUT_OF_MEMORY = Unreadable(reason="reading it needs more memory than a feed may use")


def frame(content: bytes) -> bytes:
    """Return the content with its length before it."""
    return _LENGTH.pack(len(content)) + content


def serve(jobs: BinaryIO, answers: BinaryIO, *, seconds: float) -> None:
    """Answer every job until there are no more, memory has run out, or 500 were answered.

    A job that takes a few seconds longer than `seconds` ends the process.
    """
    answers.write(READY)
    answers.flush()
    for number in range(1, _JOBS + 1):
        head = _frame(jobs)
        if head is None:
            return
        body = _frame(jobs) or b""
        end_when_orphaned(seconds + _ORPHAN_SECONDS)
        parsed = _read(json.loads(head), body)
        ready = parsed is not OUT_OF_MEMORY and number < _JOBS
        answers.write(frame((b"+" if ready else b"-") + to_wire(parsed)))
        answers.flush()
        end_when_orphaned(0)
        if not ready:
            return


def _frame(jobs: BinaryIO) -> bytes | None:
    length = jobs.read(_LENGTH.size)
    return jobs.read(_LENGTH.unpack(length)[0]) if len(length) == _LENGTH.size else None


def _read(job: dict[str, str | None], body: bytes) -> ParsedDocument | Unreadable:
    try:
        return read_document(body, url=job["url"] or "", content_type=job["content_type"])
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:  # noqa: BLE001 — a document that trips the parser costs only itself
        return Unreadable(reason=f"the parser gave up on it ({type(error).__name__})")


def limit_memory(megabytes: int) -> None:
    """Make allocations beyond so many megabytes fail, where the system can.

    Linux counts every private writable page against RLIMIT_DATA (since 4.7). macOS accepts the
    limit and does not enforce it, Windows has none: there the cap on a document's size and the
    time limit remain.
    """
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 — Unix only

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        wanted = megabytes * 1_000_000
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def end_when_orphaned(seconds: float) -> None:
    """End this process in so many seconds, whatever it is doing; 0 takes that back. Unix only.

    The pool kills a worker that hangs; this is for a worker whose pool was killed itself.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """Serve standard input and output: `python -m digests.feeds.worker MEGABYTES SECONDS`."""
    megabytes, seconds = int(sys.argv[1]), float(sys.argv[2])
    limit_memory(megabytes)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between the answers
    serve(sys.stdin.buffer, answers, seconds=seconds)


if __name__ == "__main__":
    main()
