"""Results go to stdout; progress, remarks and errors go to stderr."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

DONE, WRONG, USAGE, CONFIG = 0, 1, 2, 78
"""Exit codes: 78 is sysexits' EX_CONFIG."""


def out() -> Console:
    """Return the console of results; made late, so that it sees the streams of now.

    What it prints is never read as markup: much of it is other people's words.
    """
    return Console(highlight=False, markup=False)


def err() -> Console:
    """Return the console of everything else."""
    return Console(stderr=True, highlight=False)


def say(text: str) -> None:
    """Write a remark for people to stderr, as plain text."""
    err().print(text, markup=False, soft_wrap=True)


def print_plain(text: str) -> None:
    """Write a result to stdout as it is: no wrapping, no styles."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def print_json(value: object) -> None:
    """Write a result to stdout as JSON."""
    print_plain(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Progress]:
    """Show a bar on stderr while the block runs; advance with `bar.advance(bar.task_ids[0])`.

    Nothing is shown where stderr is no terminal.
    """
    console = err()
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        bar.add_task(label, total=total)
        yield bar
