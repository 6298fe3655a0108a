"""Places."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.versions import claim
from maillage.foundation.journal.recording import record
from maillage.foundation.network.actions.organizations import protect_organization
from maillage.foundation.network.models import Organization
from maillage.offer.directory.models import Location
from maillage.offer.directory.permissions import can_write_location

REVISABLE = frozenset(
    [
        "name",
        "description",
        "address_1",
        "address_2",
        "postal_code",
        "city",
        "country",
        "territory",
        "longitude",
        "latitude",
        "address_hidden",
        "accessibility",
        "transportation",
    ]
)


@transaction.atomic
def create_location(
    *, actor: Actor, organization: Organization, values: Mapping[str, Any], example: bool = False
) -> Location:
    """A new place of `organization`. Raises PermissionDenied, ValidationError, ValueError for an unknown name."""
    location = Location(organization=organization, example=example)
    return _write(actor, location, values, action="location.created")


@transaction.atomic
def revise_location(*, actor: Actor, location: Location, version: int, values: Mapping[str, Any]) -> Location:
    """Change a place. Raises PermissionDenied, EditConflict, ValidationError, ValueError for an unknown name."""
    if not can_write_location(actor, location):
        raise PermissionDenied
    claim(location, version=version)
    return _write(actor, location, values, action="location.revised")


def _write(actor: Actor, location: Location, values: Mapping[str, Any], *, action: str) -> Location:
    if not can_write_location(actor, location):
        raise PermissionDenied
    if unknown := set(values) - REVISABLE:
        raise ValueError(f"not revisable: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(location, name, value)
    location.full_clean()
    location.save()
    if location.address_hidden:
        # Whoever joins the organization learns the address: from now on its own people decide who joins.
        protect_organization(actor=actor, organization=location.organization)
    record(actor=actor, action=action, subject=location, within=location.organization, fields=values)
    return location
