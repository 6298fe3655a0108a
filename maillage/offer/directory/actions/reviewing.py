"""From draft to public, and back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.transitions import move
from maillage.foundation.common.versions import EditConflict, claim
from maillage.foundation.journal.recording import record
from maillage.offer.directory.completeness import Gap, gaps_of
from maillage.offer.directory.models import Service
from maillage.offer.directory.notices import (
    tell_coordinators_of_submission,
    tell_keeper_of_publication,
    tell_keeper_of_return,
)
from maillage.offer.directory.permissions import (
    can_publish_service,
    can_return_service,
    can_submit_service,
    can_withdraw_service,
)
from maillage.offer.directory.snapshots import keep_snapshot


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
    _moved(actor, service, Service.State.IN_REVIEW, action="service.submitted")
    tell_coordinators_of_submission(service)
    return service


@transaction.atomic
def publish_service(*, actor: Actor, service: Service, version: int) -> Service:
    """Make public the version that was read; publishing also confirms it.

    Raises PermissionDenied, Incomplete, TransitionRefused, and EditConflict where it changed since it was read.
    """
    if not can_publish_service(actor, service):
        raise PermissionDenied
    _refuse_incomplete(service)
    service.review_note = ""
    service.assured_at = timezone.now()
    service.reviewed_version = version + 1  # publishing makes a version of its own
    _moved(actor, service, Service.State.PUBLISHED, action="service.published", version=version)
    keep_snapshot(service)
    tell_keeper_of_publication(service)
    return service


@transaction.atomic
def review_service(*, actor: Actor, service: Service, version: int) -> Service:
    """A public sheet that changed has been read, in that version. Raises PermissionDenied, EditConflict."""
    if not can_publish_service(actor, service):
        raise PermissionDenied
    if not Service.objects.filter(pk=service.pk, version=version).update(reviewed_version=version):
        raise EditConflict(Service.objects.get(pk=service.pk))
    service.reviewed_version = version
    keep_snapshot(service)
    record(actor=actor, action="service.reviewed", subject=service, within=service.organization)
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


def _moved(actor: Actor, service: Service, state: str, *, action: str, version: int | None = None) -> Service:
    claim(service, version=service.version if version is None else version)
    move(service, to=state)
    service.save()
    record(actor=actor, action=action, subject=service, within=service.organization, fields=["state"])
    return service
