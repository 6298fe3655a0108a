"""Reads: what an actor may see, in sentences."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.journal.models import Entry, EntryQuerySet
from maillage.foundation.network.naming import named_like
from maillage.foundation.network.nesting import Way, reached_from
from maillage.foundation.network.roles import roles_of

if TYPE_CHECKING:
    from maillage.foundation.network.models import Invitation, Membership, Network, Organization, Territory  # noqa: F401  (named in the bases)


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def with_ancestors(self) -> Self:
        """These territories and all those they lie in or are drawn into."""
        return self._reached("around")

    def with_descendants(self) -> Self:
        """These territories and all those that lie in them or that they are drawn from."""
        return self._reached("inside")

    def with_all_in_them(self) -> Self:
        """These territories and all those that lie in them. What they were drawn from may lie elsewhere."""
        return self._reached("lying in")

    def ids(self) -> set[str]:
        """Their ids as text."""
        return {str(pk) for pk in self.values_list("pk", flat=True)}

    def named_like(self, text: str) -> Self:
        """Those whose name holds `text`."""
        return self.filter(named_like(text, "name"))

    def around(self, organization: "Organization") -> Self:
        """Where an organization works: its territory, those of its networks, what they lie in and what lies in them."""
        own = self.filter(
            Q(organizations=organization) | Q(networks__participations__organization=organization)
        ).distinct()
        return self.filter(Q(pk__in=own.with_ancestors()) | Q(pk__in=own.with_descendants()))

    def covered_by_networks_of(self, actor: Actor) -> Self:
        """The places of the networks that the actor coordinates, and all that lies in them; all for an administrator.

        Not what a place was drawn from: whoever may draw could otherwise take hold of any place by drawing from it.
        """
        if actor.is_administrator:
            return self
        covered = self.model.objects.filter(networks__in=roles_of(actor).coordinator)
        return self.filter(pk__in=covered.with_all_in_them())

    def _reached(self, way: Way) -> Self:
        places: Self = self.model.objects.all()  # type: ignore[assignment]  # the manager is made of this very class
        reached = reached_from(self, way)
        return places.none() if reached is None else places.filter(pk__in=reached)


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def named_like(self, text: str) -> Self:
        """Those whose name, or other name, holds `text`."""
        return self.filter(named_like(text, "name", "alternate_name"))

    def at_home_in(self, territory: "Territory") -> Self:
        """The organizations of a place and of all that lies in it."""
        here = type(territory).objects.filter(pk=territory.pk).with_descendants()
        return self.filter(territory__in=here)

    def acted_for_by(self, actor: Actor) -> Self:
        """The organizations whose entries the actor may write: theirs, those of networks they coordinate, or all."""
        if actor.is_administrator:
            return self
        roles = roles_of(actor)
        return self.filter(Q(pk__in=roles.organizations) | Q(participations__network__in=roles.coordinator)).distinct()

    def coordinated_by(self, actor: Actor) -> Self:
        """The organizations of the networks the actor coordinates; all of them for an administrator."""
        if actor.is_administrator:
            return self
        return self.filter(participations__network__in=roles_of(actor).coordinator).distinct()


class NetworkQuerySet(models.QuerySet["Network"]):
    def touching(self, territory: "Territory") -> Self:
        """The networks that work in a place, around it, or in a part of it."""
        here = type(territory).objects.filter(pk=territory.pk)
        near = Q(territories__in=here.with_ancestors()) | Q(territories__in=here.with_descendants())
        return self.filter(near).distinct()

    def coordinated_by(self, actor: Actor) -> Self:
        """The networks the actor coordinates; all of them for an administrator."""
        return self if actor.is_administrator else self.filter(pk__in=roles_of(actor).coordinator)

    def joined_by(self, actor: Actor) -> Self:
        """The networks the actor belongs to, in a role of its own or through an organization; or all of them."""
        if actor.is_administrator:
            return self
        roles = roles_of(actor)
        through = Q(participations__organization__in=roles.organizations)
        return self.filter(Q(pk__in=roles.networks) | through).distinct()


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        """Memberships that have not ended."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now()))

    def visible_to(self, actor: Actor) -> Self:
        """One's own; those of the organizations one manages and of the networks one coordinates."""
        if actor.is_administrator:
            return self
        roles = roles_of(actor)
        return (
            self.filter(
                Q(user=actor.user)
                | Q(organization__in=roles.manager)
                | Q(network__in=roles.coordinator)
                | Q(organization__participations__network__in=roles.coordinator)
            ).distinct()
            if actor.user
            else self.none()
        )


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, actor: Actor) -> Self:
        """Invitations of the organizations one manages and of the networks one coordinates."""
        if actor.is_administrator:
            return self
        roles = roles_of(actor)
        return self.filter(
            Q(organization__in=roles.manager)
            | Q(network__in=roles.coordinator)
            | Q(organization__participations__network__in=roles.coordinator)
        ).distinct()


def entries_visible_to(actor: Actor) -> EntryQuerySet:
    """The journal of the organizations one manages, of the networks one coordinates and of their organizations."""
    if actor.is_administrator:
        return Entry.objects.all()
    from maillage.foundation.network.models import Organization  # the models' managers are made of these scopes

    roles = roles_of(actor)
    partners = Organization.objects.coordinated_by(actor).values_list("pk", flat=True)
    holders = {*roles.manager, *roles.coordinator, *partners}
    return Entry.objects.within([str(pk) for pk in holders])
