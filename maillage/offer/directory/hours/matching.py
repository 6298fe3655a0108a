"""Whether a rule speaks of a day."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeGuard

from .easter import easter_of
from .tree import (
    Anchor,
    Dates,
    Days,
    Easter,
    Holiday,
    HolidayKind,
    MonthDay,
    Months,
    NthWeekday,
    Weekdays,
    Weeks,
    Years,
)

IsHoliday = Callable[[HolidayKind, date], bool]
"""Asked about a holiday; the answer may be an assumption, see `resolution`."""


def fits(days: Days, day: date, is_holiday: IsHoliday) -> bool:
    """The rule speaks of `day`."""
    return (
        (not days.years or any(_in_years(item, day.year) for item in days.years))
        and (not days.dates or any(_in_dates(item, day) for item in days.dates))
        and (not days.weeks or any(_in_weeks(item, day) for item in days.weeks))
        and _in_week(days, day, is_holiday)
    )


def _in_week(days: Days, day: date, is_holiday: IsHoliday) -> bool:
    if not days.weekdays and not days.holidays:
        return True
    weekday = any(_is_weekday(item, day) for item in days.weekdays)
    if days.holidays_only_on_weekdays:
        return weekday and _is_holiday(days, day, is_holiday)
    return weekday or _is_holiday(days, day, is_holiday)


def _is_holiday(days: Days, day: date, is_holiday: IsHoliday) -> bool:
    return any(_holiday_on(item, day, is_holiday) for item in days.holidays)


def _holiday_on(item: Holiday, day: date, is_holiday: IsHoliday) -> bool:
    return is_holiday(item.kind, day - timedelta(days=item.shift))


def _is_weekday(item: Weekdays, day: date) -> bool:
    if item.shift:
        day -= timedelta(days=item.shift)
    weekday = day.weekday()
    if not item.nth:
        return goes_round(item.first, weekday, item.last)
    if weekday != item.first:
        return False
    from_end = -((monthrange(day.year, day.month)[1] - day.day) // 7 + 1)
    return (day.day - 1) // 7 + 1 in item.nth or from_end in item.nth


def _in_years(item: Years, year: int) -> bool:
    return item.first <= year and (item.last is None or year <= item.last) and (year - item.first) % item.every == 0


def _in_weeks(item: Weeks, day: date) -> bool:
    week = day.isocalendar().week
    return goes_round(item.first, week, item.last) and (week - item.first) % item.every == 0


def _in_dates(item: Months | Dates, day: date) -> bool:
    if isinstance(item, Months):
        return _in_months(item, day)
    if item.first.year is not None:
        first = day_of(item.first, item.first.year)
        return first <= day and (item.last is None or day <= _end(item.last, item.last.year or item.first.year, first))
    if item.last is None:
        return day_of(item.first, day.year) <= day
    if _is_fixed(item.first) and _is_fixed(item.last):
        return goes_round(_number(item.first), day.month * 100 + day.day, _number(item.last))
    return _in_some_year(item.first, item.last, day)


def _in_some_year(first: Anchor, last: Anchor, day: date) -> bool:
    years = (day.year - 1, day.year, day.year + 1)  # a shift or the turn of the year may lead into another
    if first == last:
        return any(_falls_on(first, year, day) for year in years)
    return any(_between(first, last, year, day) for year in years)


def _is_fixed(anchor: Anchor) -> TypeGuard[MonthDay]:
    """It falls on the same day in every year."""
    return isinstance(anchor, MonthDay) and not anchor.shift and (anchor.month, anchor.day) != (2, 29)


def _number(anchor: MonthDay) -> int:
    return anchor.month * 100 + anchor.day


def _between(first: Anchor, last: Anchor, year: int, day: date) -> bool:
    start = day_of(first, year)
    return start <= day <= _end(last, year, start)


def _end(anchor: Anchor, year: int, first: date) -> date:
    last = day_of(anchor, year)
    return day_of(anchor, year + 1) if last < first and anchor.year is None else last


def _falls_on(anchor: Anchor, year: int, day: date) -> bool:
    if isinstance(anchor, MonthDay) and anchor.day > monthrange(year, anchor.month)[1]:
        return False
    return day_of(anchor, year) == day


def _in_months(item: Months, day: date) -> bool:
    if item.year is None:
        return goes_round(item.first, day.month, item.last)
    if item.first <= item.last:
        return day.year == item.year and item.first <= day.month <= item.last
    return (day.year == item.year and day.month >= item.first) or (day.year == item.year + 1 and day.month <= item.last)


def day_of(anchor: Anchor, year: int) -> date:
    """The day that an anchor means in a year; 29 February is the 28th in a year without one."""
    match anchor:
        case Easter():
            day = easter_of(year)
        case MonthDay():
            day = date(year, anchor.month, min(anchor.day, monthrange(year, anchor.month)[1]))
        case NthWeekday():
            day = _nth_weekday(year, anchor)
    return day + timedelta(days=anchor.shift)


def _nth_weekday(year: int, anchor: NthWeekday) -> date:
    if anchor.nth > 0:
        first = date(year, anchor.month, 1)
        return first + timedelta(days=(anchor.weekday - first.weekday()) % 7 + 7 * (anchor.nth - 1))
    last = date(year, anchor.month, monthrange(year, anchor.month)[1])
    return last - timedelta(days=(last.weekday() - anchor.weekday) % 7 + 7 * (-anchor.nth - 1))


def goes_round(first: int, value: int, last: int) -> bool:
    """`value` lies in the range, which goes round where its end comes before its start."""
    return first <= value <= last if first <= last else value >= first or value <= last
