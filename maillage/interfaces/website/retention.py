"""Everything that is over is removed at once, and the journal is told."""

from datetime import datetime

from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.jobs.retention import rules
from maillage.foundation.journal.recording import record


def forget_what_is_over(*, actor: Actor, now: datetime | None = None) -> dict[str, int]:
    """Go through every room's rules; returns how much each removed. The journal names what was removed, not whose."""
    now = now or timezone.now()
    removed = {rule.name: rule.forget(now) for rule in rules()}
    if any(removed.values()):
        fields = [name for name, number in removed.items() if number]
        record(actor=actor, action="retention.done", subject=("retention", f"{now:%Y-%m-%d}"), fields=fields)
    return removed
