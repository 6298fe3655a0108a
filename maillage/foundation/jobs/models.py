"""Who works, and what has a rhythm. The tasks themselves are kept by django-tasks-db."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from typing import Self

LEASE = timedelta(seconds=60)


class WorkerQuerySet(models.QuerySet["Worker"]):
    def alive(self, now: datetime, lease: timedelta = LEASE) -> "Self":
        """The workers whose heart has beaten within the lease."""
        return self.filter(beat_at__gte=now - lease)


class Worker(models.Model):
    """A worker process and its heartbeat. While the heart beats, the task it took is its own: that is the lease."""

    name = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Schedule(models.Model):
    """When a scheduled job was last put in the queue. One row a name: two schedulers meet on it."""

    name = models.CharField(max_length=200, primary_key=True)
    last_run_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
