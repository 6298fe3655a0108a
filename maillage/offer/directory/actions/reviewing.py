"""From draft to public, and back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.transitions import move
from maillage.foundation.common.versions import claim
from maillage.foundation.journal.recording import record
from maillage.offer.directory.completeness import Gap, gaps_of
from maillage.offer.directory.models import Service
from maillage.offer.directory.notices import tell_keeper_of_publication, tell_keeper_of_return
from maillage.offer.directory.permissions import (
    can_publish_service,
    can_return_service,
    can_submit_service,
    can_withdraw_service,
)


class Incomplete(Exception):
    """What a public sheet cannot do without is missing: `gaps` says what, and where to write it."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__(", ".join(gap.code for gap in gaps))
        self.gaps = gaps


@transaction.atomic
def submit_service(*, actor: Actor, service: Service) -> Service:
    """Hand a draft in for review. Raises PermissionDenied, Incomplete, TransitionRefused."""
    if not can_submit_service(actor, service):
        raise PermissionDenied
    _refuse_incomplete(service)
    return _moved(actor, service, Service.State.IN_REVIEW, action="service.submitted")


@transaction.atomic
def publish_service(*, actor: Actor, service: Service) -> Service:
    """Make it public; publishing also confirms it. Raises PermissionDenied, Incomplete, TransitionRefused."""
    if not can_publish_service(actor, service):
        raise PermissionDenied
    _refuse_incomplete(service)
    service.review_note = ""
    service.assured_at = timezone.now()
    _moved(actor, service, Service.State.PUBLISHED, action="service.published")
    tell_keeper_of_publication(service)
    return service


@transaction.atomic
def return_service(*, actor: Actor, service: Service, reason: str) -> Service:
    """Give it back to its provider with what is asked. Raises PermissionDenied, TransitionRefused."""
    if not can_return_service(actor, service):
        raise PermissionDenied
    service.review_note = reason
    _moved(actor, service, Service.State.DRAFT, action="service.returned")
    tell_keeper_of_return(service)
    return service


@transaction.atomic
def withdraw_service(*, actor: Actor, service: Service) -> Service:
    """Take it off the web; it stays with its history. Raises PermissionDenied, TransitionRefused."""
    if not can_withdraw_service(actor, service):
        raise PermissionDenied
    return _moved(actor, service, Service.State.WITHDRAWN, action="service.withdrawn")


def _refuse_incomplete(service: Service) -> None:
    gaps = [gap for gap in gaps_of(service) if gap.required]
    if gaps:
        raise Incomplete(gaps)


def _moved(actor: Actor, service: Service, state: str, *, action: str) -> Service:
    claim(service, version=service.version)
    move(service, to=state)
    service.save()
    record(actor=actor, action=action, subject=service, within=service.organization, fields=["state"])
    return service
