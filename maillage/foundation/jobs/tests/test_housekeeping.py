"""What nobody needs any more is deleted; what somebody may still want to look at is not."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maillage.foundation.common.limits import Counter
from maillage.foundation.jobs.jobs import forget_finished_tasks, forget_limit_counters, forget_sessions
from maillage.foundation.jobs.tests.sample_jobs import succeeds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "days", "stays"),
    [
        ("SUCCESSFUL", 0.9, True),
        ("SUCCESSFUL", 1.1, False),
        ("FAILED", 29, True),
        ("FAILED", 31, False),
        ("READY", 99, True),
    ],
)
def test_finished_tasks_are_pruned(status, days, stays):
    succeeds.enqueue("nowhere")
    DBTaskResult.objects.update(status=status, finished_at=timezone.now() - timedelta(days=days))
    forget_finished_tasks(timezone.now())
    assert DBTaskResult.objects.exists() is stays


def test_counters_of_past_windows_are_forgotten():
    now = timezone.now()
    Counter.objects.create(key="past", count=3, ends_at=now - timedelta(seconds=1))
    Counter.objects.create(key="present", count=3, ends_at=now + timedelta(hours=1))
    assert forget_limit_counters.call() == 1
    assert Counter.objects.get().key == "present"


def test_the_address_of_a_session_goes_with_it(cast):
    now = timezone.now()
    for key, ends_at in (("ended", now - timedelta(seconds=1)), ("live", now + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends_at)
    for key in ("ended", "live", "gone"):
        UserSession.objects.create(session_key=key, user=cast.people.alice, ip="192.0.2.1", user_agent="Browser")
    forget_sessions(timezone.now())
    assert UserSession.objects.get().session_key == Session.objects.get().session_key == "live"
