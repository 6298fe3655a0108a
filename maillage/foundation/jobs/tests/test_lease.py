"""A task whose worker is gone is taken back; one whose worker lives is left alone; nothing is tried for ever."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from maillage.foundation.common.logs import JsonFormatter
from maillage.foundation.jobs.lease import FIRST_WAIT, beat, release_lost_tasks
from maillage.foundation.jobs.models import LEASE, Worker
from maillage.foundation.jobs.tests.sample_jobs import always_fails, dies_once, must_not_run_twice, succeeds
from maillage.foundation.jobs.worker import LeasedWorker

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - LEASE * 2


@pytest.fixture
def running(db):
    """A task as a worker leaves it that was killed long ago, after so many tries."""

    def make(task, tries=1, worker="gone"):
        result = DBTaskResult.objects.get(pk=task.enqueue("nowhere").id)
        result.status, result.started_at = "RUNNING", LONG_AGO
        result.worker_ids = [worker] * tries
        result.save()
        return result

    return make


def test_a_task_of_a_dead_worker_runs_again(running):
    task = running(dies_once)
    assert release_lost_tasks(NOW) == 1
    task.refresh_from_db()
    assert (task.status, task.run_after, task.finished_at) == ("READY", NOW, None)
    assert release_lost_tasks(NOW) == 0


def test_a_task_of_a_living_worker_is_left_alone(running):
    task = running(dies_once, worker="alive")
    beat("alive", NOW - timedelta(seconds=59))
    assert release_lost_tasks(NOW) == 0
    task.refresh_from_db()
    assert task.status == "RUNNING"
    assert release_lost_tasks(NOW + timedelta(seconds=2)) == 1


def test_tries_are_bounded(running):
    task = running(dies_once, tries=4)  # the first one and three more
    assert release_lost_tasks(NOW) == 1
    task.refresh_from_db()
    assert (task.status, task.finished_at) == ("FAILED", NOW)
    assert task.exception_class_path.endswith("WorkerKilled")


def test_a_task_that_may_not_run_twice_does_not(running):
    task = running(must_not_run_twice)
    release_lost_tasks(NOW)
    task.refresh_from_db()
    assert task.status == "FAILED"


def test_a_task_that_fails_waits_longer_each_time_and_ends(transactional_db, tmp_path):
    path = tmp_path / "marks"
    task = DBTaskResult.objects.get(pk=always_fails.enqueue(str(path)).id)
    for tries, wait in enumerate([FIRST_WAIT, FIRST_WAIT * 2, None], start=1):
        before = datetime.now(UTC)
        work()
        task.refresh_from_db()
        assert len(path.read_text().splitlines()) == tries
        if wait:
            assert task.status == "READY"
            assert before + wait <= task.run_after <= datetime.now(UTC) + wait
            work()  # not yet
            assert len(path.read_text().splitlines()) == tries
            DBTaskResult.objects.update(run_after=before)
    assert task.status == "FAILED"


def test_a_failure_is_told_without_values(transactional_db, tmp_path, caplog):
    task = DBTaskResult.objects.get(pk=always_fails.enqueue(str(tmp_path / "marks")).id)
    with caplog.at_level(logging.WARNING):
        work()
    told = [JsonFormatter().format(record) for record in caplog.records if record.name == "maillage.jobs"]
    assert json.loads(told[0])["error"] == "builtins.ValueError"
    task.refresh_from_db()
    assert "sample_jobs.py" in task.traceback
    for text in [*told, task.traceback]:
        assert "secret" not in text


def test_a_worker_that_ends_leaves_no_lease_behind(transactional_db, tmp_path):
    succeeds.enqueue(str(tmp_path / "marks"))
    work()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    assert not Worker.objects.exists()


def work():
    """Run what waits, here and now, without a thread beside (the test's database is the test's own)."""
    worker = LeasedWorker(batch=True)
    worker.keeper._thread.start = lambda: None
    worker.keeper._thread.join = lambda timeout: None
    worker.run()
