"""Reads: which services, places and reports an actor may see."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import Cast
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.texts.search import holds
from maillage.foundation.network.models import Organization
from maillage.foundation.network.roles import roles_of

if TYPE_CHECKING:
    from maillage.foundation.network.models import Territory
    from maillage.offer.directory.models import (  # noqa: F401 (named in strings)
        ImportProblem,
        ImportRun,
        Location,
        Report,
        Service,
        Source,
    )

STALE_AFTER = timedelta(days=365)  # a sheet that nobody confirmed since then says so


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

    def served_in(self, territories: "models.QuerySet[Territory]") -> Self:
        """Services that serve any of these territories, or that are given at a place in one."""
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

    def called(self, words: str) -> Self:
        """Services that hold each of these words in their name or in their organization's."""
        found = self
        for word in words.split():
            found = found.filter(holds("name", word) | holds("organization__name", word, slug="organization__slug"))
        return found

    def unconfirmed(self) -> Self:
        """Public sheets that nobody confirmed for so long that a reader is told."""
        before = timezone.now() - STALE_AFTER
        return self.published().filter(Q(assured_at=None) | Q(assured_at__lt=before))

    def reported(self) -> Self:
        """Services about which a visitor's report is open."""
        return self.filter(reports__state="open").distinct()

    def for_sheet(self) -> Self:
        """With all that a sheet shows, in a fixed number of queries."""
        return self.select_related("organization", "organization__territory", "source").prefetch_related(
            "themes__parent",
            "audiences",
            "terms__taxonomy",
            "areas_served",
            "contact_points",
            "cost_options",
            "required_documents",
            "service_at_locations__location__territory__codes",
            "organization__territory__codes",
        )

    def for_list(self) -> Self:
        """With what a line of a list shows."""
        return self.select_related("organization__territory").prefetch_related(
            "service_at_locations__location__territory__codes", "organization__territory__codes", "themes"
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


class SourceQuerySet(models.QuerySet["Source"]):
    def importable_by(self, actor: Actor) -> Self:
        """The sources of the networks the actor coordinates and of the organizations it manages; or all of them."""
        if actor.is_administrator:
            return self
        roles = roles_of(actor)
        return self.filter(Q(network__in=roles.coordinator) | Q(organization__in=roles.manager))


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, actor: Actor) -> Self:
        """The runs of the sources this actor may import."""
        from maillage.offer.directory.models import Source  # the models import this module

        return self.filter(source__in=Source.objects.importable_by(actor))


class ImportProblemQuerySet(models.QuerySet["ImportProblem"]):
    def refused(self) -> Self:
        """What was not taken at all, and can be corrected and brought again."""
        return self.filter(severity="refused")

    def gravest_first(self) -> Self:
        """What was refused, then what was kept as text, then the rest; each in the order of the files."""
        grave = Case(When(severity="refused", then=0), When(severity="kept_as_text", then=1), default=2)
        return self.order_by(grave, "id")

    def by_reason(self) -> list[tuple[str, str, int]]:
        """How often each thing was told: severity, reason, number; the gravest first, then the most frequent."""
        order = ["refused", "kept_as_text", "noted"]
        rows = self.order_by().values_list("severity", "reason").annotate(number=Count("pk"))
        return sorted(rows, key=lambda row: (order.index(row[0]), -row[2], row[1]))
