"""Reads: what an actor may see, in sentences."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.journal.models import Entry, EntryQuerySet
from maillage.foundation.network.roles import roles_of

if TYPE_CHECKING:
    from maillage.foundation.network.models import Invitation, Membership, Network, Organization, Territory  # noqa: F401  (named in the bases)


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def with_ancestors(self) -> set[str]:
        """The ids (as text) of these territories and of all those they lie in or are drawn into."""
        found: set[str] = set()
        level = {str(pk) for pk in self.values_list("pk", flat=True)}
        while level:
            found |= level
            rows = self.model.objects.filter(pk__in=level).values_list("parent_id", "drawn_into")
            level = {str(pk) for row in rows for pk in row if pk} - found
        return found

    def with_descendants(self) -> set[str]:
        """The ids (as text) of these territories and of all those that lie in them or that they are drawn from."""
        found: set[str] = set()
        level = {str(pk) for pk in self.values_list("pk", flat=True)}
        while level:
            found |= level
            children = self.model.objects.filter(Q(parent__in=level) | Q(drawn_into__in=level))
            level = {str(pk) for pk in children.values_list("pk", flat=True)} - found
        return found

    def around(self, organization: "Organization") -> Self:
        """Where an organization works: its territory, those of its networks, what they lie in and what lies in them."""
        own = self.filter(
            Q(organizations=organization) | Q(networks__participations__organization=organization)
        ).distinct()
        return self.filter(pk__in=own.with_ancestors() | own.with_descendants())


class OrganizationQuerySet(models.QuerySet["Organization"]):
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
        return self.filter(territories__in=here.with_ancestors() | here.with_descendants()).distinct()

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
