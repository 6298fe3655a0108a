"""The scheduler: puts the scheduled jobs in the queue when their time has come."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage.foundation.jobs.job import Rhythm, rhythms
from maillage.foundation.jobs.models import Schedule

UNFINISHED = [TaskResultStatus.READY, TaskResultStatus.RUNNING]


def enqueue_due(now: datetime) -> list[str]:
    """Put in the queue every scheduled job that is due at `now`; returns their paths."""
    registered = rhythms()
    known = set(Schedule.objects.values_list("name", flat=True))
    if unknown := registered.keys() - known:
        Schedule.objects.bulk_create([Schedule(name=name) for name in unknown], ignore_conflicts=True)
    due = [name for name, rhythm in registered.items() if _is_due(name, rhythm, now).exists()]
    return [name for name in due if _enqueue_once(name, registered[name], now)]


def _is_due(name: str, rhythm: Rhythm, now: datetime) -> QuerySet[Schedule]:
    return Schedule.objects.filter(Q(last_run_at=None) | Q(last_run_at__lte=now - rhythm.every), name=name)


@transaction.atomic
def _enqueue_once(name: str, rhythm: Rhythm, now: datetime) -> bool:
    # The conditional UPDATE is the whole agreement between two schedulers: one of them changes no row.
    if not _is_due(name, rhythm, now).update(last_run_at=now):
        return False
    if DBTaskResult.objects.filter(task_path=name, status__in=UNFINISHED).exists():
        return False  # the last one still waits or runs: a queue that grows while nobody works helps nobody
    rhythm.task.enqueue()
    return True
