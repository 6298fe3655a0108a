"""One day of a schedule, worked out: which state holds from minute to minute, and which rule decided.

Rules are laid over each other in their order, like paint. What the oracle of `benchmarks/hours/agreement` does and the
specification leaves open is done here too: a rule replaces what was said before also for the hours after midnight that
belong to the evening before; a rule without days replaces only such another; an open end is unknown for eight to ten
hours.

A holiday that nobody knows is tried both ways. Where the two days differ, the state is unknown.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache, reduce
from itertools import pairwise, product
from operator import or_
from typing import NamedTuple

from .matching import fits, goes_round
from .needs import Needs, needs_of
from .tree import DAY, KEPT_RULES, Days, HolidayKind, Join, Moment, Rule, Schedule, Span, State
from .where import Where

_ONE_DAY = timedelta(days=1)
_MOST_QUESTIONS = 6  # open questions about holidays tried both ways; more than this is simply unknown


class Reason(StrEnum):
    """Why a state holds."""

    RULE = "rule"  # the rule says so
    NOTHING_SAID = "nothing"  # no rule speaks of this moment: closed
    OPEN_END = "open_end"  # it opened, and nobody said until when
    HOLIDAYS = "holidays"  # it depends on a holiday, and the calendar of the place does not say
    SUN = "sun"  # it depends on the sun, and nobody said where the place is


class Stretch(NamedTuple):
    """Minutes of a day, `start` to `end` (excluded), with their state; `rule` is None where no rule decided."""

    start: int
    end: int
    state: State
    reason: Reason
    rule: Rule | None


Line = tuple[Stretch, ...]
"""A day from minute 0 to 1440 without gaps."""


class _Paint(NamedTuple):
    """What one rule says of some minutes, which may lie outside of the day."""

    start: int
    end: int
    state: State
    reason: Reason
    rule: Rule


_RANGES = [
    [sum(1 << day for day in range(7) if goes_round(first, day, last)) for last in range(7)] for first in range(7)
]
"""A bit for each weekday of a range, by its first and its last."""

_UNSAID = Stretch(0, DAY, State.CLOSED, Reason.NOTHING_SAID, None)


class Worked(NamedTuple):
    """A day worked out: its stretches, and where each begins and what holds, side by side to be looked up."""

    starts: list[int]
    states: list[State]
    line: Line


@dataclass(frozen=True, eq=False)
class Coat:
    """Paints that are always laid on together; each is the same only as itself, so that it can be a key."""

    paints: tuple[_Paint, ...]


@dataclass(frozen=True, eq=False)
class Layer:
    """A rule made ready: what it depends on (`needs`), and what it says.

    `weekdays` has a bit for each (None: more than the weekday decides), `today` is what it says on its days and
    `tomorrow` what reaches into the day after (both None: that depends on the sun); on its days it `replaces` what was
    said before.
    """

    rule: Rule
    needs: Needs
    weekdays: int | None
    today: Coat | None
    tomorrow: Coat | None
    replaces: bool


def layers_of(schedule: Schedule) -> tuple[Layer, ...]:
    """The rules of a schedule made ready to be laid over each other, once for all days."""
    before: Rule | None = None
    found = []
    for rule in schedule.rules:
        found.append(_layer(rule, _replaces(rule, before)))
        before = rule
    return tuple(found)


@lru_cache(maxsize=KEPT_RULES)
def _layer(rule: Rule, replaces: bool) -> Layer:
    needs, weekdays = needs_of(rule), _weekdays(rule.days)
    if needs.sun:
        return Layer(rule, needs, weekdays, None, None, replaces)
    paints = tuple(_spans_on(rule, date.min, None)) or (_Paint(0, DAY, rule.means, Reason.RULE, rule),)
    return Layer(rule, needs, weekdays, Coat(paints), Coat(_spilled(paints)), replaces)


def _weekdays(days: Days) -> int | None:
    if days.is_every_day:
        return 0b1111111
    if days.years or days.dates or days.weeks or days.holidays or any(item.nth or item.shift for item in days.weekdays):
        return None
    return reduce(or_, (_RANGES[item.first][item.last] for item in days.weekdays))


def _spilled(paints: Iterable[_Paint]) -> tuple[_Paint, ...]:
    """What of the paints of a day lies on the next."""
    return tuple(
        _Paint(start - DAY, end - DAY, state, reason, rule) for start, end, state, reason, rule in paints if end > DAY
    )


def day_of(layers: tuple[Layer, ...], day: date, where: Where) -> Worked:
    """The day worked out, in the local time of the place."""
    open_questions: dict[tuple[HolidayKind, date], bool] = {}

    def is_holiday(kind: HolidayKind, asked: date) -> bool:
        known = where.holidays.public(asked) if kind == HolidayKind.PUBLIC else where.holidays.school(asked)
        return open_questions.setdefault((kind, asked), False) if known is None else known

    dried = _dry if any(layer.needs.sun for layer in layers) else _dried
    worked = dried(_laid(layers, day, where, is_holiday))
    tried = 0
    while len(open_questions) > tried:  # an answer may lead to another question
        tried = len(open_questions)
        if tried > _MOST_QUESTIONS:
            return _worked((Stretch(0, DAY, State.UNKNOWN, Reason.HOLIDAYS, None),))
        for answers in product((False, True), repeat=tried):
            open_questions.update(zip(list(open_questions)[:tried], answers, strict=True))
            other = dried(_laid(layers, day, where, is_holiday))
            if other is not worked:
                worked = _worked(_where_both_agree(worked.line, other.line))
    return worked


def weekday_of(layers: tuple[Layer, ...], weekday: int) -> Worked:
    """The same for layers of which the weekday (0 is Monday) says it all."""
    coats: list[Coat] = []
    for layer in layers:
        bits, today, tomorrow = layer.weekdays or 0, layer.today, layer.tomorrow
        if today and bits >> weekday & 1:
            if layer.replaces:
                coats.clear()
            coats.append(today)
        if tomorrow and tomorrow.paints and bits >> (weekday - 1) % 7 & 1:
            coats.append(tomorrow)
    return _dried(tuple(coats))


def _laid(
    layers: tuple[Layer, ...], day: date, where: Where, is_holiday: Callable[[HolidayKind, date], bool]
) -> tuple[Coat, ...]:
    """The coats of the rules that speak of this day or of the evening before, in the order they are laid on."""
    coats: list[Coat] = []
    weekday = day.weekday()
    for layer in layers:
        today, tomorrow = layer.today, layer.tomorrow
        bits = layer.weekdays
        if bits >> weekday & 1 if bits is not None else fits(layer.rule.days, day, is_holiday):
            if layer.replaces:
                coats.clear()
            coats.append(today or Coat(tuple(_spans_on(layer.rule, day, where))))
        if tomorrow is None:
            tomorrow = Coat(_spilled(_spans_on(layer.rule, day - _ONE_DAY, where)))
        if tomorrow.paints and fits(layer.rule.days, day - _ONE_DAY, is_holiday):
            coats.append(tomorrow)
    return tuple(coats)


def _dry(coats: tuple[Coat, ...]) -> Worked:
    """What is seen of coats laid one over the other."""
    return _worked(_flattened([paint for coat in coats for paint in coat.paints]))


_dried = lru_cache(maxsize=KEPT_RULES)(_dry)
"""The same, kept: many schedules and days come to the same."""


def _worked(line: Line) -> Worked:
    return Worked([part.start for part in line], [part.state for part in line], line)


def _replaces(rule: Rule, before: Rule | None) -> bool:
    if rule.join != Join.NORMAL or rule.means == State.CLOSED:
        return False
    if not rule.days.is_every_day:
        return True
    return before is not None and before.days.is_every_day and rule.means == State.OPEN


def _spans_on(rule: Rule, day: date, where: Where | None) -> list[_Paint]:
    """The times of a rule on a day it speaks of, from its midnight, the surest last; some reach into the next day."""
    known: list[_Paint] = []
    open_ends: list[_Paint] = []
    for span in rule.spans:
        start = _minute(span.start, day, where)
        end = _minute(span.end, day, where) if span.end else None
        if start is None or (span.end and end is None):
            open_ends.append(_unknown_sun(start, end, rule))
            continue
        stop = start if end is None else end if end > start else end + DAY
        if span.open_end:
            tail = min([_tail(stop), *_later_starts(rule.spans, stop)])
            open_ends.append(_Paint(stop, tail, _at_most_unknown(rule), Reason.OPEN_END, rule))
        known.extend(_Paint(first, last, rule.means, Reason.RULE, rule) for first, last in _known(span, start, stop))
    return open_ends + known


def _known(span: Span, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The minutes of which a span is sure; a point in time lasts one."""
    if span.every:
        yield from ((point, point + 1) for point in range(start, stop + 1, span.every))
    elif span.end is not None:
        yield start, stop
    elif not span.open_end:
        yield start, start + 1


