"""The week that people fill in: what it writes, what it reads back, what it refuses."""

from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.foundation.calendars import calendar_for
from maillage.offer.directory.hours import HoursError, Where, hours_of, parse, write
from maillage.offer.directory.hours.grid import (
    Access,
    Deviation,
    Fault,
    Grid,
    Nth,
    School,
    Season,
    Slot,
    grid_of,
    problems_of,
    schedule_of,
)

MORNING, AFTERNOON, NIGHT = Slot(540, 720), Slot(810, 960), Slot(20 * 60, 120)


def week(**slots):
    names = ("mo", "tu", "we", "th", "fr", "sa", "su")
    return tuple(slots.get(name, ()) for name in names)


def value_of(grid):
    schedule = schedule_of(grid)
    return write(schedule) if schedule else ""


@pytest.mark.parametrize(
    ("grid", "value"),
    [
        (Grid(), ""),
        (Grid(week=week(mo=(MORNING,), tu=(MORNING,), we=(MORNING,))), "Mo-We 09:00-12:00"),
        (Grid(week=week(mo=(AFTERNOON, MORNING), th=(MORNING,))), "Mo 09:00-12:00,13:30-16:00; Th 09:00-12:00"),
        (Grid(week=((MORNING,),) * 7), "09:00-12:00"),
        (Grid(week=week(fr=(NIGHT,))), "Fr 20:00-02:00"),
        (Grid(nth=(Nth((1, 3), 1, (MORNING,)),)), "Tu[1,3] 09:00-12:00"),
        (Grid(week=week(tu=(MORNING,)), nth=(Nth((-1,), 1, (AFTERNOON,)),)), "Tu 09:00-12:00, Tu[-1] 13:30-16:00"),
        (
            Grid(week=week(mo=(MORNING,)), closed_on_public_holidays=True, school=School.CLOSED),
            "Mo 09:00-12:00; SH off; PH off",
        ),
        (Grid(week=week(mo=(MORNING,)), school=School.ONLY), "SH Mo 09:00-12:00"),
        (Grid(week=week(mo=(MORNING,)), season=Season((4, 1), (9, 30))), "Apr-Sep Mo 09:00-12:00"),
        (Grid(week=week(mo=(MORNING,)), season=Season((4, 15), (9, 30))), "Apr 15-Sep 30 Mo 09:00-12:00"),
        (
            Grid(
                week=week(mo=(MORNING,)),
                exceptions=(
                    Deviation(date(2026, 12, 24), date(2027, 1, 2)),
                    Deviation(date(2026, 12, 28), date(2026, 12, 28), (MORNING,)),
                    Deviation(date(2028, 8, 1), date(2028, 8, 31), yearly=True),
                ),
            ),
            "Mo 09:00-12:00; 2026 Dec 24-2027 Jan 02 off; 2026 Dec 28 09:00-12:00; Aug off",
        ),
        (Grid(access=Access.APPOINTMENT), '"by appointment"'),
        (
            Grid(week=week(mo=(MORNING,)), access=Access.TICKETS, note="ground floor"),
            'Mo 09:00-12:00 "with a ticket; ground floor"',
        ),
        (
            Grid(week=week(mo=(MORNING,)), access=Access.OTHERWISE_APPOINTMENT),
            'Mo 09:00-12:00 || "by appointment"',
        ),
        (Grid(around_the_clock=True, closed_on_public_holidays=True), "24/7; PH off"),
    ],
)
def test_a_grid_and_its_value(grid, value):
    assert not problems_of(grid)
    assert value_of(grid) == value
    if value:
        back = grid_of(parse(value))
        assert back is not None and value_of(back) == value


@pytest.mark.parametrize(
    "value",
    [
        "Mo-Fr 09:00-17:00; We 09:00-12:00; Sa,Su off; PH,SH off",
        "Mo-Fr 09:00-12:00, We 14:00-16:00; PH off",
        "Tu[1],Tu[3] 14:00-17:00; PH off",
        "Mo-Sa open; PH off",
        "Mo 09:00-12:00; Jul,Aug off",
        "We[1,3] 14:00-16:30; Jul-Aug off; PH off",
        "Apr-Sep 10:00-18:00",
        "Fr 20:00-26:00",
        'Mo-Fr 09:00-12:00 "sur rendez-vous"',
    ],
)
def test_what_others_wrote_means_the_same_in_the_grid(value):
    grid = grid_of(parse(value))
    assert grid is not None
    assert _differing_day(value, value_of(grid)) is None


@pytest.mark.parametrize(
    "value",
    [
        "PH off; Mo-Fr 09:00-12:00",  # the week replaces what was said of holidays
        "Mo 09:00+",
        "Mo sunrise-sunset",
        "week 01-53/2 Mo 09:00-12:00",
        "Apr-Sep Mo 09:00-12:00; Oct-Mar Mo 10:00-12:00",
        'Mo 09:00-12:00 "a"; Tu 09:00-12:00 "b"',
        "Mo 09:00-12:00 unknown",
        "Tu 09:00-12:00; Tu[1] 14:00-16:00",  # instead of, not beside
        "Dec 25 10:00-12:00; PH off",
        "PH 10:00-12:00",
        "Mo 09:00-12:00; easter off",
        "2026 Mo 09:00-12:00",
        "off",
        "Mo 12:00-13:00 off",
    ],
)
def test_what_a_grid_cannot_say_stays_text(value):
    assert grid_of(parse(value)) is None


