"""Kept true: confirmed in one click, and what changes for a while said at once."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.versions import claim
from maillage.foundation.journal.recording import record
from maillage.offer.directory.models import Service, ServiceAtLocation, Situation
from maillage.offer.directory.permissions import can_revise_service


@transaction.atomic
def confirm_service(*, actor: Actor, service: Service) -> Service:
    """Everything on the sheet is still right, says the actor, now. Raises PermissionDenied."""
    if not can_revise_service(actor, service):
        raise PermissionDenied
    service.assured_at = timezone.now()
    service.save(update_fields=["assured_at", "modified_at"])
    record(actor=actor, action="service.confirmed", subject=service, within=service.organization, fields=["assured_at"])
    return service


@transaction.atomic
def change_situation(
    *,
    actor: Actor,
    service: Service,
    version: int,
    situation: Situation,
    until: date | None,
    note: TranslatedText,
    at: ServiceAtLocation | None = None,
) -> Service:
    """Say what is different for the moment, everywhere, or `at` one of its places only.

    "Full today" ends today by itself; NORMAL clears the rest. `until` is the last day (local date of the service).
    Raises PermissionDenied, EditConflict, and ValueError for a place of another service.
    """
    if at and at.service_id != service.pk:
        raise ValueError("a place of another service")
    if not can_revise_service(actor, service):
        raise PermissionDenied
    read = service.reviewed_version == service.version
    claim(service, version=version)
    if read:  # "full today" is not a change that a coordination must read
        service.reviewed_version = service.version
    told = at or service
    told.situation = situation
    told.situation_until = timezone.localdate() if situation == Situation.FULL_TODAY else until
    told.situation_note = note
    if situation == Situation.NORMAL:
        told.situation_until, told.situation_note = None, TranslatedText()
    service.save()
    fields = ["situation", "situation_note", "situation_until"]
    if at:
        at.save(update_fields=fields)
        fields = [f"service_at_locations.{name}" for name in fields]
    record(actor=actor, action="service.situation_changed", subject=service, within=service.organization, fields=fields)
    return service