def _tail(minute: int) -> int:
    """Until when an open end is thought possible."""
    if minute >= 22 * 60:
        return minute + 8 * 60
    return minute + 10 * 60 if minute >= 17 * 60 else DAY


def _later_starts(spans: tuple[Span, ...], minute: int) -> list[int]:
    return [span.start.minutes for span in spans if span.start.event is None and span.start.minutes > minute]


def _unknown_sun(start: int | None, end: int | None, rule: Rule) -> _Paint:
    """From the time that is known, or the midnight before, to the one that is known, or the midnight after."""
    first = 0 if start is None else start
    last = DAY if end is None or end <= first else end
    return _Paint(first, last, _at_most_unknown(rule), Reason.SUN, rule)


def _at_most_unknown(rule: Rule) -> State:
    return State.CLOSED if rule.means == State.CLOSED else State.UNKNOWN


def _minute(moment: Moment, day: date, where: Where | None) -> int | None:
    if moment.event is None or where is None:
        return moment.minutes
    minute = where.sun(moment.event, day)
    return None if minute is None else minute + moment.minutes


def _flattened(paints: list[_Paint]) -> Line:
    if not paints:
        return (_UNSAID,)
    cuts = {0, DAY}
    for paint in paints:
        cuts.add(min(max(paint.start, 0), DAY))
        cuts.add(min(max(paint.end, 0), DAY))
    return _merged(_top(start, end, paints) for start, end in pairwise(sorted(cuts)))


