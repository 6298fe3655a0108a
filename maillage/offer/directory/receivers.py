"""What this room does when lower rooms tell something."""

from typing import Any

from django.dispatch import receiver

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.recording import record
from maillage.foundation.network.models import Membership
from maillage.foundation.network.signals import membership_ended
from maillage.offer.directory.models import Service


@receiver(membership_ended, dispatch_uid="hand_over_services")
def hand_over_services(*, membership: Membership, actor: Actor, handed_to: User | None, **_signal: Any) -> None:
    """The services somebody kept for an organization go to a colleague, or to nobody: never stay with who left."""
    if not membership.organization:
        return
    kept = Service.objects.filter(organization=membership.organization, keeper=membership.user)
    for service in kept:
        service.keeper = handed_to
        service.save(update_fields=["keeper", "modified_at"])
        record(
            actor=actor, action="service.handed_over", subject=service, within=service.organization, fields=["keeper"]
        )
