"""Opening hours laid out as days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from maillage.offer.directory.hours import HoursError, checked, days
from maillage.offer.directory.sheets import Opening, hours_at

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = date(2026, 11, 23)


def week(value, first=MONDAY, country="BE"):
    return days(value, first=first, count=7, zone=BRUSSELS, country=country)


def spans_of(day):
    return [f"{span.start:%H:%M}-{span.end:%H:%M}" for span in day.spans]


def test_several_slots_a_day():
    assert spans_of(week("Mo-Fr 09:00-12:00,13:30-16:00")[0]) == ["09:00-12:00", "13:30-16:00"]
    assert spans_of(week("Mo-Fr 09:00-12:00")[5]) == []


def test_a_comment_is_read_whole():
    span = week('Mo 10:00-13:00 unknown "snow permitting"')[0].spans[0]
    assert (span.certain, span.comment) == (False, "snow permitting")


def test_a_night_belongs_to_the_evening_it_begins_on():
    days_ = week("Fr 20:00-02:00")
    assert spans_of(days_[4]) == ["20:00-02:00"]
    assert spans_of(days_[5]) == []


def test_round_the_clock_is_cut_into_days():
    assert [len(day.spans) for day in week("24/7")] == [1] * 7


def test_a_night_that_began_yesterday_is_still_open():
    at = datetime(2026, 11, 28, 1, 0, tzinfo=BRUSSELS)  # Saturday, one in the morning
    hours = hours_at("Fr 20:00-02:00", now=at, zone=BRUSSELS, country="BE")
    assert hours.opening == Opening.OPEN
    assert hours.until == datetime(2026, 11, 28, 2, 0, tzinfo=BRUSSELS)


def test_public_holidays_of_the_country():
    first = date(2026, 7, 20)  # Tuesday 21 July is Belgium's national day
    assert spans_of(week("Mo-Fr 09:00-12:00; PH off", first=first)[1]) == []
    assert spans_of(week("Mo-Fr 09:00-12:00; PH off", first=first, country="FR")[1]) == ["09:00-12:00"]


def test_half_past_nine_stays_half_past_nine_when_the_clock_changes():
    first = date(2026, 10, 24)  # the clock goes back on Sunday 25 October
    assert {spans_of(day)[0] for day in week("Mo-Su 09:30-11:00", first=first)} == {"09:30-11:00"}


def test_unknown_is_not_closed():
    noon = datetime(2026, 11, 23, 12, tzinfo=BRUSSELS)
    assert hours_at("", now=noon, zone=BRUSSELS, country="BE").opening == Opening.UNKNOWN
    assert (
        hours_at('Mo 10:00-13:00 unknown "snow permitting"', now=noon, zone=BRUSSELS, country="BE").opening
        == Opening.UNKNOWN
    )
    # A rule about school holidays, of which we hold no calendar, could close it: not known.
    assert hours_at("Mo-Fr 09:00-17:00; SH off", now=noon, zone=BRUSSELS, country="BE").opening == Opening.UNKNOWN


@pytest.mark.parametrize(
    ("hour", "minute", "opening"),
    [
        (8, 59, Opening.CLOSED),
        (9, 0, Opening.OPEN),
        (11, 29, Opening.OPEN),
        (11, 30, Opening.SOON),
        (12, 0, Opening.CLOSED),
    ],
)
def test_open_now(hour, minute, opening):
    at = datetime(2026, 11, 23, hour, minute, tzinfo=BRUSSELS)
    assert hours_at("Mo-Fr 09:00-12:00", now=at, zone=BRUSSELS, country="BE").opening == opening


def test_closed_says_when_it_opens():
    at = datetime(2026, 11, 23, 15, tzinfo=BRUSSELS)
    hours = hours_at("Mo,Th 09:00-12:00", now=at, zone=BRUSSELS, country="BE")
    assert hours.next_at == datetime(2026, 11, 26, 9, tzinfo=BRUSSELS)


@pytest.mark.parametrize("value", ["every now and then", "Mo-Fr 9h", "x" * 600])
def test_what_is_not_opening_hours_is_refused(value):
    with pytest.raises(HoursError):
        checked(value)


def test_day_and_night_has_no_end():
    at = datetime(2026, 11, 23, 15, tzinfo=BRUSSELS)
    hours = hours_at("24/7", now=at, zone=BRUSSELS, country="BE")
    assert (hours.opening, hours.until) == (Opening.OPEN, None)


def test_a_country_that_does_not_exist_has_no_holidays_and_breaks_nothing():
    assert spans_of(week("Mo-Fr 09:00-12:00; PH off", country="XX")[0]) == ["09:00-12:00"]


def test_hours_that_cannot_be_read_are_unknown_and_break_nothing():
    noon = datetime(2026, 11, 23, 12, tzinfo=BRUSSELS)
    assert hours_at("now and then", now=noon, zone=BRUSSELS, country="BE").opening == Opening.UNKNOWN


def test_a_first_monday_is_told_although_it_is_weeks_away():
    at = datetime(2026, 11, 10, 15, tzinfo=BRUSSELS)
    hours = hours_at("Mo[1] 10:00-12:00", now=at, zone=BRUSSELS, country="BE")
    assert [span.start.date() for span in hours.coming] == [date(2026, 12, 7), date(2027, 1, 4)]
    assert hours.next_at == datetime(2026, 12, 7, 10, tzinfo=BRUSSELS)
    assert hours_at("Mo-Fr 10:00-12:00", now=at, zone=BRUSSELS, country="BE").coming == ()
