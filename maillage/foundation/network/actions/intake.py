"""Organizations that come with somebody's list: many at once, as a part of an import of a room above."""

from collections.abc import Iterable, Sequence, Set

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.network.models import Network, Organization, OrganizationIdentifier, Participation
from maillage.foundation.network.permissions import can_create_organization, can_revise_network

Numbers = Iterable[tuple[str, str]]


@transaction.atomic
def take_in_organizations(
    *,
    actor: Actor,
    network: Network | None,
    new: Sequence[tuple[Organization, Numbers]],
    changed: Sequence[tuple[Organization, Set[str]]],
) -> None:
    """Save new organizations, partners of `network` where there is one, and the named columns of changed ones.

    A part of the action of a room above, which has checked each value, asked who may revise the changed ones, and
    writes the journal: one entry for the whole list. The numbers (scheme, value) of registers are written as their
    register writes them; one that somebody has already is left out. Raises PermissionDenied.
    """
    if new and (not can_create_organization(actor) or (network and not can_revise_network(actor, network))):
        raise PermissionDenied
    Organization.objects.bulk_create([organization for organization, _numbers in new])
    numbers = {number: organization for organization, found in new for number in found}
    OrganizationIdentifier.objects.bulk_create(
        [
            OrganizationIdentifier(organization=organization, scheme=scheme, value=value)
            for (scheme, value), organization in numbers.items()
        ],
        ignore_conflicts=True,
    )
    if network:
        Participation.objects.bulk_create(
            [Participation(network=network, organization=organization) for organization, _numbers in new]
        )
    for organization, columns in changed:
        organization.version += 1
        organization.modified_at = timezone.now()
        organization.save(update_fields=sorted(columns | {"version", "modified_at"}))