@pytest.mark.parametrize(
    ("grid", "fault", "where"),
    [
        (Grid(week=week(we=(Slot(720, 540),))), Fault.ENDS_BEFORE, {"weekday": 2}),
        (Grid(week=week(mo=(Slot(540, 540),))), Fault.ENDS_BEFORE, {"weekday": 0}),
        (Grid(week=week(th=(Slot(540, 720), Slot(700, 800)))), Fault.OVERLAPS, {"weekday": 3}),
        (Grid(week=week(fr=(NIGHT, Slot(22 * 60, 23 * 60)))), Fault.OVERLAPS, {"weekday": 4}),
        (Grid(week=week(su=(NIGHT,), mo=(Slot(60, 540),))), Fault.OVERLAPS_NEXT, {"weekday": 6}),
        (Grid(nth=(Nth((1,), 1, ()),)), Fault.NO_TIME, {"nth": 0}),
        (Grid(week=week(tu=(MORNING,)), nth=(Nth((1,), 1, (MORNING,)),)), Fault.OVERLAPS, {"nth": 0}),
        (Grid(exceptions=(Deviation(date(2027, 1, 2), date(2027, 1, 1)),)), Fault.LAST_BEFORE_FIRST, {"exception": 0}),
        (Grid(closed_on_public_holidays=True), Fault.NOTHING_OPEN, {}),
        (Grid(note='say "hello"'), Fault.QUOTE, {}),
    ],
)
def test_what_makes_no_sense_is_said_with_its_day(grid, fault, where):
    problems = problems_of(grid)
    assert [problem.fault for problem in problems] == [fault]
    assert all(getattr(problems[0], name) == place for name, place in where.items())


SLOTS = st.lists(st.integers(0, 47), min_size=0, max_size=4, unique=True).map(
    lambda halves: tuple(Slot(a * 30, b * 30) for a, b in zip(sorted(halves)[::2], sorted(halves)[1::2], strict=False))
)
GRIDS = st.builds(
    Grid,
    week=st.tuples(*[SLOTS] * 7),
    nth=st.lists(
        st.builds(
            Nth,
            nth=st.sampled_from([(1,), (2, 4), (-1,), (1, 3)]),
            weekday=st.integers(0, 6),
            slots=SLOTS.filter(bool),
        ),
        max_size=2,
        unique_by=lambda row: row.weekday,
    ).map(tuple),
    closed_on_public_holidays=st.booleans(),
    school=st.sampled_from(School),
    season=st.none() | st.sampled_from([Season((4, 1), (9, 30)), Season((11, 3), (2, 28)), Season((7, 1), (8, 15))]),
    exceptions=st.lists(
        st.builds(
            lambda start, length, slots, yearly: Deviation(
                date(2028 if yearly else 2027, 1, 1) + timedelta(days=start),
                date(2028 if yearly else 2027, 1, 1) + timedelta(days=start + length),
                slots,
                yearly,
            ),
            st.integers(0, 300),
            st.integers(0, 40),
            SLOTS,
            st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    access=st.sampled_from(Access),
    note=st.sampled_from(["", "ring twice", "entrance B"]),
)


@given(GRIDS)
@settings(max_examples=300, deadline=None)
def test_every_grid_comes_back(grid):
    if problems_of(grid) or grid.is_empty:
        return
    value = value_of(grid)
    back = grid_of(parse(value))
    assert back is not None, value
    assert value_of(back) == value


@given(
    st.lists(
        st.sampled_from(
            ["Mo-Fr 09:00-12:00", "We off", "Tu[1] 14:00-16:00", "PH off", "SH off", "Dec 25 off", "Aug 10:00-11:00"]
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["; ", ", "]),
)
@settings(max_examples=100, deadline=None)
def test_what_the_grid_reads_it_does_not_change(rules, join):
    value = join.join(rules)
    try:
        grid = grid_of(parse(value))
    except HoursError:
        return
    if grid is not None:
        assert _differing_day(value, value_of(grid)) is None, (value, value_of(grid))


BRUSSELS = Where(ZoneInfo("Europe/Brussels"), calendar_for("BE", "BE-WAL"))
WINDOWS = (  # the turn of the year, a plain fortnight, Easter and the clocks, August and its edges, the clocks again
    (date(2026, 12, 21), 21),
    (date(2027, 2, 1), 14),
    (date(2027, 3, 22), 14),
    (date(2027, 7, 26), 14),
    (date(2027, 8, 28), 10),
    (date(2027, 10, 25), 14),
)


def _differing_day(value, other):
    """The first stretch of time, in the windows, of which two values do not say the same."""
    one, two = _stretches(value), _stretches(other)
    return next((pair for pair in zip_longest(one, two) if pair[0] != pair[1]), None)


def _stretches(value):
    """From when until when it is open or unknown, from noon to noon of each window; what has no break is one."""
    found = []
    for first, count in WINDOWS:
        noon, last_noon = (datetime.combine(day, time(12), BRUSSELS.zone) for day in (first, first + timedelta(count)))
        for day in hours_of(value).days(first, count + 1, BRUSSELS):
            for each in day.openings:
                start, end = max(each.start, noon), min(each.end, last_noon)
                if found and (found[-1][1], found[-1][2]) == (start, each.state):
                    found[-1] = (found[-1][0], end, each.state)
                elif start < end:
                    found.append((start, end, each.state))
    return found