def _top(start: int, end: int, paints: list[_Paint]) -> Stretch:
    top: _Paint | None = None
    for paint in paints:
        if paint.start <= start and end <= paint.end:
            covered = top is not None and top.state is not State.CLOSED
            if not (covered and paint.rule.join is Join.FALLBACK):
                top = paint
    if top is None:
        return Stretch(start, end, State.CLOSED, Reason.NOTHING_SAID, None)
    return Stretch(start, end, top.state, top.reason, top.rule)


def _merged(parts: Iterable[Stretch]) -> Line:
    """Neighbours that say the same for the same reason are one."""
    found: list[Stretch] = []
    for part in parts:
        last = found[-1] if found else None
        if last and last.rule is part.rule and last.state is part.state and last.reason is part.reason:
            found[-1] = Stretch(last.start, part.end, part.state, part.reason, part.rule)
        else:
            found.append(part)
    return tuple(found)


def _where_both_agree(one: Line, other: Line) -> Line:
    """The two days laid together; unknown where their states differ."""
    cuts = sorted({part.start for part in (*one, *other)} | {DAY})
    return _merged(
        tuple(_agreed(start, end, _at(one, start), _at(other, start)) for start, end in pairwise(cuts)),
    )


def _at(line: Line, minute: int) -> Stretch:
    return next(part for part in line if part.start <= minute < part.end)


def _agreed(start: int, end: int, one: Stretch, other: Stretch) -> Stretch:
    if one.state == other.state:
        return Stretch(start, end, one.state, one.reason, one.rule)
    rule = other.rule if other.rule and other.rule.days.holidays else one.rule or other.rule
    return Stretch(start, end, State.UNKNOWN, Reason.HOLIDAYS, rule)
