"""Networks: communities of organizations in territories, under a programme."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.models import Dated, Identified, Versioned
from maillage.foundation.common.texts.fields import TranslatedTextField
from maillage.foundation.common.texts.pages import in_page_language
from maillage.foundation.network.models.organizations import Organization
from maillage.foundation.network.models.territories import Territory
from maillage.foundation.network.scopes import NetworkQuerySet


class Network(Identified, Dated, Versioned):
    """A plan, or a project of a plan: who works together, where, in which period, with whose money."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("plan")
        PROJECT = "project", _("project")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PROJECT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("project of")
    )
    name = TranslatedTextField(_("name"), max_length=200)
    summary = TranslatedTextField(_("summary"), max_length=3000, blank=True)
    programme = models.CharField(_("programme"), max_length=200, blank=True)
    language = models.CharField(_("written in"), max_length=12, default="fr")
    countries = models.JSONField(_("countries"), default=list, blank=True)
    territories = models.ManyToManyField(Territory, related_name="networks", verbose_name=_("territories"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="network_not_in_itself"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="network_period"
            ),
        ]

    def __str__(self) -> str:
        return in_page_language(self.name)

    @property
    def has_ended(self) -> bool:
        """Whether its last day is over, where the reader is."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()


class Participation(models.Model):
    """An organization in a network."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        PARTNER = "partner", _("partner")
        ASSOCIATED = "associated", _("associated partner")

    network = models.ForeignKey(Network, models.CASCADE, related_name="participations")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="participations")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTNER)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "organization"], name="one_role_in_a_network")]

    def __str__(self) -> str:
        return f"{self.organization_id} in {self.network_id}"


class Funder(models.Model):
    """Who pays, with the logo and the sentence that must be shown."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="funders")
    name = models.CharField(_("name"), max_length=200)
    mention = TranslatedTextField(_("sentence to be shown"), max_length=500, blank=True)
    logo = models.ImageField(_("logo"), upload_to="funders/", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class WorkingGroup(Identified, Dated, Versioned):
    """Partners who meet on one subject; one group may serve several networks."""

    name = TranslatedTextField(_("name"), max_length=200)
    purpose = TranslatedTextField(_("purpose"), max_length=2000, blank=True)
    networks = models.ManyToManyField(Network, related_name="working_groups")
    organizations = models.ManyToManyField(Organization, blank=True, related_name="working_groups")

    def __str__(self) -> str:
        return in_page_language(self.name)
