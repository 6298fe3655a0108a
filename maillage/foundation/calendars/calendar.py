"""The calendar of one place: which of its days are holidays, and whether anybody told us."""

import functools
from datetime import date

from maillage.foundation.calendars import files, school
from maillage.foundation.calendars.public import Holiday, Kind, PublicYear, name_of, public_year
from maillage.foundation.calendars.regions import normal_region, school_regions


class Calendar:
    """The holidays of a place. Made by `calendar_for`; the same one is given again, and what it worked out is kept."""

    __slots__ = ("_generation", "_school", "_years", "country", "municipality", "region", "school_regions")

    def __init__(self, country: str, region: str, municipality: str, school_regions: tuple[str, ...]) -> None:
        self.country = country
        self.region = region
        self.municipality = municipality
        self.school_regions = school_regions
        self._years: dict[int, PublicYear | None] = {}
        self._school: dict[date, bool | None] = {}
        self._generation = -1

    def __repr__(self) -> str:
        return f"Calendar({self.country!r}, {self.region!r}, {self.municipality!r})"

    def public(self, day: date) -> bool | None:
        """Whether `day` is a legal public holiday there; None where it is one only in some of the regions it may be."""
        year = self._year(day.year)
        if year is None:
            return None
        if day in year.certain:
            return True
        return None if day in year.unsure else False

    def public_name(self, day: date, language: str = "") -> str:
        """The name of the public holiday in `language`, else in one of the country's; empty where it is none."""
        year = self._year(day.year)
        holiday = year.certain.get(day) if year else None
        return name_of(self.country, holiday, language) if holiday else ""

    def days_of(self, year: int) -> tuple[Holiday, ...]:
        """The public holidays and community days of a year that are certain, in order."""
        found = self._year(year)
        return tuple(sorted((*found.certain.values(), *found.community), key=lambda each: each.day)) if found else ()

    def community_name(self, day: date, language: str = "") -> str:
        """The name of the community day (11 July in Flanders): its administration closes, the law knows no holiday."""
        year = self._year(day.year)
        for holiday in year.community if year else ():
            if holiday.day == day and holiday.kind == Kind.COMMUNITY:
                return name_of(self.country, holiday, language)
        return ""

    def school(self, day: date) -> bool | None:
        """Whether `day` lies in the school holidays there; None beyond the data, or where its regions differ."""
        if self._generation != (generation := files.generation()):
            self._school, self._generation = {}, generation
        if day not in self._school:
            answers = {school.holiday_on(region, day) for region in self.school_regions}
            self._school[day] = answers.pop() if len(answers) == 1 else None
        return self._school[day]

    def school_name(self, day: date) -> str:
        """The name of the school holiday, in the language of its publication; empty where it is none."""
        if not self.school(day):
            return ""
        return school.name_on(self.school_regions[0], day)

    @property
    def known_until(self) -> date | None:
        """The last day for which the school holidays are known without a gap; None where none are."""
        ends = [school.known_until(region) for region in self.school_regions]
        known = [end for end in ends if end is not None]
        return min(known) if known and len(known) == len(ends) else None

    def _year(self, year: int) -> PublicYear | None:
        if year not in self._years:
            self._years[year] = public_year(self.country, self.region, self.municipality, year)
        return self._years[year]


def calendar_for(country: str, region: str = "", municipality: str = "", language: str = "") -> Calendar:
    """The calendar of a place.

    `country` is an ISO 3166-1 code, `region` an ISO 3166-2 code of any level ("BE-WAL", "FR-57", "FR-GES", "IT-TO"; see
    `region_of`), `municipality` the code or the name that decides on local days (patron saints, Augsburg, the German
    speaking municipalities of Belgium). `language` says which schools a place in Brussels follows. What is not known is
    taken as unknown: national holidays are certain, regional ones are None on the days where they would matter.
    """
    return _calendar_for(country.strip().upper(), region.strip(), municipality.strip(), language.strip().lower()[:2])


@functools.lru_cache(maxsize=4096)
def _calendar_for(country: str, region: str, municipality: str, language: str) -> Calendar:
    known = normal_region(country, region)
    return Calendar(country, known, municipality, school_regions(country, known, municipality, language))
