"""When the sun rises and sets.

The low-precision position of the sun of the *Astronomical Almanac* and the sunrise equation: right to about two minutes
between the polar circles, which is less than a hill or a row of houses makes.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from math import acos, asin, cos, degrees, radians, sin

from .tree import Event

_ALTITUDES = {  # of the sun's centre, in degrees: refraction and its radius, or civil twilight
    Event.SUNRISE: -0.833,
    Event.SUNSET: -0.833,
    Event.DAWN: -6.0,
    Event.DUSK: -6.0,
}
_EPOCH = datetime(2000, 1, 1, 12, tzinfo=UTC)
_OBLIQUITY = radians(23.4397)
_PERIHELION = radians(102.9372)


@lru_cache(maxsize=4096)
def sun_at(event: Event, day: date, latitude: float, longitude: float) -> datetime | None:
    """The moment of the event on this day, in UTC; None where the sun does not do so (polar day and night)."""
    days = day.toordinal() - _EPOCH.date().toordinal() - longitude / 360  # of noon by the sun there, since the epoch
    anomaly = radians((357.5291 + 0.98560028 * days) % 360)
    centre = radians(1.9148 * sin(anomaly) + 0.02 * sin(2 * anomaly) + 0.0003 * sin(3 * anomaly))
    ecliptic = anomaly + centre + _PERIHELION + radians(180)
    transit = days + 0.0009 + 0.0053 * sin(anomaly) - 0.0069 * sin(2 * ecliptic)
    declination = asin(sin(ecliptic) * sin(_OBLIQUITY))
    north, height = radians(latitude), radians(_ALTITUDES[event])
    cosine = (sin(height) - sin(north) * sin(declination)) / (cos(north) * cos(declination))
    if not -1 <= cosine <= 1:
        return None
    half_day = degrees(acos(cosine)) / 360
    rising = event in (Event.SUNRISE, Event.DAWN)
    return _EPOCH + timedelta(days=transit - half_day if rising else transit + half_day)
