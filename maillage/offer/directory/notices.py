"""What this room writes to people."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from maillage.foundation.common.links import absolute
from maillage.foundation.notifications.actions import queue_message
from maillage.offer.directory.models import Service


def tell_keeper_of_publication(service: Service) -> None:
    """The person who keeps the service learns that it is public."""
    _tell_keeper(service, "service_published", "service")


def tell_keeper_of_return(service: Service) -> None:
    """The person who keeps the service learns what the coordinator asks."""
    _tell_keeper(service, "service_returned", "service_edit")


def _tell_keeper(service: Service, purpose: str, page: str) -> None:
    keeper = service.keeper
    if not keeper or not keeper.is_active:
        return
    with translation.override(keeper.language):
        context = {"service": service, "keeper": keeper, "address": absolute(reverse(page, args=[service.slug]))}
        subject, _, body = render_to_string(f"directory/mail/{purpose}.txt", context).partition("\n")
    # One message a version: a second click on the same button says nothing new.
    key = f"{purpose}:{service.pk}:{service.version}"
    queue_message(
        key=key,
        purpose=purpose,
        recipient=keeper.email,
        language=keeper.language,
        subject=subject.strip(),
        body=body.strip(),
    )
