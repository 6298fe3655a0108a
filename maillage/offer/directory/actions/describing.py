"""A provider describes a service."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.slugs import free_slug
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.versions import claim
from maillage.foundation.journal.recording import record
from maillage.foundation.network.models import Organization
from maillage.offer.directory.models import ContactPoint, CostOption, RequiredDocument, Service, ServiceAtLocation
from maillage.offer.directory.permissions import can_create_service, can_publish_service, can_revise_service
from maillage.offer.directory.snapshots import keep_snapshot

# What a revision may change; everything else (state, organization, who keeps it) has an action of its own.
REVISABLE = frozenset(
    [
        "language",
        "name",
        "alternate_name",
        "summary",
        "description",
        "picture",
        "picture_alternative",
        "eligibility",
        "eligibility_description",
        "opening_hours",
        "hours_note",
        "access_modes",
        "application_process",
        "fees",
        "fees_description",
        "languages",
        "interpretation_services",
        "accessibility",
        "capacity",
        "wait_weeks",
    ]
)
RELATED = frozenset({"themes", "audiences", "areas_served", "terms"})
DETAILS = {
    "contact_points": ContactPoint,
    "cost_options": CostOption,
    "required_documents": RequiredDocument,
    "service_at_locations": ServiceAtLocation,
}

Detail = ContactPoint | CostOption | RequiredDocument | ServiceAtLocation


@transaction.atomic
def create_service(
    *,
    actor: Actor,
    organization: Organization,
    name: TranslatedText,
    language: str,
    slug: str = "",
    example: bool = False,
) -> Service:
    """Start a draft of `organization`; its address is made from its name unless `slug` gives one that is free.

    Raises PermissionDenied.
    """
    if not can_create_service(actor, organization):
        raise PermissionDenied
    address = free_slug(Service, slug or str(name))
    service = Service(
        organization=organization, name=name, language=language, slug=address, keeper=actor.user, example=example
    )
    service.full_clean(exclude=RELATED)
    service.save()
    record(actor=actor, action="service.created", subject=service, within=organization)
    return service


@transaction.atomic
def revise_service(*, actor: Actor, service: Service, version: int, changes: Mapping[str, Any]) -> Service:
    """Change what `changes` names: columns, related terms and territories, and whole lists of details.

    A list of details holds unsaved rows or rows of this service, in their order; a row that is missing is removed.
    Raises PermissionDenied, EditConflict, ValidationError, and ValueError for a name that may not be revised.
    """
    if not can_revise_service(actor, service):
        raise PermissionDenied
    if unknown := set(changes) - REVISABLE - RELATED - set(DETAILS):
        raise ValueError(f"not revisable: {', '.join(sorted(unknown))}")
    read = service.state != Service.State.PUBLISHED or service.reviewed_version == version
    claim(service, version=version)
    # What a reviewer writes needs no second reading; what waited for one before still does.
    reviewed = read and can_publish_service(actor, service)
    if reviewed:
        service.reviewed_version = service.version
    replaced = service.picture.name if "picture" in changes else ""
    for name in REVISABLE & set(changes):
        setattr(service, name, changes[name])
    service.full_clean(exclude=RELATED | {"picture"})
    service.save()
    if replaced and replaced != service.picture.name:
        transaction.on_commit(lambda: default_storage.delete(replaced))
    for name in RELATED & set(changes):
        getattr(service, name).set(changes[name])
    for name in set(DETAILS) & set(changes):
        _replace_details(service, name, changes[name])
    if reviewed:
        keep_snapshot(service)
    record(actor=actor, action="service.revised", subject=service, within=service.organization, fields=changes)
    return service


def _replace_details(service: Service, name: str, rows: Sequence[Detail]) -> None:
    """Make `rows` the details of that name: kept rows keep their identity, the others go."""
    own = {row.pk: row for row in getattr(service, name).all()}
    for position, row in enumerate(rows):
        if not row._state.adding and row.pk not in own:
            raise ValueError("a row of another service")
        row.service, row.position = service, position
    getattr(service, name).exclude(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
