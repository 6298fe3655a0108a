"""A rhythm is kept once, however many schedulers there are."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from maillage.foundation.jobs import schedule
from maillage.foundation.jobs.job import Rhythm, rhythms
from maillage.foundation.jobs.models import Schedule
from maillage.foundation.jobs.schedule import enqueue_due
from maillage.foundation.jobs.tests.sample_jobs import succeeds

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
NAME = succeeds.module_path
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_rhythm(monkeypatch):
    """Only one job has a rhythm here: every hour."""
    monkeypatch.setattr(schedule, "rhythms", lambda: {NAME: Rhythm(succeeds, timedelta(hours=1))})


def finish():
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=NOW)


def test_a_job_is_put_in_the_queue_when_its_time_has_come():
    assert enqueue_due(NOW) == [NAME]
    finish()
    assert enqueue_due(NOW + timedelta(minutes=59)) == []
    assert enqueue_due(NOW + timedelta(minutes=60)) == [NAME]
    assert DBTaskResult.objects.filter(task_path=NAME).count() == 2


def test_two_schedulers_enqueue_once():
    # Both have seen that it is due; each then tries.
    Schedule.objects.create(name=NAME)
    rhythm = Rhythm(succeeds, timedelta(hours=1))
    assert schedule._enqueue_once(NAME, rhythm, NOW) is True
    finish()
    assert schedule._enqueue_once(NAME, rhythm, NOW + timedelta(seconds=1)) is False
    assert DBTaskResult.objects.filter(task_path=NAME).count() == 1


def test_a_queue_does_not_grow_while_nobody_works():
    enqueue_due(NOW)
    assert enqueue_due(NOW + timedelta(hours=1)) == []
    assert enqueue_due(NOW + timedelta(hours=2)) == []
    assert DBTaskResult.objects.filter(task_path=NAME).count() == 1


def test_a_failed_enqueueing_does_not_lose_its_turn(monkeypatch):
    class Broken:
        def enqueue(self):
            raise RuntimeError

    Schedule.objects.create(name=NAME)
    with pytest.raises(RuntimeError):
        schedule._enqueue_once(NAME, Rhythm(Broken(), timedelta(hours=1)), NOW)
    assert Schedule.objects.get(name=NAME).last_run_at is None


def test_the_house_keeps_itself_clean():
    housekeeping = {path.rsplit(".", 1)[1] for path in rhythms()}
    assert {"forget_limit_counters", "keep_to_retention"} <= housekeeping
