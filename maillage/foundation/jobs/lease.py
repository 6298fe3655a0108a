"""What becomes of tasks whose worker is gone, and of tasks that failed."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage.foundation.jobs.job import retries_of
from maillage.foundation.jobs.models import LEASE, Worker

logger = logging.getLogger("maillage.jobs")

KILLED = "maillage.foundation.jobs.lease.WorkerKilled"
FIRST_WAIT = timedelta(seconds=30)  # before a failed task runs again; doubled each time


class WorkerKilled(Exception):
    """The worker ended in the middle of the task."""


def beat(name: str, now: datetime) -> None:
    """Tell that the worker called `name` is alive."""
    Worker.objects.update_or_create(
        name=name, defaults={"beat_at": now}, create_defaults={"started_at": now, "beat_at": now}
    )


def release_lost_tasks(now: datetime, lease: timedelta = LEASE) -> int:
    """Take back the tasks that run nowhere: their worker's heart has not beaten within the lease. Returns how many.

    One that may run twice goes back in the queue while it has tries left; any other is marked as failed.
    """
    alive = set(Worker.objects.alive(now, lease).values_list("name", flat=True))
    lost = 0
    for running in DBTaskResult.objects.running().filter(started_at__lt=now - lease).only("pk", "worker_ids"):
        if not alive.intersection(running.worker_ids[-1:]):
            lost += _release(running, now)
    Worker.objects.filter(beat_at__lt=now - timedelta(days=1)).delete()
    return lost


@transaction.atomic
def _release(seen: DBTaskResult, now: datetime) -> bool:
    # Looked at again under a lock: another worker may have taken it back a moment ago, or it may have ended.
    task = DBTaskResult.objects.select_for_update().filter(pk=seen.pk, status=TaskResultStatus.RUNNING).first()
    if task is None or task.worker_ids != seen.worker_ids:
        return False
    task.exception_class_path = KILLED
    task.status, task.finished_at = TaskResultStatus.FAILED, now
    task.save(update_fields=["status", "finished_at", "exception_class_path"])
    settle_failure(task, now)
    return True


def settle_failure(task: DBTaskResult, now: datetime) -> None:
    """Put a failed task back in the queue if it may run again, or let it rest. The log tells either, without values.

    The traceback kept beside it loses its messages: an error likes to quote the address it could not write to.
    """
    places = [line.strip() for line in task.traceback.splitlines() if line.strip().startswith("File ")]
    task.traceback = "\n".join(places)
    tries = len(task.worker_ids)
    again = tries <= retries_of(task.task_path)
    if again:
        killed = task.exception_class_path == KILLED
        task.status, task.finished_at = TaskResultStatus.READY, None
        task.run_after = now if killed else now + FIRST_WAIT * 2 ** (tries - 1)
    task.save(update_fields=["status", "finished_at", "run_after", "traceback"])
    facts = {
        "task": str(task.pk),
        "path": task.task_path,
        "error": task.exception_class_path,
        "tries": tries,
        "again": again,
    }
    logger.log(logging.WARNING if again else logging.ERROR, "task failed", extra={"facts": facts})
