"""What the days of a schedule depend on, so that a day worked out once serves for all that are alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from .tree import DAY, HolidayKind, Rule, Span

Questions = tuple[tuple[HolidayKind, int], ...]
"""What is asked of the calendar about a day: each kind of holiday, and on which day before (negative) or after it."""


@dataclass(frozen=True)
class Needs:
    """`date`: the weekday does not say it all. `sun`: the coordinates matter. `questions`: the holidays that matter."""

    date: bool
    sun: bool
    questions: Questions


def needs_of(rule: Rule) -> Needs:
    """What a rule depends on."""
    sun = any(span.start.event or (span.end and span.end.event) for span in rule.spans)
    return Needs(date=sun or _needs_date(rule), sun=sun, questions=tuple(sorted(_asked(rule))))


def all_needs(needs: Sequence[Needs]) -> Needs:
    """What several rules depend on together."""
    if len(needs) == 1:
        return needs[0]
    questions = {asked for each in needs for asked in each.questions}
    return Needs(
        date=any(each.date for each in needs),
        sun=any(each.sun for each in needs),
        questions=tuple(sorted(questions)) if questions else (),
    )


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
