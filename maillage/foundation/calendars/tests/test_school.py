"""School holidays: what our files say, what they do not know, and what an administrator adds."""

import json
from datetime import date, timedelta

import holidays
import pytest

from maillage.foundation.calendars import CalendarFileError, calendar_for, coverage, files, read_file, write_period
from maillage.foundation.calendars.regions import SCHOOL_REGIONS


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(files._Folder, "path", None)
    monkeypatch.setattr(files._Folder, "looked", 0.0)
    files.use_folder(tmp_path / "calendars")
    yield tmp_path / "calendars"
    for each in (tmp_path / "calendars").glob("*"):
        each.unlink()
    files._Folder.looked = 0.0
    files.generation()


@pytest.mark.parametrize(
    ("country", "region", "day", "answer"),
    [
        ("BE", "BE-WAL", "2026-10-20", True),
        ("BE", "BE-VLG", "2026-10-20", False),
        ("BE", "BE-WLG", "2027-03-01", True),
        ("FR", "FR-69", "2027-02-15", True),  # Lyon, zone A
        ("FR", "FR-06", "2027-02-15", False),  # Nice, zone B
        ("FR", "FR-OCC", "2027-02-15", True),  # zone C
        ("FR", "FR-2A", "2027-02-15", None),  # Corsica has a calendar of its own
        ("FR", "FR-69", "2027-09-01", None),  # sources differ
        ("DE", "DE-BY", "2027-01-07", True),
        ("DE", "DE-NW", "2027-01-07", False),
        ("DE", "", "2027-02-03", None),
        ("NL", "NL-GR", "2026-10-12", True),
        ("NL", "NL-LI", "2026-10-12", False),
        ("NL", "NL-GE", "2026-10-12", None),  # Gelderland is divided
        ("NL", "NL-GE", "2026-12-28", True),  # ... but not at Christmas
        ("LU", "", "2027-02-08", True),
        ("CH", "CH-TI", "2027-02-08", True),
        ("CH", "CH-GE", "2027-02-08", None),
        ("IT", "IT-MI", "2027-01-05", True),
        ("IT", "IT-MI", "2027-02-09", None),  # carnival depends on the rite
        ("IT", "IT-TO", "2027-01-05", None),
        ("BE", "BE-WAL", "2035-07-15", None),
    ],
)
def test_school_holidays_of_each_region(country, region, day, answer):
    assert calendar_for(country, region).school(date.fromisoformat(day)) is answer


def test_in_brussels_it_depends_on_the_language_where_the_schools_differ():
    autumn, christmas, november = date(2026, 10, 20), date(2026, 12, 24), date(2026, 11, 20)
    brussels = calendar_for("BE", "BE-BRU")
    assert (brussels.school(autumn), brussels.school(christmas), brussels.school(november)) == (None, True, False)
    assert calendar_for("BE", "BE-BRU", language="fr").school(autumn) is True
    assert calendar_for("BE", "BE-BRU", language="nl").school(autumn) is False
    assert calendar_for("BE", "BE-WAL", "63023").school(date(2026, 11, 3)) is True  # Eupen


def test_it_says_until_when_it_knows():
    assert calendar_for("BE", "BE-WAL").known_until == date(2028, 8, 27)
    assert calendar_for("IT", "IT-TO").known_until is None
    assert calendar_for("BE", "BE-BRU").known_until == date(2028, 8, 27)


def test_the_name_is_the_publications():
    calendar = calendar_for("FR", "FR-75")
    assert calendar.school_name(date(2027, 2, 8)) == "Vacances d’hiver"
    assert calendar.school_name(date(2027, 1, 15)) == ""


def test_our_files_are_whole():
    for period in coverage():
        assert period.region in SCHOOL_REGIONS, period.region
        assert period.source and period.name and period.known_from < period.known_until
        for before, after in zip(period.holidays, period.holidays[1:], strict=False):
            assert before.last < after.first, f"{period.region}: {before} and {after} overlap"
        for stretch in (*period.holidays, *period.unsure):
            assert period.known_from <= stretch.first <= stretch.last <= period.known_until, (
                f"{period.region}: {stretch}"
            )
            assert stretch.last - stretch.first < timedelta(days=100)
        days = (period.known_until - period.known_from).days
        weeks = sum((stretch.last - stretch.first).days + 1 for stretch in period.holidays) / days * 52
        assert 3 < weeks < 25, f"{period.region}: {weeks:.1f} weeks of holidays a year"


