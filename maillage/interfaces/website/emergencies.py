"""Numbers to call in danger, by country. Facts of public record; an instance may change them (EMERGENCY_NUMBERS)."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.foundation.network.models import Territory


@dataclass(frozen=True)
class EmergencyNumber:
    """A number and what it is for, in words."""

    number: str
    purpose: str | Promise


_EUROPE = EmergencyNumber("112", _("Emergency: ambulance, fire brigade, police"))
BY_COUNTRY: dict[str, tuple[EmergencyNumber, ...]] = {
    "BE": (EmergencyNumber("107", _("Somebody to talk to")), EmergencyNumber("103", _("Children and teenagers"))),
    "FR": (EmergencyNumber("3114", _("Thoughts of suicide")), EmergencyNumber("3919", _("Violence against women"))),
    "IT": (EmergencyNumber("1522", _("Violence against women")), EmergencyNumber("19696", _("Children and teenagers"))),
    "DE": (
        EmergencyNumber("116016", _("Violence against women")),
        EmergencyNumber("116111", _("Children and teenagers")),
    ),
}


def emergency_numbers() -> list[tuple[str, list[EmergencyNumber]]]:
    """The numbers of the countries this instance serves: ("", [112]) first, then one list a country (ISO code)."""
    countries = Territory.objects.exclude(country="").values_list("country", flat=True).distinct().order_by("country")
    own = {
        country: [EmergencyNumber(number, purpose) for number, purpose in numbers.items()]
        for country, numbers in settings.EMERGENCY_NUMBERS.items()
    }
    lists = [(country, own.get(country) or list(BY_COUNTRY.get(country, ()))) for country in countries]
    return [("", [_EUROPE]), *((country, numbers) for country, numbers in lists if numbers)]
