"""Places, from a block of houses to an area across borders."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.models import Dated, Identified, Versioned
from maillage.foundation.common.texts.fields import TranslatedTextField
from maillage.foundation.common.texts.pages import in_page_language
from maillage.foundation.network.scopes import TerritoryQuerySet


def validate_time_zone(value: str) -> None:
    """Refuse what is not an IANA time zone."""
    if value not in available_timezones():
        raise ValidationError(_("“%(value)s” is not a time zone, such as Europe/Brussels."), params={"value": value})


class Territory(Identified, Dated, Versioned):
    """A place. It nests in one parent; a perimeter may instead be drawn as a union of smaller places.

    `boundary` is a GeoJSON Polygon or MultiPolygon in WGS 84 (longitude, latitude), `population` a number of people.
    """

    class Kind(models.TextChoices):
        BLOCK = "block", _("block")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        MUNICIPALITY = "municipality", _("municipality")
        VALLEY = "valley", _("valley")
        AREA = "area", _("area of several municipalities")
        PROVINCE = "province", _("province or department")
        REGION = "region", _("region")
        COUNTRY = "country", _("country")
        CROSS_BORDER = "cross_border", _("cross-border area")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = TranslatedTextField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("lies in")
    )
    drawn_from = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="drawn_into", verbose_name=_("drawn from")
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Europe/Brussels", validators=[validate_time_zone]
    )
    languages = models.JSONField(_("languages"), default=list)
    postcodes = models.JSONField(_("postcodes"), default=list, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    boundary = models.JSONField(null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="territory_not_in_itself"),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None) | Q(longitude__isnull=False, latitude__isnull=False),
                name="territory_point_whole",
            ),
        ]

    def __str__(self) -> str:
        return in_page_language(self.name)


class TerritoryCode(models.Model):
    """The name of a territory in somebody's register."""

    class Scheme(models.TextChoices):
        NUTS = "NUTS", "NUTS"
        NIS = "NIS", "NIS (BE)"
        INSEE = "INSEE", "INSEE (FR)"
        ISTAT = "ISTAT", "ISTAT (IT)"
        AGS = "AGS", "AGS (DE)"
        LOCAL = "LOCAL", _("local")

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=10, choices=Scheme)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="one_territory_a_code")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
