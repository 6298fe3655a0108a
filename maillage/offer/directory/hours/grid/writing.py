"""From a grid to a schedule."""

from collections.abc import Iterator

from maillage.offer.directory.hours.sentences.notes import CANONICAL
from maillage.offer.directory.hours.tree import (
    DAY,
    Dates,
    Days,
    Holiday,
    HolidayKind,
    Join,
    Moment,
    MonthDay,
    Months,
    Rule,
    Schedule,
    Span,
    State,
    Weekdays,
)
from maillage.offer.directory.hours.words import LONGEST_MONTHS

from .cells import WEEK, Access, Deviation, Grid, School, Slot


def schedule_of(grid: Grid) -> Schedule | None:
    """The schedule of a grid without problems; None for an empty one: its hours are unknown."""
    rules = [*_weekly_rules(grid), *_nth_rules(grid)]
    comment = _comment(grid)
    if not rules and comment:
        rules = [Rule(comment=comment)]
    if grid.school == School.CLOSED:
        rules.append(_off(Days(holidays=(Holiday(HolidayKind.SCHOOL),))))
    if grid.closed_on_public_holidays:
        rules.append(_off(Days(holidays=(Holiday(HolidayKind.PUBLIC),))))
    rules += [_deviation_rule(exception) for exception in grid.exceptions]
    if grid.access == Access.OTHERWISE_APPOINTMENT:
        rules.append(Rule(comment=CANONICAL["appointment"], join=Join.FALLBACK if rules else Join.NORMAL))
    return Schedule(tuple(rules)) if rules else None


def _comment(grid: Grid) -> str:
    key = "" if grid.access == Access.OTHERWISE_APPOINTMENT else grid.access.value
    return "; ".join(part for part in (CANONICAL[key] if key else "", grid.note) if part)


def _weekly_rules(grid: Grid) -> Iterator[Rule]:
    if grid.around_the_clock:
        if grid.season or grid.school == School.ONLY:
            yield Rule(days=_within(grid, ()), spans=(_span(Slot(0, DAY)),), comment=_comment(grid))
        else:
            yield Rule(around_the_clock=True, comment=_comment(grid))
        return
    by_slots: dict[tuple[Slot, ...], list[int]] = {}
    for day in WEEK:
        if grid.week[day]:
            by_slots.setdefault(tuple(sorted(grid.week[day])), []).append(day)
    for slots, days in by_slots.items():
        weekdays = () if len(days) == 7 and grid.school != School.ONLY else tuple(_ranges(days))
        yield Rule(_within(grid, weekdays), tuple(_span(slot) for slot in slots), comment=_comment(grid))


def _nth_rules(grid: Grid) -> Iterator[Rule]:
    for row in grid.nth:
        join = Join.ADDITIONAL if grid.week[row.weekday] else Join.NORMAL
        weekdays = (Weekdays(row.weekday, row.weekday, tuple(row.nth)),)
        spans = tuple(_span(slot) for slot in sorted(row.slots))
        yield Rule(_within(grid, weekdays), spans, comment=_comment(grid), join=join)


def _within(grid: Grid, weekdays: tuple[Weekdays, ...]) -> Days:
    """The weekdays, in the season and the holidays to which the whole week is limited."""
    dates = (_dates_of(grid.season.first, grid.season.last),) if grid.season else ()
    if grid.school == School.ONLY:
        held = (Holiday(HolidayKind.SCHOOL),)
        return Days(dates=dates, weekdays=weekdays, holidays=held, holidays_only_on_weekdays=bool(weekdays))
    return Days(dates=dates, weekdays=weekdays)


def _ranges(days: list[int]) -> Iterator[Weekdays]:
    first = last = days[0]
    for day in [*days[1:], -1]:
        if day == last + 1:
            last = day
            continue
        if last == first + 1:
            yield from (Weekdays(first, first), Weekdays(last, last))
        else:
            yield Weekdays(first, last)
        first = last = day


def _dates_of(first: tuple[int, int], last: tuple[int, int]) -> Months | Dates:
    if first[1] == 1 and last[1] >= LONGEST_MONTHS[last[0] - 1] - (last[0] == 2):
        return Months(first[0], last[0])
    return Dates(MonthDay(*first), MonthDay(*last))


def _span(slot: Slot) -> Span:
    return Span(Moment(slot.start), Moment(slot.end))


def _off(days: Days) -> Rule:
    return Rule(days=days, state=State.CLOSED)


def _deviation_rule(exception: Deviation) -> Rule:
    first, last = exception.first, exception.last
    if exception.yearly:
        dates: Months | Dates = _dates_of((first.month, first.day), (last.month, last.day))
    else:
        dates = Dates(MonthDay(first.month, first.day, first.year), MonthDay(last.month, last.day, last.year))
    days = Days(dates=(dates,))
    return Rule(days, tuple(_span(slot) for slot in sorted(exception.slots))) if exception.slots else _off(days)
