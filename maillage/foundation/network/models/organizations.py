"""Organizations: who offers help. One of them may itself be a grouping of others."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.foundation.common.models import Dated, Identified, Versioned
from maillage.foundation.common.phones import PhoneField
from maillage.foundation.common.texts.fields import TranslatedTextField
from maillage.foundation.common.texts.pages import in_page_language
from maillage.foundation.network.identifiers import SCHEMES
from maillage.foundation.network.models.territories import Territory
from maillage.foundation.network.scopes import OrganizationQuerySet


class Organization(Identified, Dated, Versioned):
    """An organization, as HSDS names its parts. `members` makes it a grouping."""

    class Kind(models.TextChoices):
        PUBLIC_WELFARE = "public_welfare", _("public welfare centre")
        MUNICIPALITY = "municipality", _("municipality")
        REGION_AUTHORITY = "region_authority", _("region or public agency")
        HOSPITAL = "hospital", _("hospital")
        ASSOCIATION = "association", _("association")
        COOPERATIVE = "cooperative", _("cooperative")
        NGO = "ngo", _("non-governmental organization")
        GROUPING = "grouping", _("grouping of organizations")
        OTHER = "other", pgettext_lazy("kind of organization", "other")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = TranslatedTextField(_("name"), max_length=200)
    alternate_name = TranslatedTextField(_("acronym or other name"), max_length=120, blank=True)
    description = TranslatedTextField(_("description"), max_length=3000, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ASSOCIATION)
    language = models.CharField(_("written in"), max_length=12, default="fr")
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("territory")
    )
    members = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="groupings", verbose_name=_("members")
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = PhoneField(_("phone"), blank=True)
    trusted = models.BooleanField(_("publishes without review"), default=False)
    protected = models.BooleanField(_("keeps addresses secret"), default=False)
    example = models.BooleanField(default=False, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return in_page_language(self.name)


class OrganizationIdentifier(models.Model):
    """The number of an organization in a register, checked by its register's own arithmetic where it has one."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=12, choices=[(scheme.code, scheme.label) for scheme in SCHEMES.values()])
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="one_organization_an_identifier")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
