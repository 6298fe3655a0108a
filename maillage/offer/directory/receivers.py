"""What this room does when lower rooms tell something."""

from typing import Any

from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.utils.translation import ngettext_lazy

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.recording import record
from maillage.foundation.network.models import Membership, Organization
from maillage.foundation.network.signals import membership_ended, protection_ending
from maillage.offer.directory.models import Location, Service


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


@receiver(protection_ending, dispatch_uid="keep_hidden_places_protected")
def keep_hidden_places_protected(*, organization: Organization, **_signal: Any) -> None:
    """While a place hides its address, its organization stays closed to those whom others invite."""
    hidden = Location.objects.filter(organization=organization, address_hidden=True).count()
    if hidden:
        message = ngettext_lazy(
            "%(number)d place of this organization still hides its address. Show that one first, or keep the secret.",
            "%(number)d places of this organization still hide their address. Show those first, or keep the secret.",
            "number",
        )
        raise ValidationError({"protected": ValidationError(message, code="hidden_places", params={"number": hidden})})
