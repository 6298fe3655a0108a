"""A worker killed in the middle of a task: the task runs again, exactly once more."""

import signal
import time

from tests.operations.conftest import wait_for

LEASE_SECONDS = 2
SAMPLES = "maillage.foundation.jobs.tests.sample_jobs"


def enqueue(installation, name, path):
    installation.python(f"from {SAMPLES} import {name}; {name}.enqueue({str(path)!r})")


def statuses(installation):
    code = (
        "from django_tasks_db.models import DBTaskResult; print(*DBTaskResult.objects.values_list('status', flat=True))"
    )
    return installation.python(code).split()


def test_a_task_whose_worker_was_killed_runs_again_exactly_once_more(installation, tmp_path):
    path = tmp_path / "marks"
    enqueue(installation, "dies_once", path)
    worker = ["worker", "--no-schedule", "--lease", str(LEASE_SECONDS)]

    victim = installation.start(*worker)
    assert victim.wait(timeout=20) == -signal.SIGKILL
    assert path.read_text() == "run\n"
    assert statuses(installation) == ["RUNNING"]  # as nobody was left to say otherwise

    # Two workers see it at once; one takes it.
    others = [installation.start(*worker) for _ in range(2)]
    assert wait_for(lambda: path.read_text() == "run\nrun\n")
    assert wait_for(lambda: statuses(installation) == ["SUCCESSFUL"])
    time.sleep(2 * LEASE_SECONDS)
    assert path.read_text() == "run\nrun\n"
    for other in others:
        other.terminate()
        assert other.wait(timeout=20) == 0


def test_a_task_that_may_not_run_twice_is_marked_as_failed(installation, tmp_path):
    path = tmp_path / "marks"
    enqueue(installation, "must_not_run_twice", path)
    worker = ["worker", "--no-schedule", "--lease", str(LEASE_SECONDS)]
    assert installation.start(*worker).wait(timeout=20) == -signal.SIGKILL
    other = installation.start(*worker)
    assert wait_for(lambda: statuses(installation) == ["FAILED"])
    other.terminate()
    assert other.wait(timeout=20) == 0
    assert path.read_text() == "run\n"
