"""Working groups: partners who meet on one subject."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.versions import claim
from maillage.foundation.journal.recording import record
from maillage.foundation.network.models import Network, WorkingGroup
from maillage.foundation.network.permissions import can_revise_working_group

REVISABLE = frozenset({"name", "purpose", "networks", "organizations"})


@transaction.atomic
def create_working_group(*, actor: Actor, values: Mapping[str, Any]) -> WorkingGroup:
    """A new group of networks that the actor coordinates.

    `values` names `name`, `purpose`, `networks` and `organizations`. Raises PermissionDenied, ValidationError.
    """
    group = WorkingGroup()
    _write(actor, group, values)
    record(actor=actor, action="working_group.created", subject=group, within=group.networks.first(), fields=values)
    return group


@transaction.atomic
def revise_working_group(
    *, actor: Actor, group: WorkingGroup, version: int, changes: Mapping[str, Any]
) -> WorkingGroup:
    """Change what `changes` names; the networks of others stay whatever is said.

    Raises PermissionDenied, EditConflict, ValidationError, ValueError for an unknown name.
    """
    if not can_revise_working_group(actor, group):
        raise PermissionDenied
    claim(group, version=version)
    _write(actor, group, changes)
    record(actor=actor, action="working_group.revised", subject=group, within=group.networks.first(), fields=changes)
    return group


def _write(actor: Actor, group: WorkingGroup, values: Mapping[str, Any]) -> None:
    if unknown := set(values) - REVISABLE:
        raise ValueError(f"not revisable: {', '.join(sorted(unknown))}")
    held = set() if group._state.adding else set(group.networks.all())
    mine = set(Network.objects.coordinated_by(actor))
    networks = set(values.get("networks", held))
    if networks - held - mine:
        raise PermissionDenied
    networks |= held - mine
    if not networks:
        raise ValidationError({"networks": _("Choose at least one network.")})
    for name in {"name", "purpose"} & set(values):
        setattr(group, name, values[name])
    group.full_clean()
    group.save()
    group.networks.set(networks)
    if "organizations" in values:
        group.organizations.set(values["organizations"])
