"""Public holidays of a year in a region: PyPI `holidays`, corrected where law and everyday life ask for it.

A holiday is certain where it is one in every part of the region that is named; where it is one in some parts only (a
region nobody told us, 15 August in Bavaria, Easter Monday in Valais) it is unsure. The corrections, with their sources:

- BE, NL: Easter Sunday and Whit Sunday are no public holidays (law of 4 January 1974; Algemene termijnenwet, art. 3);
  5 May is one in every year (the same article), Good Friday too.
- IT: the day of national unity (first Sunday of November) is a commemoration, not a holiday (law 54/1977).
- CH: Easter Sunday, Whit Sunday and, but for Geneva, the Federal Fast are high holidays of the cantons.
- IT: patron saints by municipality (`patrons`), never a province's chief town for the whole province.
- BE: the days of communities and regions (`community`) are kept apart: the law does not know them, `PH` neither.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

import holidays as published

from maillage.foundation.calendars.community import community_days
from maillage.foundation.calendars.patrons import patron_of
from maillage.foundation.calendars.regions import CANTONS, LAENDER, OVERSEAS, french_departments

FIRST_YEAR, LAST_YEAR = 1991, 2100  # for which the package speaks for all our countries

_MAYBE = ("catholic", "half_day", "optional")  # observed in some municipalities, or a part of the day, or by custom
_SUNDAYS = {"BE": (0, 49), "NL": (0, 49)}  # days after Easter that the package counts and the law does not
_NATIONAL_UNITY = "National Unity"
_ALSACE_MOSELLE = {"57": "57", "67": "6AE", "68": "6AE"}


class Kind(StrEnum):
    """What a day is."""

    PUBLIC = "public"
    LOCAL = "local"  # a public holiday of a municipality: its patron saint
    COMMUNITY = "community"


@dataclass(frozen=True)
class Holiday:
    """A day off. `names` by language where they are ours; otherwise the package has them, for its part `part`."""

    day: date
    kind: Kind
    names: tuple[tuple[str, str], ...] = ()
    part: str | None = None


@dataclass(frozen=True)
class PublicYear:
    """The holidays of a year: those that are certain, the days of which we are not sure, the days of communities."""

    certain: MappingProxyType[date, Holiday]
    unsure: frozenset[date]
    community: tuple[Holiday, ...]


def public_year(country: str, region: str, municipality: str, year: int) -> PublicYear | None:
    """The holidays of a place in a year; None where nobody tells us those of the country, or of so far a year."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not _is_known(country):
        return None
    parts = _parts(country, region, municipality)
    sets = {part: _published(country, part, year) for part in parts}
    always = frozenset.intersection(*sets.values())
    sometimes = frozenset.union(*sets.values()) | _maybe(country, parts, year)
    certain = {day: Holiday(day, Kind.PUBLIC, part=_part_with(day, sets)) for day in always}
    certain |= {holiday.day: holiday for holiday in _added(country, region, year)}
    if country == "IT" and (patron := patron_of(municipality)):
        day = date(year, *patron.on)
        certain.setdefault(day, Holiday(day, Kind.LOCAL, (("it", patron.name),)))
    community = tuple(
        Holiday(day, Kind.COMMUNITY, names) for day, names in community_days(country, region, municipality, year)
    )
    return PublicYear(MappingProxyType(certain), sometimes - certain.keys(), community)


def name_of(country: str, holiday: Holiday, language: str) -> str:
    """The name of a holiday in `language`, else in a language of the country."""
    if holiday.names:
        names = dict(holiday.names)
        return names.get(language) or holiday.names[0][1]
    return _names(country, holiday.part, holiday.day.year, language).get(holiday.day, "")


def _parts(country: str, region: str, municipality: str) -> tuple[str | None, ...]:
    """The package's subdivisions that a place may lie in; None is the country without any."""
    part = region.partition("-")[2]
    if country == "DE" and municipality.casefold() in ("augsburg", "09761000"):
        return ("Augsburg",)
    if country == "FR":
        return _french_parts(part)
    if country == "IT":
        return ("BZ",) if part == "BZ" else (None,) if part not in ("", "32") else (None, "BZ")
    all_ = {"DE": LAENDER, "CH": CANTONS}.get(country)
    if all_:
        return (part,) if part else all_
    known = () if country in ("BE", "NL", "LU") else _package(country).subdivisions
    return (part,) if part in known else (None, *known)


