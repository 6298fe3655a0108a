"""The housekeeping that no other room does: counters, sessions, finished tasks."""

from datetime import datetime, timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage.foundation.common.limits import forget_past_windows
from maillage.foundation.jobs.job import job, scheduled
from maillage.foundation.jobs.retention import forgets

KEEP_SUCCESSFUL = timedelta(days=1)
KEEP_FAILED = timedelta(days=30)


@scheduled(every=timedelta(hours=1))
@job(retries=3)
def forget_limit_counters() -> int:
    """Delete the counters of limits whose window has ended; returns how many."""
    return forget_past_windows()


@forgets("counters")
def forget_counters(_now: datetime) -> int:
    """The same, where the worker has not been running."""
    return forget_past_windows()


@forgets("sessions")
def forget_sessions(_now: datetime) -> int:
    """Sessions that nobody can use any more, and what was noted beside them: an address and a browser."""
    before = Session.objects.count()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return before - Session.objects.count()


@forgets("finished jobs")
def forget_finished_tasks(now: datetime) -> int:
    """What succeeded more than a day ago and what failed more than thirty days ago."""
    finished = DBTaskResult.objects.finished()
    successful = finished.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_SUCCESSFUL).delete()[0]
    failed = finished.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED).delete()[0]
    return successful + failed
