"""Networks: their place in a plan, their partners, their funders."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.slugs import free_slug
from maillage.foundation.common.versions import claim
from maillage.foundation.journal.recording import record
from maillage.foundation.network.models import (
    Funder,
    Membership,
    Network,
    Organization,
    Participation,
    Role,
    Territory,
)
from maillage.foundation.network.permissions import can_create_network, can_revise_network
from maillage.foundation.network.roles import roles_of
from maillage.foundation.network.trees import above, lock_tree

REVISABLE = frozenset(
    {"kind", "parent", "name", "summary", "programme", "language", "countries", "starts_on", "ends_on"}
)
RELATED = frozenset({"territories"})

Partners = Iterable[tuple[Organization, str]]


@transaction.atomic
def create_network(
    *, actor: Actor, values: Mapping[str, Any], partners: Partners = (), funders: Sequence[Funder] = (), slug: str = ""
) -> Network:
    """A new plan or project. A coordinator who makes one coordinates it.

    `values` names columns and `territories`; `partners` are (organization, role) pairs; `funders` unsaved rows in
    order. Raises PermissionDenied, ValidationError (a place that no network of the actor covers), and ValueError for a
    name that cannot be written.
    """
    if not can_create_network(actor, values.get("parent")):
        raise PermissionDenied
    network = Network(slug=free_slug(Network, slug or str(values.get("name", ""))))
    _write(actor, network, values)
    if actor.user and not actor.is_administrator:
        Membership.objects.create(user=actor.user, network=network, role=Role.COORDINATOR)
        actor.memo.pop("roles", None)
    _write_partners(actor, network, partners)
    _write_funders(network, funders)
    record(actor=actor, action="network.created", subject=network, within=network, fields=values)
    return network


@transaction.atomic
def revise_network(
    *,
    actor: Actor,
    network: Network,
    version: int,
    changes: Mapping[str, Any],
    partners: Partners | None = None,
    funders: Sequence[Funder] | None = None,
) -> Network:
    """Change what `changes` names; `partners` and `funders`, where given, replace those it has.

    A funder that is kept is given with its identity. Raises PermissionDenied, EditConflict, ValidationError (a cycle,
    an organization or a place of another network), and ValueError for an unknown name.
    """
    if not can_revise_network(actor, network):
        raise PermissionDenied
    lock_tree(Network)
    claim(network, version=version)
    _write(actor, network, changes)
    if partners is not None:
        _write_partners(actor, network, partners)
    if funders is not None:
        _write_funders(network, funders)
    lists = {"partners": partners, "funders": funders}
    fields = [*changes, *(name for name, rows in lists.items() if rows is not None)]
    record(actor=actor, action="network.revised", subject=network, within=network, fields=fields)
    return network


def _write(actor: Actor, network: Network, values: Mapping[str, Any]) -> None:
    if unknown := set(values) - REVISABLE - RELATED:
        raise ValueError(f"not revisable: {', '.join(sorted(unknown))}")
    before = network.parent_id
    for name in REVISABLE & set(values):
        setattr(network, name, values[name])
    if network.parent_id != before:
        _refuse_wrong_parent(actor, network)
    if network.starts_on and network.ends_on and network.ends_on < network.starts_on:
        raise ValidationError({"ends_on": _("It ends before it begins.")})
    network.full_clean(exclude=["parent"])
    network.save()
    if "territories" in values:
        _refuse_to_spread(actor, network, values["territories"])
        network.territories.set(values["territories"])


def _refuse_wrong_parent(actor: Actor, network: Network) -> None:
    """A project belongs to a plan that the actor coordinates; nothing belongs to itself by any way round."""
    parent = network.parent
    if parent is None:
        return
    if not can_revise_network(actor, parent):
        raise PermissionDenied
    if parent.kind != Network.Kind.PLAN:
        raise ValidationError({"parent": _("A project belongs to a plan, and this is a project.")})
    if network.pk in {parent.pk, *(plan.pk for plan in above(parent))}:
        message = ValidationError(_("“%(parent)s” is a part of this one."), code="cycle", params={"parent": parent})
        raise ValidationError({"parent": message})


def _refuse_to_spread(actor: Actor, network: Network, territories: Iterable[Territory]) -> None:
    """Who coordinates a network may draw its places: nobody gives themselves somebody else's.

    A coordinator adds what lies in the places of his or her networks.
    """
    held = set(network.territories.values_list("pk", flat=True))
    added = Territory.objects.filter(pk__in={place.pk for place in territories} - held)
    if foreign := added.exclude(pk__in=Territory.objects.covered_by_networks_of(actor)).first():
        message = _("No network of yours works in “%(place)s” yet: ask an administrator to add it to this one.")
        raise ValidationError({"territories": ValidationError(message, code="not_yours", params={"place": foreign})})


def _write_partners(actor: Actor, network: Network, partners: Partners) -> None:
    wanted: dict[Any, str] = {}
    for organization, role in partners:
        if organization.pk in wanted:
            message = _("“%(name)s” is named twice: it has one role in a network.")
            raise ValidationError({"partners": ValidationError(message, code="twice", params={"name": organization})})
        wanted[organization.pk] = role
    held = {row.organization_id: row for row in network.participations.all()}
    _refuse_to_take(actor, set(wanted) - set(held))
    network.participations.exclude(organization__in=wanted).delete()
    for pk, role in wanted.items():
        row = held.get(pk) or Participation(network=network, organization_id=pk)
        if row.pk and row.role == role:
            continue
        row.role = role
        row.full_clean()
        row.save()


def _refuse_to_take(actor: Actor, added: set[Any]) -> None:
    """Who coordinates a network writes for its organizations: nobody gives themselves that over somebody else's.

    Free is an organization of no network for which nobody acts. Coordinating one network of an organization is no
    reason either: it would keep the power over it after that network has ended.
    """
    if actor.is_administrator:
        return
    peopled = Membership.objects.current().exclude(organization=None).values("organization")
    new = Organization.objects.filter(pk__in=added).exclude(pk__in=roles_of(actor).manager)
    if taken := new.filter(Q(participations__isnull=False) | Q(pk__in=peopled)).first():
        message = _("“%(name)s” has people or a network of its own: ask an administrator to add it to this one.")
        raise ValidationError({"partners": ValidationError(message, code="taken", params={"name": taken})})


def _write_funders(network: Network, funders: Sequence[Funder]) -> None:
    own = {row.pk: row for row in network.funders.all()}
    for position, row in enumerate(funders):
        if row.pk and row.pk not in own:
            raise ValueError("a funder of another network")
        row.network, row.position = network, position
        row.full_clean(validate_unique=False)
        row.save()
    network.funders.exclude(pk__in=[row.pk for row in funders]).delete()
    kept = {row.logo.name for row in funders if row.logo}
    for row in own.values():
        if row.logo and row.logo.name not in kept:
            transaction.on_commit(lambda name=row.logo.name: default_storage.delete(name))  # type: ignore[misc]
