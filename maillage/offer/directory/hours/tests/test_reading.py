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
        ("7:30 - 21:30, 7 jours sur 7", "Mo-Su 07:30-21:30"),
        ("9 AM - 6:30 PM, Sunday to Friday", "Su-Fr 09:00-18:30"),
        ("Apr 1 - Oct 31", "Apr 01-Oct 31"),  # the notation, but for a 0
        ("may 18-oct 06", "May 18-Oct 06"),  # ... and but for its capitals
        ("Mai - Okt", "May-Oct unknown"),
        ("April-October: open", "Apr-Oct unknown"),
        ("apr-oct open", "Apr-Oct open"),
        ("Monday, Wednesday", "Mo,We unknown"),
        ("Closed Monday", "unknown; Mo off"),
        ("Mo-Th 09:00-21; 00; Fr 10; 00-18:00", "Mo-Th 09:00-21:00; Fr 10:00-18:00"),
        ("Mo-Fr 09:000-17:030; PHoff", "Mo-Fr 09:00-17:30; PH off"),
        ("Mo-Su 8 : 30-17 : 00", "Mo-Su 08:30-17:00"),
        ("Dec 24: 10-12", "Dec 24 10:00-12:00"),
        ("Mo-Th 11-14, 17+; Fr 18-25", "Mo-Th 11:00-14:00,17:00+; Fr 18:00-25:00"),
        ("Mo-Fr 9-12; easter +1 off", "Mo-Fr 09:00-12:00; easter +1 day off"),
        ("Mo-Fr 9-12; May 9-12,15-17 off", "Mo-Fr 09:00-12:00; May 09-12,May 15-17 off"),
        ("Mo-So 09:00-03:00", "Mo-Su 09:00-03:00"),
        ("6:00AM-sunset", "06:00-sunset"),
        ("Lu-Sa: 09:00-21:30; Do: 09:30-14:30", "Mo-Sa 09:00-21:30; Su 09:30-14:30"),
        ("Mo-Fr 08:00-13:00, Do 08:00-17:30", "Mo-Fr 08:00-13:00, Th 08:00-17:30"),
        ("Mo-Do 9-12 Uhr, Di 14-17 Uhr", "Mo-Th 09:00-12:00, Tu 14:00-17:00"),
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
        "Mo-Fr 8:30-5:30",  # until half past five in the morning?
        "10-7am",  # from ten in the evening?
        "Sunday 8-12 am",  # until noon?
        "09:00-10:30pm",  # from nine in the evening?
        "4:00 pm to 12:00 pm",  # until midnight?
        "täglich 8:00-8:00",  # until the evening?
        "Mo 9-12; 2023 Jul 24-28,31, Aug 1 off",  # the first of August of every year?
        "8:12 Sundays",  # from eight to twelve?
        "Mo-Fr 09:00-17:00; Sat 09:17",
        "Seg-Sex 07:00-17:00 (sab 12:00)",  # from when?
        'Tu "soir" off',  # not in the evening, or never?
        "Su,The 15:00-18:00",  # Thursday?
        "Mon-Fri 11-18, weekdays 10-17",  # which of them?
        "Mon-Thu 7-16, Wed 9-18",  # ... and on Wednesday at seven?
        "Mo-Sa 12h-15h / jeudi 17h30-20h30",  # ... and on Thursday at noon?
        "Mo-Su 11:45-14:25. Mo-Su 17:00-23:30",
        'Mo-Fr 9-12 || "by appointment" Fr 14-16',  # is Friday by appointment?
        "пн-пт 09:00-18:00, 09:00-15:00",
        "18+",
        "Ouvert",
        "Mo-Th; Sa 9:00-15:00",  # the times of Saturday for all of them?
        "Oct 1-Apr 30; Tu-Sa 10:00-17:00",  # all day in winter?
        "Mo-Fr 08:00-17:00; Jan 1 off; May Mo[-1]",  # off too?
        "Mo 9-12; 14-16",  # of which days are the second times?
        "Ma-Fr 9:00-12:00",  # maandag, or mardi?
        "Mo-Fe 09:00-18:00",
        "10:00:16:00",
        "Mo-Sa 10:00-17:00 except second and fourth saturday of Lent",
        "Mo-Su 10:00-18:00 We 12:00-20:00",  # instead of the others, or besides?
        "lundi 9h-12h; lundi 14h-17h",  # the second instead of the first?
        "Oct-Mar off Mo-Fr 18:00-21:00",
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
