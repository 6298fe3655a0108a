"""Where opening hours hold: the clock, the holidays and the sun of a place, as its territory tells them."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from maillage.foundation.calendars import calendar_for, municipality_of, region_of
from maillage.offer.directory.hours import Where

if TYPE_CHECKING:
    from maillage.foundation.network.models import Territory
    from maillage.offer.directory.models import Location, Service

DEFAULT_ZONE = ZoneInfo("Europe/Brussels")


def zone_of(service: "Service") -> ZoneInfo:
    """The time zone of a service: its organization's territory's."""
    return _zone(service.organization.territory)


def zone_at(location: "Location") -> ZoneInfo:
    """The time zone of a place: its territory's."""
    return _zone(location.territory)


def where_works(service: "Service") -> Where:
    """Where the telephone of a service is answered: in its organization's territory."""
    return _where(service.organization.territory, "", None, None)


def where_is(location: "Location") -> Where:
    """Where a place is: its own country and point, the region of its territory."""
    return _where(location.territory, location.country, location.latitude, location.longitude)


def _where(territory: "Territory | None", country: str, latitude: float | None, longitude: float | None) -> Where:
    if territory is None:
        return Where(DEFAULT_ZONE, calendar_for(country), latitude, longitude)
    codes = [(code.scheme, code.value) for code in territory.codes.all()] if country in ("", territory.country) else []
    country = country or territory.country
    calendar = calendar_for(country, region_of(country, codes), municipality_of(country, codes))
    if latitude is None or longitude is None:
        latitude, longitude = territory.latitude, territory.longitude
    return Where(_zone(territory), calendar, latitude, longitude)


def _zone(territory: "Territory | None") -> ZoneInfo:
    return ZoneInfo(territory.time_zone) if territory else DEFAULT_ZONE
