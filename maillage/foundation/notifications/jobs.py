"""What this room does in the background: it sends what waits in the outbox, and forgets what was sent."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from maillage.foundation.jobs.job import job, scheduled
from maillage.foundation.jobs.retention import forgets
from maillage.foundation.notifications.actions import deliver_due
from maillage.foundation.notifications.models import Message, SignedLink


@scheduled(every=timedelta(seconds=10))
@job(retries=3)
def deliver_outbox() -> None:
    """Send the messages that are due. Each remembers whether it was sent: a second run sends none twice."""
    deliver_due()


@forgets("messages")
def erase_messages(now: datetime) -> int:
    """What a message said and to whom, once it was sent or given up. Its key stays: it is never written twice."""
    over = Message.objects.exclude(state=Message.State.WAITING).filter(modified_at__lt=now - settings.KEEP_MESSAGES)
    return over.exclude(recipient_index="").update(recipient="", recipient_index="", subject="", body="")


@forgets("links")
def forget_links(now: datetime) -> int:
    """Links that were used or revoked, or that have expired, long enough ago that nobody asks for a fresh one."""
    before = now - settings.KEEP_LINKS
    over = Q(used_at__lt=before) | Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    return SignedLink.objects.filter(over).delete()[0]
