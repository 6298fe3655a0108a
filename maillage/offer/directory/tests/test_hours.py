"""Opening hours laid out as days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from maillage.foundation.calendars import calendar_for
from maillage.offer.directory.fields import OpeningHoursFormField
from maillage.offer.directory.hours import HoursError, Where, checked, hours_of
from maillage.offer.directory.sheets import Opening
from maillage.offer.directory.sheets import hours_at as state_at

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = date(2026, 11, 23)


def week(value, first=MONDAY, country="BE"):
    return hours_of(value).days(first, 7, Where(BRUSSELS, calendar_for(country)))


def hours_at(value, *, now, zone, country):
    return state_at(value, now=now, where=Where(zone, calendar_for(country)))


def spans_of(day):
    return [f"{span.start:%H:%M}-{span.end:%H:%M}" for span in day.openings]


def test_several_slots_a_day():
    assert spans_of(week("Mo-Fr 09:00-12:00,13:30-16:00")[0]) == ["09:00-12:00", "13:30-16:00"]
    assert spans_of(week("Mo-Fr 09:00-12:00")[5]) == []


def test_a_comment_is_read_whole():
    span = week('Mo 10:00-13:00 unknown "snow permitting"')[0].openings[0]
    assert (span.certain, span.comment) == (False, "snow permitting")


def test_a_night_belongs_to_the_evening_it_begins_on():
    days_ = week("Fr 20:00-02:00")
    assert spans_of(days_[4]) == ["20:00-02:00"]
    assert spans_of(days_[5]) == []


def test_round_the_clock_is_cut_into_days():
    assert [len(day.openings) for day in week("24/7")] == [1] * 7


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
    assert hours_at("Mo-Fr 09:00-17:00; SH off", now=noon, zone=BRUSSELS, country="XX").opening == Opening.UNKNOWN


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


def test_the_holidays_of_a_country_that_does_not_exist_are_unknown_and_break_nothing():
    monday = week("Mo-Fr 09:00-12:00; PH off", country="XX")[0]
    assert spans_of(monday) == ["09:00-12:00"]
    assert not monday.openings[0].certain


def test_hours_that_cannot_be_read_are_unknown_and_break_nothing():
    noon = datetime(2026, 11, 23, 12, tzinfo=BRUSSELS)
    assert hours_at("now and then", now=noon, zone=BRUSSELS, country="BE").opening == Opening.UNKNOWN


def test_a_first_monday_is_told_although_it_is_weeks_away():
    at = datetime(2026, 11, 10, 15, tzinfo=BRUSSELS)
    hours = hours_at("Mo[1] 10:00-12:00", now=at, zone=BRUSSELS, country="BE")
    assert [span.start.date() for span in hours.coming] == [date(2026, 12, 7), date(2027, 1, 4)]
    assert hours.next_at == datetime(2026, 12, 7, 10, tzinfo=BRUSSELS)
    assert hours_at("Mo-Fr 10:00-12:00", now=at, zone=BRUSSELS, country="BE").coming == ()


def test_a_form_reads_what_people_write():
    assert OpeningHoursFormField().clean("du lundi au vendredi de 9h à 12h") == "Mo-Fr 09:00-12:00"


def test_a_form_asks_back_about_a_night_that_is_too_long():
    assert OpeningHoursFormField().clean("Fr 20:00-03:00") == "Fr 20:00-03:00"
    with pytest.raises(ValidationError) as refused:
        OpeningHoursFormField().clean("Mo 09:00-08:00")
    assert "09:00-08:00" in refused.value.messages[0]


def test_by_appointment_is_said_once_and_not_on_every_line():
    noon = datetime(2026, 11, 23, 12, tzinfo=BRUSSELS)
    hours = hours_at('Mo-Fr 09:00-11:00 || "by appointment"', now=noon, zone=BRUSSELS, country="BE")
    assert (hours.opening, hours.otherwise) == (Opening.UNKNOWN, "by appointment")
    assert spans_of(hours.days[0]) == ["09:00-11:00"]


def test_holidays_of_the_region():
    first = date(2026, 12, 24)  # Saturday 26 December is a holiday in Moselle, not in Paris
    for region, open_spans in (("FR-57", []), ("FR-75", ["09:00-12:00"])):
        where = Where(BRUSSELS, calendar_for("FR", region))
        assert spans_of(hours_of("Mo-Sa 09:00-12:00; PH off").days(first, 3, where)[2]) == open_spans
