"""Jobs that only the tests know; each leaves a mark in a file, so that a run in another process can be counted."""

import os
import signal
from pathlib import Path

from maillage.foundation.jobs.job import job


def mark(path: str) -> int:
    """Add one mark to the file; returns how many it has."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write("run\n")
    return len(Path(path).read_text(encoding="utf-8").splitlines())


@job(retries=3)
def dies_once(path: str) -> None:
    """Ends its worker as a power cut would, the first time."""
    if mark(path) == 1:
        os.kill(os.getpid(), signal.SIGKILL)


@job(retries=3)
def always_dies(path: str) -> None:
    """Ends its worker every time."""
    mark(path)
    os.kill(os.getpid(), signal.SIGKILL)


@job()
def must_not_run_twice(path: str) -> None:
    """Says nothing about running twice, and ends its worker."""
    mark(path)
    os.kill(os.getpid(), signal.SIGKILL)


@job(retries=2)
def always_fails(path: str) -> None:
    """Quotes in its error what must not be kept."""
    mark(path)
    raise ValueError("could not write to secret@example.org")


@job()
def succeeds(path: str) -> int:
    """Leaves its mark."""
    return mark(path)
