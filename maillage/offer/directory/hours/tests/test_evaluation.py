"""Open, closed or unknown: why, until when, and when next."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from maillage.offer.directory.hours import At, HoursError, Reason, State, Where, hours_of, parse, states_at, write

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = date(2026, 11, 23)


class Calendar:
    """Public holidays on the dates given; school holidays as told, unknown from 2027 on."""

    def __init__(self, public=(), school=()):
        self.days = {"public": set(public), "school": set(school)}

    def public(self, day):
        return day in self.days["public"]

    def school(self, day):
        return None if day.year > 2026 else day in self.days["school"]


WHERE = Where(BRUSSELS, Calendar(public=[date(2026, 12, 25)], school=[date(2026, 12, 29)]), 50.85, 4.35)


def ask(value, *moment, where=WHERE):
    return hours_of(value).at(At(datetime(*moment, tzinfo=BRUSSELS), where))


def local(*moment):
    return datetime(*moment, tzinfo=BRUSSELS)


def test_open_says_until_when_and_when_again():
    answer = ask("Mo-Fr 09:00-12:00,13:30-16:00", 2026, 11, 23, 10)
    assert (answer.state, answer.until) == (State.OPEN, local(2026, 11, 23, 12))
    assert answer.next_opening == local(2026, 11, 23, 13, 30)


def test_the_rule_that_decides_is_told():
    answer = ask('Mo-Fr 09:00-12:00; Dec 25 off "Christmas"', 2026, 12, 25, 10)
    assert (answer.state, answer.reason, answer.comment) == (State.CLOSED, Reason.RULE, "Christmas")
    assert ask("Mo-Fr 09:00-12:00", 2026, 11, 28, 10).reason == Reason.NOTHING_SAID


@pytest.mark.parametrize(
    ("value", "moment", "state"),
    [
        ("Mo-Fr 09:00-12:00; PH off", (2026, 12, 25, 10), State.CLOSED),
        ("Mo-Fr 09:00-12:00; PH -1 day off", (2026, 12, 24, 10), State.CLOSED),
        ("Mo-Fr 09:00-12:00; SH off", (2026, 12, 29, 10), State.CLOSED),
        ("SH Mo-Tu 09:00-12:00", (2026, 12, 29, 10), State.OPEN),
        ("Mo-Fr 09:00-12:00; SH off", (2027, 1, 5, 10), State.UNKNOWN),
        ("Mo-Fr 09:00-12:00; SH off", (2027, 1, 5, 13), State.CLOSED),
        ("Fr 20:00-02:00", (2026, 11, 28, 1), State.OPEN),
        ("Fr 20:00-26:00", (2026, 11, 28, 1), State.OPEN),
        ("Mo[1] 10:00-12:00", (2026, 12, 7, 11), State.OPEN),
        ("Mo[1] 10:00-12:00", (2026, 12, 14, 11), State.CLOSED),
        ("Mo[-1] 10:00-12:00", (2026, 11, 30, 11), State.OPEN),
        ("Mo[1] +2 days 10:00-12:00", (2026, 12, 9, 11), State.OPEN),
        ("week 48/2 Mo 10:00-12:00", (2026, 11, 23, 11), None),
        ("week 48 Mo 10:00-12:00", (2026, 11, 23, 11), State.OPEN),
        ("week 01-53/2 Mo 10:00-12:00", (2026, 11, 23, 11), State.CLOSED),
        ("Nov 20-Jan 10 10:00-12:00", (2027, 1, 5, 11), State.OPEN),
        ("2026 Nov 20-2026 Nov 22 off; Mo 10:00-12:00", (2026, 11, 23, 11), State.OPEN),
        ("easter +1 day 10:00-12:00", (2026, 4, 6, 11), State.OPEN),
        ("Mo 17:00+", (2026, 11, 23, 19), State.UNKNOWN),
        ("Mo 17:00+", (2026, 11, 24, 4), State.CLOSED),
        ("Mo 17:00-19:00+", (2026, 11, 23, 18), State.OPEN),
        ('Mo-Fr 09:00-12:00 || "ring"', (2026, 11, 23, 14), State.UNKNOWN),
        ("Mo-Fr 10:00-16:00; We 12:00-13:00 off", (2026, 11, 25, 12, 30), State.CLOSED),
        ("Mo-Fr 10:00-16:00; We 12:00-13:00", (2026, 11, 25, 15), State.CLOSED),
        ("Mo-Fr 10:00-16:00, We 18:00-20:00", (2026, 11, 25, 15), State.OPEN),
        ("sunrise-sunset", (2026, 11, 23, 12), State.OPEN),
        ("sunrise-sunset", (2026, 11, 23, 17, 30), State.CLOSED),
    ],
)
def test_what_holds(value, moment, state):
    if state is None:
        with pytest.raises(ValueError, match="single week"):
            hours_of(value)
        return
    assert ask(value, *moment).state == state


def test_what_nobody_knows_is_unknown_where_it_matters_and_only_there():
    nowhere = Where(BRUSSELS)
    answer = ask("Mo-Fr 09:00-12:00; PH off", 2026, 11, 23, 10, where=nowhere)
    assert (answer.state, answer.reason) == (State.UNKNOWN, Reason.HOLIDAYS)
    assert ask("Mo-Fr 09:00-12:00; PH off", 2026, 11, 23, 13, where=nowhere).state == State.CLOSED
    assert ask("Mo-Fr 09:00-12:00; PH 09:00-12:00", 2026, 11, 23, 10, where=nowhere).state == State.OPEN
    assert ask("sunrise-sunset", 2026, 11, 23, 12, where=nowhere).reason == Reason.SUN


def test_a_dated_closure_ends_when_it_ends():
    value = "Mo-Fr 09:00-12:00; 2026 Nov 20-2026 Nov 27 off"
    answer = ask(value, 2026, 11, 23, 10)
    assert (answer.state, answer.next_opening) == (State.CLOSED, local(2026, 11, 30, 9))
    assert ask(value, 2027, 11, 23, 10).state == State.OPEN


def test_day_and_night_never_changes():
    answer = ask("24/7", 2026, 11, 23, 10)
    assert (answer.state, answer.until, answer.next_opening) == (State.OPEN, None, None)


def test_half_past_nine_is_half_past_nine_in_summer_and_winter():
    days = hours_of("Mo-Su 09:30-11:00").days(date(2026, 10, 24), 3, WHERE)
    assert {f"{opening.start:%H:%M}" for day in days for opening in day.openings} == {"09:30"}


def test_the_hour_that_is_leapt_over_and_the_one_that_comes_twice():
    spring = hours_of("Su 02:30-04:00").days(date(2026, 3, 29), 1, WHERE)[0].openings[0]
    assert f"{spring.start:%H:%M}" == "03:00"
    autumn = hours_of("Sa 22:00-02:30")
    assert autumn.days(date(2026, 10, 24), 1, WHERE)[0].openings[0].end.astimezone(UTC).hour == 0
    first = At(datetime(2026, 10, 25, 2, 15, tzinfo=BRUSSELS), WHERE)
    second = At(datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=BRUSSELS), WHERE)
    assert (autumn.state(first), autumn.state(second)) == (State.OPEN, State.CLOSED)


def test_many_at_once_say_what_each_says():
    at = At(datetime(2026, 11, 23, 10, tzinfo=BRUSSELS), WHERE)
    values = ["24/7", "Mo off", '"ring"', "Mo-Fr 09:00-12:00; PH off"]
    assert states_at(values, at) == [hours_of(value).state(at) for value in values]


WEEKDAYS = ["Mo", "Tu-Th", "Fr-Mo", "Sa,Su", "We[1]", "Su[-1]", "PH", "SH", "Mo-Fr,PH", ""]
DATES = ["", "", "", "Oct 20-Nov 05", "Nov", "Oct-Mar", "week 40-48/2", "2026 Oct 25"]
TIMES = ["09:00-12:00", "20:00-03:00", "02:15-02:45", "17:00+", "sunrise-sunset", "08:00-12:00,13:00-26:00", ""]
STATES = ["", "", "", "off", "unknown", '"ring"', 'open "come in"']


@some.composite
def schedules(draw):
    text = ""
    for n in range(draw(some.integers(1, 3))):
        parts = [draw(some.sampled_from(choice)) for choice in (DATES, WEEKDAYS, TIMES, STATES)]
        rule = " ".join(part for part in parts if part)
        if parts[2] == parts[3] == "":
            rule += " 10:00-11:00"
        text += (draw(some.sampled_from(["; ", ", ", " || "])) if n else "") + rule.strip()
    return text


@settings(max_examples=150, deadline=None)
@given(schedules())
def test_what_is_written_reads_the_same(text):
    tree = parse(text)
    assert parse(write(tree)) == tree
    assert write(parse(write(tree))) == write(tree)


@settings(max_examples=60, deadline=None)
@given(schedules(), some.integers(0, 40 * 24 * 4))
def test_days_and_moments_agree_and_time_never_goes_back(text, quarter):
    hours = hours_of(text)
    moment = datetime(2026, 10, 10, tzinfo=UTC) + timedelta(minutes=15 * quarter)
    answer = hours.at(At(moment, WHERE))
    first = moment.astimezone(BRUSSELS).date() - timedelta(days=1)
    openings = [opening for day in hours.days(first, 3, WHERE) for opening in day.openings]
    holding = [opening.state for opening in openings if opening.start <= moment < opening.end]
    assert holding == ([] if answer.state == State.CLOSED else [answer.state])
    assert all(opening.start < opening.end for opening in openings)
    assert all(one.end <= other.start for one, other in pairwise(openings))
    assert answer.until is None or answer.until > moment


@pytest.mark.parametrize("stored", ["Mo-Fr 8:00-12:00; Aug 1-15 off", "mo-fr 08:00-12:00; aug 01-15 closed"])
def test_what_was_stored_in_a_looser_notation_is_still_read(stored):
    strict = hours_of("Mo-Fr 08:00-12:00; Aug 01-15 off")
    assert hours_of(stored).days(date(2026, 7, 27), 28, WHERE) == strict.days(date(2026, 7, 27), 28, WHERE)


@pytest.mark.parametrize("stored", ["Mo-Fr 8:30-5:30", "zu den Schulzeiten"])
def test_what_was_stored_and_cannot_be_read_is_refused(stored):
    with pytest.raises(HoursError):
        hours_of(stored)


def test_rules_that_are_alike_in_two_values_do_not_meddle():
    one, other = hours_of("Mo 09:00-12:00; PH off"), hours_of("Mo 09:00-12:00, Tu 22:00-02:00; PH off")
    monday = date(2026, 11, 23)
    assert [len(day.openings) for day in one.days(monday, 3, WHERE)] == [1, 0, 0]
    assert [len(day.openings) for day in other.days(monday, 3, WHERE)] == [1, 1, 0]
