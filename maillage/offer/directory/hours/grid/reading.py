"""From a schedule to the grid that says the same, where there is one.

Later rules replace what earlier ones said of a day, so the order counts: a grid writes the week first, then the nth
weekdays, then what closes, then the exceptions. What comes in an order that means something else is not taken.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from maillage.offer.directory.hours.sentences.notes import split_note
from maillage.offer.directory.hours.tree import (
    DAY,
    Dates,
    Days,
    HolidayKind,
    Join,
    MonthDay,
    Months,
    Rule,
    Schedule,
    State,
    Weekdays,
)
from maillage.offer.directory.hours.words import LONGEST_MONTHS

from .cells import WEEK, Access, Deviation, Grid, Nth, School, Season, Slot
from .problems import problems_of

_LEAP = 2028  # a year with a 29 February, for dates whose year does not count


class NotAGridError(ValueError):
    """The schedule says something that the form cannot ask."""


def grid_of(schedule: Schedule) -> Grid | None:
    """The grid that says what a schedule says, or None where a grid cannot."""
    reader = _Reader()
    try:
        for rule in schedule.rules:
            reader.take(rule)
        grid = reader.grid()
    except NotAGridError:
        return None
    return None if grid.is_empty or problems_of(grid) else grid


def _only_if(condition: bool) -> None:
    if not condition:
        raise NotAGridError


class _Reader:
    """Takes a schedule's rules in turn."""

    def __init__(self) -> None:
        self.week: list[tuple[Slot, ...]] = [()] * 7
        self.nth: list[Nth] = []
        self.deviations: list[Deviation] = []
        self.comments: set[str] = set()
        self.limits: set[tuple[Season | None, bool]] = set()
        self.public = self.school = self.always = self.otherwise = False

    def take(self, rule: Rule) -> None:
        """Take a rule; raises NotAGridError."""
        _only_if(not self.otherwise and rule.state != State.UNKNOWN)
        _only_if(not rule.days.years and not rule.days.weeks)
        if rule.join == Join.FALLBACK:
            _only_if(_is_bare(rule) and split_note(rule.comment) == ("appointment", ""))
            self.otherwise = True
        elif rule.means == State.CLOSED:
            _only_if(not rule.comment and not rule.spans)
            self._close(rule.days)
        elif _is_bare(rule):
            self._say_only(rule)
        elif self._is_deviation(rule):
            _only_if(not rule.comment and rule.join == Join.NORMAL)
            self._deviate(rule.days, _slots(rule))
        else:
            self._open(rule, _slots(rule))

    def grid(self) -> Grid:
        """What was taken; raises NotAGridError where the rules do not go together."""
        _only_if(len(self.limits) < 2 and len(self.comments) < 2)
        season, only = next(iter(self.limits), (None, False))
        key, note = split_note(next(iter(self.comments), ""))
        _only_if(not (only and self.school) and not (key and self.otherwise))
        return Grid(
            week=tuple(self.week),
            nth=tuple(self.nth),
            around_the_clock=self.always,
            closed_on_public_holidays=self.public,
            school=School.ONLY if only else School.CLOSED if self.school else School.NOTHING,
            season=season,
            exceptions=tuple(self.deviations),
            access=Access.OTHERWISE_APPOINTMENT if self.otherwise else Access(key),
            note=note,
        )

    def _close(self, days: Days) -> None:
        _only_if(not days.is_every_day and not any(item.nth or item.shift for item in days.weekdays))
        if days.holidays:
            _only_if(not days.weekdays and not days.dates and not any(item.shift for item in days.holidays))
            _only_if(not any(deviation.slots for deviation in self.deviations))
            self.public |= any(item.kind == HolidayKind.PUBLIC for item in days.holidays)
            self.school |= any(item.kind == HolidayKind.SCHOOL for item in days.holidays)
        elif days.dates:
            _only_if(not days.weekdays)
            self._deviate(days, ())
        else:
            _only_if(not self._is_late() and not self.always and not self.nth)
            for day in _weekdays(days):
                self.week[day] = ()

    def _say_only(self, rule: Rule) -> None:
        """A comment alone, or 24/7."""
        _only_if(rule.state is None and bool(rule.comment or rule.around_the_clock))
        _only_if(not self._is_late() and not self.always and not any(self.week) and not self.nth)
        self.always = rule.around_the_clock
        self.comments.add(rule.comment)
        self.limits.add((None, False))

    def _is_deviation(self, rule: Rule) -> bool:
        """Dates without weekdays: an exception, unless they limit a week of seven equal days that comes first."""
        days = rule.days
        if not days.dates or days.weekdays or days.holidays:
            return False
        begins = not any(self.week) and not self.nth and not self.always and not self._is_late()
        return not (begins and _season_of(days.dates) is not None)

    def _open(self, rule: Rule, slots: tuple[Slot, ...]) -> None:
        days = rule.days
        _only_if(not self._is_late() and not self.always)
        season = _season_of(days.dates)
        _only_if(season is not None or not days.dates)
        if days.holidays:
            _only_if(all(item.kind == HolidayKind.SCHOOL and not item.shift for item in days.holidays))
            _only_if(days.holidays_only_on_weekdays or not days.weekdays)
        self.limits.add((season, bool(days.holidays)))
        self.comments.add(rule.comment)
        if any(item.nth or item.shift for item in days.weekdays):
            self._take_nth(days.weekdays, slots, beside=rule.join == Join.ADDITIONAL)
            return
        _only_if(not self.nth)
        for day in _weekdays(days) or list(WEEK):
            self.week[day] = (*self.week[day], *slots) if rule.join == Join.ADDITIONAL else slots

    def _take_nth(self, items: Sequence[Weekdays], slots: tuple[Slot, ...], *, beside: bool) -> None:
        _only_if(all(item.nth and not item.shift and min(item.nth) >= -1 for item in items))
        by_day: dict[int, set[int]] = {}
        for item in items:
            by_day.setdefault(item.first, set()).update(item.nth)
        for day, nth in by_day.items():
            _only_if(beside == bool(self.week[day]))
            _only_if(not any(row.weekday == day for row in self.nth))
            self.nth.append(Nth(tuple(sorted(nth, key=lambda n: (n < 0, n))), day, slots))

    def _deviate(self, days: Days, slots: tuple[Slot, ...]) -> None:
        self.deviations += [_deviation_of(item, slots) for item in days.dates]

    def _is_late(self) -> bool:
        """Whether something was said that a week must come before."""
        return self.public or self.school or bool(self.deviations)


