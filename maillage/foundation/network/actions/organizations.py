"""Organizations: entered, and revised by those who run them or coordinate their networks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.slugs import free_slug
from maillage.foundation.common.versions import claim
from maillage.foundation.journal.recording import record
from maillage.foundation.network.identifiers import WrongIdentifier, checked
from maillage.foundation.network.models import Network, Organization, OrganizationIdentifier, Participation
from maillage.foundation.network.permissions import (
    can_create_organization,
    can_protect_organization,
    can_revise_network,
    can_revise_organization,
    can_trust_organization,
)
from maillage.foundation.network.signals import protection_ending

REVISABLE = frozenset(
    {"name", "alternate_name", "description", "kind", "language", "territory", "website", "email", "phone"}
    | {"trusted", "protected"}
)
RELATED = frozenset({"members"})


@transaction.atomic
def create_organization(
    *,
    actor: Actor,
    values: Mapping[str, Any],
    identifiers: Iterable[tuple[str, str]] = (),
    network: Network | None = None,
    slug: str = "",
) -> Organization:
    """A new organization, a partner of `network` from the start: an administrator may leave that out.

    `values` names columns and `members`; `identifiers` are (scheme, value) pairs as people type them.
    Raises PermissionDenied, ValidationError, and ValueError for a name that cannot be written.
    """
    if not can_create_organization(actor) or (network and not can_revise_network(actor, network)):
        raise PermissionDenied
    if network is None and not actor.is_administrator:
        raise ValidationError({"network": _("Choose the network it belongs to.")})
    organization = Organization(slug=free_slug(Organization, slug or str(values.get("name", ""))))
    if "protected" in values and not can_protect_organization(actor, organization):
        raise PermissionDenied
    _write(organization, values)
    _write_identifiers(organization, identifiers)
    if network:
        Participation.objects.create(network=network, organization=organization)
    record(actor=actor, action="organization.created", subject=organization, within=organization, fields=values)
    return organization


@transaction.atomic
def revise_organization(
    *,
    actor: Actor,
    organization: Organization,
    version: int,
    changes: Mapping[str, Any],
    identifiers: Iterable[tuple[str, str]] | None = None,
) -> Organization:
    """Change what `changes` names; `identifiers`, where given, replace those it has.

    Raises PermissionDenied (also where a manager would exempt the organization from review, or a coordinator protect
    it), EditConflict, ValidationError (also from a room above that still keeps an address secret), and ValueError for
    an unknown name.
    """
    if not can_revise_organization(actor, organization):
        raise PermissionDenied
    if "trusted" in changes and not can_trust_organization(actor, organization):
        raise PermissionDenied
    if "protected" in changes and not can_protect_organization(actor, organization):
        raise PermissionDenied
    claim(organization, version=version)
    if organization.protected and changes.get("protected") is False:
        protection_ending.send(sender=Organization, organization=organization)
    _write(organization, changes)
    if identifiers is not None:
        _write_identifiers(organization, identifiers)
    fields = [*changes, *(["identifiers"] if identifiers is not None else [])]
    record(actor=actor, action="organization.revised", subject=organization, within=organization, fields=fields)
    return organization


@transaction.atomic
def protect_organization(*, actor: Actor, organization: Organization) -> None:
    """An organization keeps an address secret from now on: nobody but its managers and administrators invites there.

    A part of the action of a room above, which has asked the permission and whose transaction it shares. Done twice,
    it changes nothing. Whoever has the organization's form open is told (EditConflict), and does not undo it unseen.
    """
    unprotected = Organization.objects.filter(pk=organization.pk, protected=False)
    if unprotected.update(protected=True, version=F("version") + 1, modified_at=timezone.now()):
        record(
            actor=actor,
            action="organization.protected",
            subject=organization,
            within=organization,
            fields=["protected"],
        )
    organization.refresh_from_db(fields=["protected", "version", "modified_at"])


def _write(organization: Organization, values: Mapping[str, Any]) -> None:
    if unknown := set(values) - REVISABLE - RELATED:
        raise ValueError(f"not revisable: {', '.join(sorted(unknown))}")
    for name in REVISABLE & set(values):
        setattr(organization, name, values[name])
    organization.full_clean()
    organization.save()
    if "members" in values:
        members = list(values["members"])
        if organization in members:
            raise ValidationError({"members": _("An organization is not a member of itself.")})
        organization.members.set(members)


def _write_identifiers(organization: Organization, identifiers: Iterable[tuple[str, str]]) -> None:
    wanted = set()
    for scheme, value in identifiers:
        try:
            wanted.add((scheme, checked(scheme, value)))
        except WrongIdentifier as wrong:
            raise ValidationError({"identifiers": str(wrong)}) from wrong
    held = {(row.scheme, row.value): row.pk for row in organization.identifiers.all()}
    organization.identifiers.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    for scheme, value in sorted(wanted - set(held)):
        if OrganizationIdentifier.objects.filter(scheme=scheme, value=value).exists():
            # Whose it is is not said: a register is public, but who else is entered here may not be asked this way.
            message = _("Another organization has the number %(value)s already. Look whether it was entered twice.")
            raise ValidationError({"identifiers": ValidationError(message, code="taken", params={"value": value})})
        OrganizationIdentifier.objects.create(organization=organization, scheme=scheme, value=value)