def _french_parts(part: str) -> tuple[str | None, ...]:
    if not part:
        return (None, "57", "6AE", *OVERSEAS.values())
    code = OVERSEAS.get(part, part)
    if code in OVERSEAS.values():
        return (code,)
    return tuple(dict.fromkeys(_ALSACE_MOSELLE.get(department) for department in french_departments(code)))


def _maybe(country: str, parts: Iterable[str | None], year: int) -> frozenset[date]:
    if country not in ("CH", "DE"):
        return frozenset()
    supported = _package(country).supported_categories
    categories = tuple(each for each in _MAYBE if each in supported)
    found = (
        published.country_holidays(country, subdiv=part, years=year, categories=categories, language="de")
        for part in parts
    )
    days = {day for each in found for day in each}
    if country == "CH":  # in Neuchâtel too, by custom
        days |= {_easter(year) + timedelta(days=1), _easter(year) + timedelta(days=50)}
    return frozenset(days)


def _added(country: str, region: str, year: int) -> list[Holiday]:
    easter = _easter(year)
    if country == "NL":
        return [Holiday(date(year, 5, 5), Kind.PUBLIC, (("nl", "Bevrijdingsdag"), ("en", "Liberation Day")))]
    if country != "CH":
        return []
    days = [(easter, _EASTER), (easter + timedelta(days=49), _PENTECOST)]
    if region and region != "CH-GE":
        third_sunday = 15 + (6 - date(year, 9, 1).weekday()) % 7
        days.append((date(year, 9, third_sunday), _FEDERAL_FAST))
    return [Holiday(day, Kind.PUBLIC, names) for day, names in days]


_EASTER = (("de", "Ostersonntag"), ("fr", "Pâques"), ("it", "Pasqua"), ("en", "Easter Sunday"))
_PENTECOST = (("de", "Pfingstsonntag"), ("fr", "Pentecôte"), ("it", "Pentecoste"), ("en", "Whit Sunday"))
_FEDERAL_FAST = (
    ("de", "Eidgenössischer Dank-, Buss- und Bettag"),
    ("fr", "Jeûne fédéral"),
    ("it", "Digiuno federale"),
    ("en", "Federal Day of Thanksgiving"),
)


@functools.lru_cache(maxsize=512)
def _published(country: str, part: str | None, year: int) -> frozenset[date]:
    days = set(_names(country, part, year, "en"))
    for offset in _SUNDAYS.get(country, ()):
        days.discard(_easter(year) + timedelta(days=offset))
    if country == "IT":
        days -= {day for day, name in _names(country, part, year, "en").items() if name.startswith(_NATIONAL_UNITY)}
    return frozenset(days)


@functools.lru_cache(maxsize=512)
def _names(country: str, part: str | None, year: int, language: str) -> dict[date, str]:
    package = _package(country)
    spoken = next((each for each in package.supported_languages if each.split("_")[0] == language), None)
    categories = tuple(each for each in ("public", "de_facto") if each in package.supported_categories)
    found = published.country_holidays(country, subdiv=part, years=year, categories=categories, language=spoken)
    return {day: name.partition(";")[0] for day, name in found.items()}


@functools.lru_cache(maxsize=256)
def _package(country: str) -> published.HolidayBase:
    """What the package has for a country; raises NotImplementedError where it has nothing."""
    return published.country_holidays(country)


@functools.lru_cache(maxsize=256)
def _is_known(country: str) -> bool:
    try:
        _package(country)
    except NotImplementedError:
        return False
    return True


def _part_with(day: date, sets: dict[str | None, frozenset[date]]) -> str | None:
    return next(part for part, days in sets.items() if day in days)


@functools.lru_cache(maxsize=256)
def _easter(year: int) -> date:
    """Easter Sunday of the western churches (Gregorian computus, anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
