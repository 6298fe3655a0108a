"""Reads: which services, places and reports an actor may see."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.network.models import Organization

if TYPE_CHECKING:
    from maillage.offer.directory.models import Location, Report, Service  # noqa: F401 (named in strings)


class ServiceQuerySet(models.QuerySet["Service"]):
    def published(self) -> Self:
        """What everybody may read."""
        return self.filter(state="published")

    def visible_to(self, actor: Actor) -> Self:
        """What is published, and everything of the organizations the actor writes for."""
        if actor.is_administrator:
            return self
        if not actor.user:
            return self.published()
        return self.filter(Q(state="published") | Q(organization__in=Organization.objects.acted_for_by(actor)))

    def writable_by(self, actor: Actor) -> Self:
        """The services of the organizations the actor writes for."""
        return self.filter(organization__in=Organization.objects.acted_for_by(actor))

    def in_review_by(self, actor: Actor) -> Self:
        """What waits for this actor's review: submitted, in a network they coordinate; oldest first."""
        waiting = self.filter(state="in_review").order_by("modified_at")
        if actor.is_administrator:
            return waiting
        return waiting.filter(organization__in=Organization.objects.coordinated_by(actor))

    def changed_since_review_by(self, actor: Actor) -> Self:
        """Public sheets changed since somebody who may publish read them, of the networks this actor coordinates."""
        unread = Q(reviewed_version=None) | Q(version__gt=F("reviewed_version"))
        changed = self.published().filter(unread).order_by("modified_at")
        if actor.is_administrator:
            return changed
        return changed.filter(organization__in=Organization.objects.coordinated_by(actor))

    def served_in(self, territories: set[str]) -> Self:
        """Services that serve any of these territories (ids as text), or that are given at a place in one."""
        return self.filter(
            Q(areas_served__in=territories)
            | Q(
                service_at_locations__location__territory__in=territories,
                service_at_locations__location__address_hidden=False,
            )
        ).distinct()

    def about(self, theme: models.Model) -> Self:
        """Services of a theme, or of any theme of a group."""
        return self.filter(Q(themes=theme) | Q(themes__parent=theme)).distinct()

    def speaking(self, language: str) -> Self:
        """Services where this language is spoken (its code)."""
        # A list in a JSON column: its text holds the code between quotes on both databases.
        return self.alias(spoken=Cast("languages", models.TextField())).filter(spoken__contains=f'"{language}"')

    def for_sheet(self) -> Self:
        """With all that a sheet shows, in a fixed number of queries."""
        return self.select_related("organization", "organization__territory").prefetch_related(
            "themes__parent",
            "audiences",
            "areas_served",
            "contact_points",
            "cost_options",
            "required_documents",
            "service_at_locations__location__territory",
        )

    def for_list(self) -> Self:
        """With what a line of a list shows."""
        return self.select_related("organization__territory").prefetch_related(
            "service_at_locations__location__territory", "themes"
        )


class LocationQuerySet(models.QuerySet["Location"]):
    def usable_by(self, actor: Actor, organization: Organization) -> Self:
        """The places an entry of this organization may name: its own, and public ones of its networks' partners."""
        partners = Organization.objects.filter(participations__network__participations__organization=organization)
        return self.filter(Q(organization=organization) | Q(organization__in=partners, address_hidden=False)).distinct()

    def writable_by(self, actor: Actor) -> Self:
        """The places of the organizations the actor writes for."""
        return self.filter(organization__in=Organization.objects.acted_for_by(actor))


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, actor: Actor) -> Self:
        """Reports about the services the actor may write."""
        from maillage.offer.directory.models import Service  # the models import this module

        return (
            self.filter(service__in=Service.objects.writable_by(actor))
            if actor.user or actor.is_administrator
            else self.none()
        )