@pytest.mark.parametrize(
    ("region", "country", "part"),
    [
        ("BE-nl", "BE", "Flemish"),
        ("BE-fr", "BE", "French"),
        *((f"NL-{zone.lower()}", "NL", zone) for zone in ("Noord", "Midden", "Zuid")),
        *((f"FR-{zone}", "FR", f"Zone {zone}") for zone in "ABC"),
        *((f"DE-{land}", "DE", land) for land in ("BW", "BE", "HE", "HB", "NI", "NW", "RP", "SL", "SN", "ST", "TH")),
    ],
)
def test_another_list_has_the_same_days(region, country, part):
    """The lists were compared when ours was written; this keeps a slip of the pen out. Single days off are not ours."""
    period = next(each for each in coverage() if each.region == region and not each.added)
    years = range(period.known_from.year, period.known_until.year + 1)
    theirs = holidays.country_holidays(country, subdiv=part, years=years, categories=("school",), language="en_US")
    if country == "BE":
        theirs = {day for day, name in theirs.items() if "Break" in name}
    days = [period.known_from + timedelta(days=n) for n in range((period.known_until - period.known_from).days + 1)]
    sure = [day for day in days if not period.is_unsure(day)]
    different = {day for day in sure if (period.stretch_on(day) is not None) != (day in theirs)}
    assert different <= _BRIDGES


# The bridge of Ascension in France: the Thursday is a public holiday, the Sunday a Sunday.
_BRIDGES = {
    date(2026, 5, 14),
    date(2026, 5, 17),
    date(2027, 5, 6),
    date(2027, 5, 9),
    date(2028, 5, 25),
    date(2028, 5, 28),
}


def test_what_an_administrator_adds_is_known_at_once(folder, tmp_path):
    calendar = calendar_for("IT", "IT-TO")
    assert calendar.school(date(2027, 12, 27)) is None
    written = tmp_path / "piemonte.csv"
    written.write_text("inizio;fine;nome\n23/12/2027;08/01/2028;Vacanze di Natale\n", encoding="utf-8")
    rows = read_file(written)
    write_period(
        folder,
        region="IT-21",
        known_from=date(2027, 9, 13),
        known_until=date(2028, 6, 10),
        source="Regione Piemonte, DGR",
        holidays=rows,
    )
    assert calendar.school(date(2027, 12, 27)) is True
    assert calendar.school_name(date(2027, 12, 27)) == "Vacanze di Natale"
    assert calendar.school(date(2027, 10, 13)) is False
    assert calendar.school(date(2028, 6, 11)) is None
    assert calendar.known_until == date(2028, 6, 10)


def test_what_is_added_wins_within_its_days_only(folder):
    calendar = calendar_for("BE", "BE-WAL")
    days = {"known_from": date(2026, 10, 1), "known_until": date(2026, 10, 31), "source": "moved"}
    write_period(folder, region="BE-fr", holidays=[(date(2026, 10, 5), date(2026, 10, 9), "Moved")], **days)
    assert calendar.school(date(2026, 10, 20)) is False
    assert calendar.school(date(2026, 10, 6)) is True
    assert calendar.school(date(2026, 12, 24)) is True
    assert calendar.known_until == date(2028, 8, 27)


def test_a_damaged_file_takes_nothing_down(folder):
    folder.mkdir()
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "odd.json").write_text(json.dumps({"region": "BE-fr"}), encoding="utf-8")
    files._Folder.looked = 0.0
    assert calendar_for("BE", "BE-WAL").school(date(2026, 12, 24)) is True


def test_a_calendar_file_is_read(tmp_path):
    path = tmp_path / "ferien.ics"
    path.write_text(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20280703\r\nDTEND;VALUE=DATE:20280812\r\n"
        "SUMMARY:Sommer\r\n ferien\\, Saarland\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    assert read_file(path) == [(date(2028, 7, 3), date(2028, 8, 11), "Sommerferien, Saarland")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column “first”"),
        ("first,last,name\n", "No holiday"),
        ("first,last,name\n2027-02-30,2027-03-01,Winter\n", "row 2, column “first”: “2027-02-30” is no date"),
        ("first,last,name\n2027-03-01,2027-02-01,Winter\n", "Exchange the two dates"),
        ("first,last,name\n2026-07-01,2027-08-31,Summer\n", "Check the years"),
        ("first,last,name\n2027-07-01,2027-07-31,A\n2027-07-31,2027-08-31,B\n", "overlap on 2027-07-31"),
        ("first,last,name\n2027-07-01\n", "Row 2 has 1 columns"),
        ("<!DOCTYPE html><html></html>", "no column “first”"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101\nRRULE:FREQ=YEARLY\nEND:VEVENT\n", "repeats"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:soon\nEND:VEVENT\n", "no date of a calendar file"),
    ],
)
def test_a_bad_file_says_where_and_what_to_do(tmp_path, text, said):
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CalendarFileError, match=said):
        read_file(path)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"region": "BE-xx"}, "Take one of: BE-de, BE-fr, BE-nl"),
        ({"region": "../etc"}, "no school region"),
        ({"known_until": date(2027, 1, 1)}, "before it begins"),
        ({"known_until": date(2027, 7, 15)}, "is not within"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(folder, given, said):
    whole = {
        "region": "BE-fr",
        "known_from": date(2027, 7, 1),
        "known_until": date(2027, 8, 31),
        "source": "x",
        "holidays": [(date(2027, 7, 1), date(2027, 8, 31), "Summer")],
    }
    with pytest.raises(CalendarFileError, match=said):
        write_period(folder, **{**whole, **given})
    assert not list(folder.glob("*"))
