"""What this room writes to people."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from maillage.foundation.accounts.models import User
from maillage.foundation.common.links import absolute
from maillage.foundation.network.models import Membership, Role
from maillage.foundation.notifications.actions import queue_message
from maillage.offer.directory.models import Service


def tell_keeper_of_publication(service: Service) -> None:
    """The person who keeps the service learns that it is public."""
    if service.keeper:
        _tell(service.keeper, service, "service_published", "service")


def tell_keeper_of_return(service: Service) -> None:
    """The person who keeps the service learns what the coordinator asks."""
    if service.keeper:
        _tell(service.keeper, service, "service_returned", "service_edit")


def tell_coordinators_of_submission(service: Service) -> None:
    """Those who review it learn that it waits."""
    held = Membership.objects.current().filter(
        role=Role.COORDINATOR, network__participations__organization=service.organization
    )
    for coordinator in User.objects.filter(pk__in=held.values("user")):
        _tell(coordinator, service, "service_submitted", "service_edit")


def _tell(person: User, service: Service, purpose: str, page: str) -> None:
    if not person.is_active:
        return
    with translation.override(person.language):
        context = {"service": service, "person": person, "address": absolute(reverse(page, args=[service.slug]))}
        subject, _, body = render_to_string(f"directory/mail/{purpose}.txt", context).partition("\n")
    queue_message(
        # One message a version and person: a second click on the same button says nothing new.
        key=f"{purpose}:{service.pk.hex}:{service.version}:{person.pk.hex}",
        purpose=purpose,
        recipient=person.email,
        language=person.language,
        subject=subject.strip(),
        body=body.strip(),
    )
