"""The strict notation: what is read, what is written, what is refused and where."""

import pytest

from maillage.offer.directory.hours import HoursError, checked, parse, write


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mo-Fr 09:00-12:00,13:30-16:00; PH off", "Mo-Fr 09:00-12:00,13:30-16:00; PH off"),
        ("24/7", "24/7"),
        ("Dec 24-Jan 02 off", "Dec 24-Jan 02 off"),
        ("Dec 24-Dec 26 closed", "Dec 24-26 off"),
        ("2024 Dec 24-2025 Jan 02 Mo 10:00-12:00", "2024 Dec 24-2025 Jan 02 Mo 10:00-12:00"),
        ('week 01-53/2 Fr 19:00-21:00+ || "ring"', 'week 01-53/2 Fr 19:00-21:00+ || "ring"'),
        ("easter +39 days off", "easter +39 days off"),
        ("PH,Mo-Fr 09:00-12:00", "Mo-Fr,PH 09:00-12:00"),
        ("SH Mo-Fr 09:00-12:00", "SH Mo-Fr 09:00-12:00"),
        ("Mo[1,-1] +2 days 10:00-sunset", "Mo[1,-1] +2 days 10:00-sunset"),
        ("Oct Su[-1]-Mar Su[1] off", "Oct Su[-1]-Mar Su[1] off"),
        ("Feb-Jul Mo[-1] 10:00-12:00", "Feb-Jul Mo[-1] 10:00-12:00"),
        ("week 10: Mo off", "week 10 Mo off"),
        ("Mo 09:00-12:00; Aug 1-9 off; Dec 24-Jan 2 off", "Mo 09:00-12:00; Aug 01-09 off; Dec 24-Jan 02 off"),
        ("week 1-9/2 Fr 19:00-21:00", "week 01-09/2 Fr 19:00-21:00"),
        ("(sunrise-00:30)-(sunset+01:00)", "(sunrise-00:30)-(sunset+01:00)"),
    ],
)
def test_is_written_in_one_way(text, written):
    assert checked(text) == written
    assert parse(written) == parse(write(parse(text)))


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Mo 9:00-12:00", 3),
        ("Mo 10:00-12:00,", 15),
        ("Su, Dec 25 off", 2),
        ("Mo 25:00-26:00", 3),
        ("Feb 30 off", 4),
        ("Feb 001 off", 4),
        ("Mo-Fr 09:00-12:00 tea", 18),
        ("24/7 Mo 10:00-12:00", 0),
        ("2025-2024 Mo", 0),
    ],
)
def test_what_is_refused_says_where(text, position):
    with pytest.raises(HoursError) as refused:
        parse(text)
    assert refused.value.position == position


def test_a_text_of_a_million_characters_is_refused_at_once():
    with pytest.raises(HoursError):
        parse("Mo," * 400_000)
