"""What this room forgets."""

from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings

from maillage.foundation.accounts.actions import forget_closed_accounts
from maillage.foundation.accounts.actor import job_actor
from maillage.foundation.jobs.retention import forgets


@forgets("closed accounts")
def forget_accounts(now: datetime) -> int:
    """The names and addresses of those who closed their account."""
    return forget_closed_accounts(actor=job_actor("retention"), now=now, after=settings.KEEP_CLOSED_ACCOUNTS)


@forgets("failed log-ins")
def forget_failed_log_ins(now: datetime) -> int:
    """Those that lock nobody out any more."""
    removed: int = AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()[0]
    return removed
