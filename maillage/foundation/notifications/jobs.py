"""What this room does in the background: it sends what waits in the outbox."""

from datetime import timedelta

from maillage.foundation.jobs.job import job, scheduled
from maillage.foundation.notifications.actions import deliver_due


@scheduled(every=timedelta(seconds=10))
@job(retries=3)
def deliver_outbox() -> None:
    """Send the messages that are due. Each remembers whether it was sent: a second run sends none twice."""
    deliver_due()
