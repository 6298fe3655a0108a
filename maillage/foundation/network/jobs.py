"""What this room forgets."""

from datetime import datetime

from django.conf import settings

from maillage.foundation.jobs.retention import forgets
from maillage.foundation.network.actions.invitations import RENEWABLE_FOR
from maillage.foundation.network.models import Invitation


@forgets("invitations")
def forget_invitations(now: datetime) -> int:
    """Those that were accepted or withdrawn, and those that nobody answered while they could still be renewed."""
    before = now - settings.KEEP_INVITATIONS
    answered = Invitation.objects.exclude(state=Invitation.State.OPEN).filter(modified_at__lt=before)
    waiting = Invitation.objects.filter(state=Invitation.State.OPEN, modified_at__lt=min(before, now - RENEWABLE_FOR))
    return answered.delete()[0] + waiting.delete()[0]
