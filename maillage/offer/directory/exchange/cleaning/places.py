"""Positions, countries and postcodes."""

import re
from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from maillage.offer.directory.exchange.cleaning.numbers import decimal_of
from maillage.offer.directory.exchange.cleaning.reading import NOTHING, Cleaned, Fault, Setting, kept, noted
from maillage.offer.directory.exchange.cleaning.texts import is_empty, tidy
from maillage.offer.directory.exchange.records import Severity

NAMES_IN = ("en", "fr", "nl", "de", "it")


class Box(NamedTuple):
    """West, south, east, north, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


# Where countries lie, generously; to notice what is swapped or elsewhere, never to correct anything.
BOXES: dict[str, tuple[Box, ...]] = {
    "BE": (Box(2.5, 49.4, 6.5, 51.6),),
    "FR": (
        Box(-5.3, 41.2, 9.7, 51.2),
        Box(-63.3, 14.3, -60.7, 18.2),  # Guadeloupe, Martinique, Saint-Martin
        Box(-54.7, 2.0, -51.5, 5.9),  # Guyane
        Box(55.1, -21.5, 55.9, -20.8),  # La Réunion
        Box(44.9, -13.1, 45.4, -12.5),  # Mayotte
        Box(-56.6, 46.6, -56.0, 47.2),  # Saint-Pierre-et-Miquelon
        Box(158.0, -23.0, 172.5, -19.0),  # Nouvelle-Calédonie
        Box(-155.0, -28.0, -134.0, -7.5),  # Polynésie
        Box(-178.5, -14.5, -176.0, -13.0),  # Wallis-et-Futuna
    ),
    "DE": (Box(5.8, 47.2, 15.1, 55.1),),
    "IT": (Box(6.6, 35.4, 18.6, 47.1),),
    "LU": (Box(5.7, 49.4, 6.6, 50.2),),
    "NL": (Box(3.3, 50.7, 7.3, 53.6), Box(-70.2, 12.0, -62.9, 18.1)),
    "CH": (Box(5.9, 45.8, 10.5, 47.9),),
    "LI": (Box(9.4, 47.0, 9.7, 47.3),),
    "MC": (Box(7.3, 43.6, 7.5, 43.8),),
    "AT": (Box(9.5, 46.3, 17.2, 49.1),),
    "ES": (Box(-9.4, 35.1, 4.4, 43.9), Box(-18.2, 27.6, -13.3, 29.5)),
    "PT": (Box(-9.6, 36.9, -6.1, 42.2), Box(-31.4, 32.3, -16.2, 39.8)),
    "GB": (Box(-8.7, 49.8, 1.8, 60.9),),
    "IE": (Box(-10.7, 51.3, -5.9, 55.5),),
    "DK": (Box(8.0, 54.5, 15.3, 57.8),),
    "PL": (Box(14.1, 49.0, 24.2, 54.9),),
    "US": (Box(-125.0, 24.4, -66.9, 49.5), Box(-180.0, 18.8, -129.9, 71.5)),
}
OVERSEAS = ("GP", "MQ", "GF", "RE", "YT")
BOXES |= dict.fromkeys(OVERSEAS, BOXES["FR"])


def within(country: str, longitude: float, latitude: float) -> bool | None:
    """Whether a point may lie in that country; None where we do not know where the country lies."""
    boxes = BOXES.get(country)
    return None if boxes is None else any(box.holds(longitude, latitude) for box in boxes)


def read_position(longitude: str, latitude: str, setting: Setting) -> Cleaned:
    """(longitude, latitude) in degrees, WGS 84, from two cells."""
    longitude, latitude = longitude.strip().strip("°"), latitude.strip().strip("°")
    if is_empty(longitude) and is_empty(latitude):
        return NOTHING
    if is_empty(longitude) or is_empty(latitude):
        return kept("half_position")
    east, north = decimal_of(longitude), decimal_of(latitude)
    if east is None or north is None:
        return kept("not_a_number")
    return checked_position(float(east), float(north), setting)


def checked_position(longitude: float, latitude: float, setting: Setting) -> Cleaned:
    """The same from two numbers: swapped where that is the only way to make sense of them, and said."""
    if longitude == 0 and latitude == 0:
        return Cleaned(None, (Fault(Severity.NOTED, "zero_zero"),))
    right = -180 <= longitude <= 180 and -90 <= latitude <= 90
    turned = -180 <= latitude <= 180 and -90 <= longitude <= 90
    country = setting.country
    here, there = within(country, longitude, latitude), within(country, latitude, longitude)
    if right and here is not False:
        return Cleaned((longitude, latitude))
    if turned and there:
        return noted((latitude, longitude), "swapped", country=country)
    if not right:
        return kept("position_out_of_range")
    return noted((longitude, latitude), "position_elsewhere", country=country)


_WKT = re.compile(r"(?:SRID=(\d+);)?\s*POINT\s*Z?\s*\(\s*(\S+)\s+(\S+?)(?:\s+\S+)?\s*\)", re.IGNORECASE)
_PAIR = re.compile(r"\[?\s*(-?\d+(?:\.\d+)?)\s*(?:,\s*|;\s*|\s+)(-?\d+(?:\.\d+)?)\s*\]?")
_PAIR_OF_COMMAS = re.compile(r"(-?\d+,\d+)\s*(?:;\s*|\s+|,\s+)(-?\d+,\d+)")


def read_point(text: str, setting: Setting) -> Cleaned:
    """(longitude, latitude) from one cell: "POINT (lon lat)", or "lat, lon" as maps show it."""
    text = tidy(text)
    if is_empty(text):
        return NOTHING
    if match := _WKT.fullmatch(text):
        if match[1] and match[1] not in ("4326", "4258"):
            return kept("position_out_of_range")
        return read_position(match[2], match[3], setting)
    if match := _PAIR.fullmatch(text) or _PAIR_OF_COMMAS.fullmatch(text):
        return read_position(match[2], match[1], setting)
    return kept("not_a_number")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """From a name in five languages, or a code of three letters, to the code of two."""
    names: dict[str, str] = {}
    for language in NAMES_IN:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names.setdefault(name.casefold(), code)
    names |= {"usa": "US", "bel": "BE", "fra": "FR", "deu": "DE", "ita": "IT", "lux": "LU", "nld": "NL", "che": "CH"}
    names |= {"united states of america": "US", "uk": "GB", "holland": "NL", "gbr": "GB", "aut": "AT", "esp": "ES"}
    names |= {"great britain": "GB", "england": "GB", "el": "GR", "d": "DE", "f": "FR", "b": "BE", "i": "IT", "l": "LU"}
    return names


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha())


def read_country(text: str, _setting: Setting) -> Cleaned:
    """ISO 3166 in two letters, from a code or a name."""
    text = tidy(text).strip(".")
    if is_empty(text):
        return NOTHING
    upper = text.upper()
    if len(upper) == 2 and upper in _codes():
        return Cleaned(upper)
    code = _countries().get(text.casefold())
    return Cleaned(code) if code else kept("not_a_country")


_POSTCODES = {
    "BE": r"[1-9]\d{3}",
    "FR": r"\d{5}",
    "DE": r"\d{5}",
    "IT": r"\d{5}",
    "LU": r"\d{4}",
    "NL": r"[1-9]\d{3}(?: ?[A-Z]{2})?",
    "CH": r"[1-9]\d{3}",
    "AT": r"[1-9]\d{3}",
    "LI": r"94\d\d",
    "ES": r"\d{5}",
    "PT": r"\d{4}(?:-\d{3})?",
    "US": r"\d{5}(?:-\d{4})?",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
}
_FIVE_DIGITS = frozenset({"FR", "DE", "IT", "ES", "US"})
_PREFIX = re.compile(r"(?:B|F|D|I|L|NL|CH|A|E|BE|FR|DE|IT|LU|AT|ES)\s*[-–]\s*(?=\d)", re.IGNORECASE)


def read_postcode(text: str, setting: Setting) -> Cleaned:
    """A postcode as its country writes it; one of another form is kept and noted."""
    value = tidy(text).upper()
    if is_empty(value):
        return NOTHING
    value = _PREFIX.sub("", value, count=1)
    value = value.removesuffix(".0") if re.fullmatch(r"\d+\.0", value) else value
    form = _POSTCODES.get(setting.country)
    if form is None or re.fullmatch(form, value):
        return Cleaned(value)
    digits = value.replace(" ", "")
    if re.fullmatch(form, digits):
        return Cleaned(digits)
    if setting.country in _FIVE_DIGITS and re.fullmatch(r"\d{4}", value):
        return noted("0" + value, "postcode_zero")
    return noted(value, "postcode_form", country=setting.country)
