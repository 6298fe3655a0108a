"""The housekeeping that no other room does: counters, sessions, finished tasks."""

from datetime import timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage.foundation.common.limits import forget_past_windows
from maillage.foundation.jobs.job import job, scheduled

KEEP_SUCCESSFUL = timedelta(days=1)
KEEP_FAILED = timedelta(days=30)


@scheduled(every=timedelta(hours=1))
@job(retries=3)
def forget_limit_counters() -> int:
    """Delete the counters of limits whose window has ended; returns how many."""
    return forget_past_windows()


@scheduled(every=timedelta(days=1))
@job(retries=3)
def clear_expired_sessions() -> None:
    """Delete the sessions that nobody can use any more, and what was noted beside them: an address and a browser."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@scheduled(every=timedelta(days=1))
@job(retries=3)
def prune_finished_tasks() -> int:
    """Delete what succeeded more than a day ago and what failed more than thirty days ago; returns how many."""
    now, finished = timezone.now(), DBTaskResult.objects.finished()
    successful = finished.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_SUCCESSFUL).delete()[0]
    failed = finished.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED).delete()[0]
    return successful + failed
