"""The worker: django-tasks-db's own, with a heartbeat, a lease and the scheduler beside it."""

import logging
import threading
import time
from contextlib import suppress
from datetime import timedelta
from types import FrameType

from django.db import DatabaseError, OperationalError, close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import is_locked_database_exception

from maillage.foundation.jobs.lease import beat, release_lost_tasks, settle_failure
from maillage.foundation.jobs.models import LEASE, Worker
from maillage.foundation.jobs.schedule import enqueue_due

logger = logging.getLogger("maillage.jobs")

BEATS_IN_A_LEASE = 6
POLL_SECONDS = 1.0


class LeasedWorker(DatabaseWorker):
    """Runs tasks one after the other, while `Keeper` keeps its lease in a thread beside it."""

    def __init__(self, *, batch: bool = False, lease: timedelta = LEASE, with_schedule: bool = True) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=POLL_SECONDS,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        self.keeper = Keeper(name=self.worker_id, lease=lease, with_schedule=with_schedule)

    def run(self) -> None:
        """Work until a signal (or, with `batch`, until nothing waits)."""
        self.keeper.start()
        try:
            while True:
                try:
                    return super().run()
                except OperationalError as error:
                    # Somebody wrote for longer than SQLite waits. It will end; a worker is not to die of it.
                    if not is_locked_database_exception(error):
                        raise
                    logger.warning("the database was locked for too long: trying again")
        finally:
            self.keeper.stop()

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Take no other task, and end when the one in hand is done. A second signal insists."""
        if not self.running:
            super().shutdown(signum, frame)
        # Never from here: between taking a task and starting it, an exit would lose the task.
        self.running = False

    def run_task(self, db_task_result: DBTaskResult) -> None:
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            settle_failure(db_task_result, timezone.now())


class Keeper:
    """Beats the worker's heart, takes back the tasks of dead workers, and puts due jobs in the queue."""

    def __init__(self, *, name: str, lease: timedelta, with_schedule: bool) -> None:
        self.name, self.lease, self.with_schedule = name, lease, with_schedule
        self.pause_seconds = lease.total_seconds() / BEATS_IN_A_LEASE
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
        self._last_beat = -self.lease.total_seconds()

    def start(self) -> None:
        """Beat once, so that no task is taken without a lease, and go on in the thread."""
        beat(self.name, timezone.now())
        self._thread.start()

    def stop(self) -> None:
        """End the thread and forget the worker: what it finished needs no lease any more."""
        self._ended.set()
        self._thread.join(timeout=5)
        with suppress(DatabaseError):  # a worker that is forgotten late harms nobody
            Worker.objects.filter(name=self.name).delete()

    def _run(self) -> None:
        while not self._ended.is_set():
            close_old_connections()
            try:
                self._keep()
            except DatabaseError:
                logger.warning("no heartbeat: the database did not answer")
            self._ended.wait(self.pause_seconds)
        connections.close_all()

    def _keep(self) -> None:
        now = timezone.now()
        beat(self.name, now)
        moment = time.monotonic()
        in_time = moment - self._last_beat < 2 * self.pause_seconds
        self._last_beat = moment
        if in_time:
            # One who could not write for a while cannot know that others did not die but wait, like itself.
            release_lost_tasks(now, self.lease)
        if self.with_schedule:
            enqueue_due(now)
