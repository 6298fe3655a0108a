"""What the days of a schedule depend on, so that a day worked out once serves for all that are alike."""

from dataclasses import dataclass

from .tree import DAY, HolidayKind, Rule, Schedule, Span

Questions = tuple[tuple[HolidayKind, int], ...]
"""What is asked of the calendar about a day: each kind of holiday, and on which day before (negative) or after it."""


@dataclass(frozen=True)
class Needs:
    """`date`: the weekday does not say it all. `sun`: the coordinates matter. `questions`: the holidays that matter."""

    date: bool
    sun: bool
    questions: Questions


def needs_of(schedule: Schedule) -> Needs:
    """What the rules of the schedule depend on."""
    sun = any(_needs_sun(rule) for rule in schedule.rules)
    return Needs(
        date=sun or any(_needs_date(rule) for rule in schedule.rules),
        sun=sun,
        questions=tuple(sorted({asked for rule in schedule.rules for asked in _asked(rule)})),
    )


def _needs_sun(rule: Rule) -> bool:
    return any(span.start.event or (span.end and span.end.event) for span in rule.spans)


def _needs_date(rule: Rule) -> bool:
    days = rule.days
    return bool(days.years or days.dates or days.weeks or any(item.nth or item.shift for item in days.weekdays))


def _asked(rule: Rule) -> set[tuple[HolidayKind, int]]:
    back = (0, -1) if any(_reaches_tomorrow(span) for span in rule.spans) else (0,)
    return {(item.kind, day - item.shift) for item in rule.days.holidays for day in back}


def _reaches_tomorrow(span: Span) -> bool:
    if span.open_end or span.start.event or span.end is None or span.end.event:
        return True
    return span.end.minutes <= span.start.minutes or span.end.minutes > DAY
