"""What this room does in the background."""

from datetime import timedelta

from maillage.foundation.accounts.actor import job_actor
from maillage.foundation.jobs.job import job, scheduled
from maillage.interfaces.website.retention import forget_what_is_over


@scheduled(every=timedelta(days=1))
@job(retries=3)
def keep_to_retention() -> None:
    """Remove what has been kept long enough."""
    forget_what_is_over(actor=job_actor("retention"))
