"""What people write in five languages; and what is kept as text."""

import csv

import pytest

from maillage.foundation.network.tests.reference import path
from maillage.offer.directory.hours import State, hours_of, parse, read, write
from maillage.offer.directory.hours.survey import lines_of, survey

FOLDER = "opening-hours/"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mo-Fr 9-12, nach Vereinbarung", 'Mo-Fr 09:00-12:00 || "nach Vereinbarung"'),
        ("du lundi au vendredi de 9h à 12h", "Mo-Fr 09:00-12:00"),
        ("maandag 9u-12u", "Mo 09:00-12:00"),
        ("lun-ven 9-13", "Mo-Fr 09:00-13:00"),
        ("Monday-Friday 8:30AM-5PM", "Mo-Fr 08:30-17:00"),
        (
            "Sa-Su 10:00-18:00; PH off; nur nach telefonischer Anmeldung",
            'Sa-Su 10:00-18:00 "nur nach telefonischer Anmeldung"; PH off',
        ),
        ("sur rendez-vous", '"sur rendez-vous"'),
        ("1er et 3e mardi du mois de 9h à 12h", "Tu[1,3] 09:00-12:00"),
        ("1er et 3e mardi du mois", "Tu[1,3] unknown"),
        ("chiuso il lunedì", "unknown; Mo off"),
        ("gesloten op feestdagen", "unknown; PH off"),
        ("jeden 2. Dienstag", 'Tu unknown "jeden 2. Dienstag"'),
        ("jeden 2. Dienstag im Monat 14-16 Uhr", "Tu[2] 14:00-16:00"),
        ("täglich außer Mittwoch", "Mo-Su unknown; We off"),
        ("tous les jours sauf le mardi de 10h à 18h", "Mo-Su 10:00-18:00; Tu off"),
        ("24h/24", "24/7"),
        ("8h30 - 12h et 13h30 - 17h (ven 16h)", "08:30-12:00,13:30-17:00; Fr 08:30-12:00,13:30-16:00"),
        ("vendredi 08:15-12:15 13:30-17:30 samedi Fermé", "Fr 08:15-12:15,13:30-17:30; Sa off"),
        ("dal lunedì al venerdì dalle 9 alle 12.30", "Mo-Fr 09:00-12:30"),
        ("maandag tot en met vrijdag van 9 tot 17 uur", "Mo-Fr 09:00-17:00"),
        ("Montag bis Freitag 9 bis 12 Uhr und 14 bis 18 Uhr", "Mo-Fr 09:00-12:00,14:00-18:00"),
        ("Di-Fr 08:30 - 16:00", "Tu-Fr 08:30-16:00"),
        ("Lu-Ve 9h-12h, Di 10h-12h", "Mo-Fr 09:00-12:00, Su 10:00-12:00"),
        ("mar-ven 9h-12h", "Tu-Fr 09:00-12:00"),
        ("Mar 1-15 9:00-12:00", "Mar 01-15 09:00-12:00"),
        ("1-5pm", "13:00-17:00"),
        ("9-5pm", "09:00-17:00"),
        ("1. April bis 31. Oktober: täglich 9-18 Uhr", "Apr 01-Oct 31 Mo-Su 09:00-18:00"),
        ("Mo 9:00～18:30", "Mo 09:00-18:30"),
        ("Fr 11-01", "Fr 11:00-01:00"),
        ("09:00am-17:00pm", "09:00-17:00"),
        ("Mo-Sa 08:00-13:00 Mo-Fr 15:00-18:00", "Mo-Sa 08:00-13:00, Mo-Fr 15:00-18:00"),
    ],
)
def test_is_understood(text, value):
    assert read(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "zu den Schulzeiten",
        "Mo-Fr 9-5",  # until five in the afternoon?
        "Mo-Fr 12-12",
        "lundi 8:00-2:00",  # until two in the afternoon?
        "7:30 - 21:30, 7 jours sur 7",
        "Mo 9-12; 14-16",  # of which days are the second times?
        "Ma-Fr 9:00-12:00",  # maandag, or mardi?
        "Mo-Fe 09:00-18:00",
        "10:00:16:00",
        "Mo-Sa 10:00-17:00 except second and fourth saturday of Lent",
        "Mo-Su 10:00-18:00 We 12:00-20:00",  # instead of the others, or besides?
        "lundi 9h-12h; lundi 14h-17h",  # the second instead of the first?
        "Oct-Mar off Mo-Fr 18:00-21:00",
        "Apr 1-Oct 31",  # no times: that is no reason to say "open"
        "winter",
        "https://example.org/hours",
        'Mo 10:00-12:00 "unclosed',
        "",
        "12",
        "9" * 3000,
    ],
)
def test_is_kept_as_text(text):
    assert read(text).value == ""


def test_every_other_week_without_a_beginning_is_never_open():
    value = read("jeden 2. Dienstag 14-16 Uhr").value
    assert all(rule.means == State.UNKNOWN for rule in parse(value).rules)


def test_what_was_read_otherwise_is_told():
    reading = read("Mo-Fr 9-17 Uhr nach Vereinbarung")
    assert reading.comments == ("nach Vereinbarung",)
    assert "comment" in reading.notes
    assert "twelve_hours" in read("Mo 9am-5pm").notes


def sample(name, stride):
    return lines_of(path(FOLDER + name))[::stride]


def test_odd_but_clear_values_are_understood():
    found = survey(sample("invalid_but_unambiguous_opening_hours_half.tsv", 25))
    assert found.by_value >= 0.96
    assert found.by_use >= 0.96
    assert all(write(parse(each.reading.value)) == each.reading.value for each in found.understood)


def test_of_the_unusable_nothing_says_open_that_has_no_times():
    found = survey(sample("invalid_opening_hours_half.tsv", 25))
    assert found.by_value < 0.5
    for each in found.understood:
        for rule in hours_of(each.reading.value).schedule.rules:
            told = rule.spans or rule.around_the_clock or rule.state == State.OPEN
            assert rule.means != State.OPEN or told, each.reading


def test_the_pieces_of_a_real_directory():
    with path("directories/orservices-hsds2/data_for_api_v2_schedules.csv").open(encoding="utf-8") as file:
        rows = [(row["weekday"], row["dtstart"], row["until"]) for row in csv.DictReader(file)]
    told = [row for row in rows if all(row)]
    assert len(told) > 4900
    kept = [row for row in told if not read("{} {}-{}".format(*row)).understood]
    assert len(kept) <= 10