def _is_bare(rule: Rule) -> bool:
    return rule.days.is_every_day and not rule.spans


def _slots(rule: Rule) -> tuple[Slot, ...]:
    if not rule.spans:
        _only_if(not rule.comment)  # with a comment alone nobody said that it is open
        return (Slot(0, DAY),)
    found = []
    for span in rule.spans:
        _only_if(not (span.open_end or span.every or span.start.event) and span.end is not None)
        if span.end is not None:
            _only_if(span.end.event is None)
            found.append(
                Slot(span.start.minutes, span.end.minutes - DAY if span.end.minutes > DAY else span.end.minutes)
            )
    return tuple(sorted(found))


def _weekdays(days: Days) -> list[int]:
    return [(item.first + n) % 7 for item in days.weekdays for n in range((item.last - item.first) % 7 + 1)]


def _season_of(dates: Sequence[Months | Dates]) -> Season | None:
    """The season that dates are; None where they are none, or one that a grid has not."""
    ends = _ends_of(dates[0]) if len(dates) == 1 else None
    if ends is None or ends[0].year is not None or ends[0] == ends[1]:
        return None
    return Season((ends[0].month, ends[0].day), (ends[1].month, ends[1].day))


def _ends_of(item: Months | Dates) -> tuple[MonthDay, MonthDay] | None:
    """The first and the last day of dates; None where they are not two plain days of a month."""
    if isinstance(item, Months):
        if item.year is not None and item.last < item.first:
            return None
        last = LONGEST_MONTHS[item.last - 1]
        if item.year is not None and item.last == 2:
            last = (date(item.year, 3, 1) - timedelta(days=1)).day
        return MonthDay(item.first, 1, item.year), MonthDay(item.last, last, item.year)
    start, end = item.first, item.last
    if not isinstance(start, MonthDay) or not isinstance(end, MonthDay) or start.shift or end.shift:
        return None
    if start.year is not None and end.year is None:
        end = replace(end, year=start.year)
    return (start, end) if (start.year is None) == (end.year is None) else None


def _deviation_of(item: Months | Dates, slots: tuple[Slot, ...]) -> Deviation:
    ends = _ends_of(item)
    if ends is None:
        raise NotAGridError
    start, end = ends
    try:
        first = date(start.year or _LEAP, start.month, start.day)
        last = date(end.year or _LEAP, end.month, end.day)
        if start.year is None and last < first:  # from December to January
            last = last.replace(year=_LEAP + 1)
    except ValueError as error:
        raise NotAGridError from error
    _only_if(first <= last)
    return Deviation(first, last, slots, yearly=start.year is None)
