"""`@job` makes a function a task; `@scheduled` gives it a rhythm. A room writes its own in its `jobs.py`.

    @scheduled(every=timedelta(hours=1))
    @job(retries=3)
    def forget() -> None: ...

    forget.enqueue()  # outside the rhythm

Arguments are kept in the database as JSON until the task is pruned: pass ids, never what they stand for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ParamSpec, TypeVar

from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")

_retries: dict[str, int] = {}
_rhythms: "dict[str, Rhythm]" = {}


@dataclass(frozen=True)
class Rhythm:
    """A task and how often it is put in the queue."""

    task: "Task[[], object]"
    every: timedelta


def job(*, retries: int = 0, priority: int = 0) -> "Callable[[Callable[P, T]], Task[P, T]]":
    """Make a function a task that runs in the worker.

    `retries` above 0 says that the function may run twice without harm (it is idempotent): when it fails, or its
    worker is killed, it runs again, so many times at most. Left at 0, it is never started a second time.
    `priority` goes from -100 to 100.
    """

    def decorate(function: Callable[P, T]) -> "Task[P, T]":
        made = task(priority=priority)(function)
        _retries[made.module_path] = retries
        return made

    return decorate


def scheduled(*, every: timedelta) -> "Callable[[Task[[], T]], Task[[], T]]":
    """Have a task without arguments put in the queue `every` so often, by one scheduler however many run."""

    def decorate(made: "Task[[], T]") -> "Task[[], T]":
        _rhythms[made.module_path] = Rhythm(made, every)
        return made

    return decorate


def retries_of(task_path: str) -> int:
    """How often a task may run again; 0 for one that this version of the code does not know."""
    try:
        import_string(task_path)  # which registers it
    except ImportError:
        return 0
    return _retries.get(task_path, 0)


def rhythms() -> dict[str, Rhythm]:
    """Every scheduled task by its path."""
    return dict(_rhythms)
