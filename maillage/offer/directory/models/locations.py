"""Places, and what is offered where."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.models import Dated, Identified, Versioned
from maillage.foundation.common.texts.fields import TranslatedTextField
from maillage.foundation.common.texts.pages import in_page_language
from maillage.foundation.network.models import Organization, Territory
from maillage.offer.directory.fields import FeaturesField, OpeningHoursField
from maillage.offer.directory.models.services import Service, Situated
from maillage.offer.directory.scopes import LocationQuerySet


class Location(Identified, Dated, Versioned):
    """A place. A shelter may keep its address: `address_hidden` then shows it to its own people only."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="locations", verbose_name=_("organization")
    )
    name = TranslatedTextField(_("name of the place"), max_length=200)
    description = TranslatedTextField(_("how to recognise it"), max_length=1000, blank=True)
    address_1 = models.CharField(_("street and number"), max_length=200, blank=True)
    address_2 = models.CharField(_("box, floor, building"), max_length=200, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=12, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, default="BE", validators=[RegexValidator("^[A-Z]{2}$")])
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="locations", verbose_name=_("territory")
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    address_hidden = models.BooleanField(_("keep the address to ourselves"), default=False)
    accessibility = FeaturesField(_("accessibility"))
    transportation = TranslatedTextField(_("how to get there"), max_length=1000, blank=True)
    example = models.BooleanField(default=False, editable=False)

    objects = LocationQuerySet.as_manager()

    class Meta:
        # Never by address: the order alone would tell where a hidden place stands.
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None) | Q(longitude__isnull=False, latitude__isnull=False),
                name="location_point_whole",
            )
        ]

    def __str__(self) -> str:
        return in_page_language(self.name)


class ServiceAtLocation(Identified, Situated):
    """A service given at a place: its hours there (an empty text means unknown, never closed), what differs there."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Location, models.PROTECT, related_name="service_at_locations", verbose_name=_("place"))
    opening_hours = OpeningHoursField(_("opening hours"), blank=True)
    # What the source wrote, kept always: shown where it was not understood.
    opening_hours_source = models.TextField(blank=True, editable=False)
    hours_note = TranslatedTextField(_("note on the hours"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["service", "location"], name="service_once_at_location")]

    def __str__(self) -> str:
        return str(self.location) if self.location_id else str(_("place"))  # a form may have it without a place
