"""A schedule asked: open at this moment? why? until when? when next? what does the week look like?

`Hours` keeps the days it has worked out, by what they depend on: for most schedules that is the weekday, so that after
a week nothing is left to work out and an answer is one look-up and one bisection.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from .clock import minute_of, moment_of
from .errors import HoursError
from .grammar import parse
from .needs import Questions, all_needs
from .reading import read
from .resolution import Line, Reason, Stretch, Worked, day_of, layers_of, weekday_of
from .tree import DAY, HolidayKind, Join, Rule, Schedule, State
from .where import Where

LOOKED_AHEAD = 400  # days: a yearly opening is found
_KEPT_DAYS = 500  # per schedule
_NOON = 12 * 60
_ONE_DAY = timedelta(days=1)


class At:
    """A moment at a place, prepared to ask many schedules about it; `when` is an aware datetime."""

    def __init__(self, when: datetime, where: Where) -> None:
        if when.tzinfo is None:
            raise ValueError("a moment without time zone is none")
        self.local = when.astimezone(where.zone)
        self.where = where
        self.minute = minute_of(self.local)
        self.day = On(self.local.date(), where)


class On:
    """A day at a place, with the answers of its calendar."""

    def __init__(self, day: date, where: Where) -> None:
        self.date = day
        self.where = where
        self.weekday = day.weekday()
        self._answers: dict[Questions, tuple[bool | None, ...]] = {(): ()}

    def answers(self, questions: Questions) -> tuple[bool | None, ...]:
        """What the calendar says of this day and its neighbours, asked once."""
        found = self._answers.get(questions)
        if found is None:
            found = self._answers[questions] = tuple(self._ask(kind, shift) for kind, shift in questions)
        return found

    def _ask(self, kind: HolidayKind, shift: int) -> bool | None:
        day = self.date + timedelta(days=shift)
        holidays = self.where.holidays
        return holidays.public(day) if kind == HolidayKind.PUBLIC else holidays.school(day)


@dataclass(frozen=True)
class Answer:
    """What holds at a moment, and why.

    `rule` decided (None: no rule speaks of this moment), for this `reason`. `until` is when another state begins, and
    `next_opening` when it is open after that (after now, where it is not open): aware, in the zone of the place, and
    None where nothing changes within 400 days.
    """

    state: State
    reason: Reason
    rule: Rule | None
    until: datetime | None
    next_opening: datetime | None

    @property
    def comment(self) -> str:
        """What the deciding rule adds in words."""
        return self.rule.comment if self.rule else ""


@dataclass(frozen=True)
class Opening:
    """A stretch of time that is open or unknown, aware and local; a night out ends on the next date."""

    start: datetime
    end: datetime
    state: State
    reason: Reason
    rule: Rule | None

    @property
    def certain(self) -> bool:
        """It is open, not unknown."""
        return self.state == State.OPEN

    @property
    def all_day(self) -> bool:
        """From midnight to midnight."""
        return self.start.time() == self.end.time() == time() and self.start.date() + _ONE_DAY == self.end.date()

    @property
    def comment(self) -> str:
        """What the deciding rule adds in words."""
        return self.rule.comment if self.rule else ""


@dataclass(frozen=True)
class Day:
    """One date with the openings that begin on it, in order; `rule` is the one that closes it, where one does."""

    date: date
    openings: tuple[Opening, ...]
    closed_by: Rule | None = None


class Hours:
    """A schedule that can be asked. `hours_of` makes it, and keeps it."""

    __slots__ = ("_ahead", "_by_date", "_by_sun", "_layers", "_plain", "_questions", "_ready", "schedule")

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self._layers = layers_of(schedule)
        needs = all_needs([layer.needs for layer in self._layers])
        self._questions = needs.questions
        self._by_date = needs.date
        self._by_sun = needs.sun
        self._ahead = LOOKED_AHEAD if needs.date or needs.questions else 8  # days after which all is said again
        self._ready: dict[object, Worked] = {}
        # Where the weekday says it all, the seven days stand in a row: no key to make.
        self._plain: list[Worked | None] = [] if needs.date or needs.questions else [None] * 7

    def state(self, at: At) -> State:
        """Open, closed or unknown, and nothing else: the quick answer for lists."""
        day = at.day
        bounds, states, _line = (self._plain and self._plain[day.weekday]) or self._worked_out(day)
        return states[bisect_right(bounds, at.minute) - 1]

    def at(self, at: At) -> Answer:
        """Open, closed or unknown, why, until when, and the next opening."""
        bounds, _states, line = self._worked_out(at.day)
        now = line[bisect_right(bounds, at.minute) - 1]
        until = next_opening = None
        for day, part in self._from(at):
            if until is None and part.state != now.state:
                until = moment_of(day, part.start, at.where.zone)
            if part.state == State.OPEN and (until is not None or now.state != State.OPEN):
                next_opening = moment_of(day, part.start, at.where.zone)
                break
        return Answer(now.state, now.reason, now.rule, until, next_opening)

    @property
    def otherwise(self) -> Rule | None:
        """The rule that says in words what holds at all other times, `... || "by appointment"`, or None."""
        last = self.schedule.rules[-1]
        told = last.join == Join.FALLBACK and last.comment and last.means == State.UNKNOWN
        return last if told and last.days.is_every_day and not last.spans else None

    def days(self, first: date, count: int, where: Where) -> tuple[Day, ...]:
        """`count` days from `first`, each with the openings that begin on it.

        What lasts is cut at midnight, but for a night that ends before noon.
        """
        lines = [self._worked_out(On(first + timedelta(days=n), where))[2] for n in range(-1, count + 1)]
        return tuple(
            self._day(first + timedelta(days=n), lines[n], lines[n + 1], lines[n + 2], where) for n in range(count)
        )

    def openings(self, first: date, where: Where, *, days: int = LOOKED_AHEAD) -> Iterator[Opening]:
        """The openings that begin on or after `first`, one after the other, in the next so many days."""
        for week in range(0, days, 7):
            for day in self.days(first + timedelta(days=week), min(7, days - week), where):
                yield from day.openings

    def _day(self, day: date, before: Line, line: Line, after: Line, where: Where) -> Day:
        openings = []
        for part in line:
            if part.state == State.CLOSED or _is_end_of_night(before[-1], part):
                continue
            night = part.end == DAY and _is_end_of_night(part, after[0])
            end = moment_of(day, DAY + after[0].end if night else part.end, where.zone)
            start = moment_of(day, part.start, where.zone)
            if start < end:  # not all of it in an hour that the clock leaps over
                openings.append(Opening(start, end, part.state, part.reason, part.rule))
        return Day(day, tuple(openings), next((part.rule for part in line if _closes(part)), None))

    def _from(self, at: At) -> Iterator[tuple[date, Stretch]]:
        """The stretches that begin after a moment."""
        for part in self._worked_out(at.day)[2]:
            if part.start > at.minute:
                yield at.day.date, part
        for n in range(1, self._ahead + 1):
            day = On(at.day.date + timedelta(days=n), at.where)
            for part in self._worked_out(day)[2]:
                yield day.date, part

    def _worked_out(self, day: On) -> Worked:
        if self._plain:
            kept = self._plain[day.weekday]
            if kept is None:
                kept = self._plain[day.weekday] = weekday_of(self._layers, day.weekday)
            return kept
        key: object = (
            day.date if self._by_date else day.weekday,
            day.answers(self._questions),
            (day.where.zone, day.where.latitude, day.where.longitude) if self._by_sun else None,
        )
        ready = self._ready.get(key)
        if ready is None:
            if len(self._ready) > _KEPT_DAYS:
                self._ready.clear()
            ready = self._ready[key] = day_of(self._layers, day.date, day.where)
        return ready


@lru_cache(maxsize=20_000)
def hours_of(value: str) -> Hours:
    """The hours of a stored value, read once and kept. Raises HoursError.

    Values are stored in the strict notation. What an older version of ours or another program stored in a looser one
    (`Mo-Fr 8:00-12:00`) is still read, as `read` understands it.
    """
    try:
        return Hours(parse(value))
    except HoursError:
        reading = read(value)
        if not reading.understood:
            raise
        return Hours(parse(reading.value))


def states_at(values: Iterable[str], at: At) -> list[State]:
    """The state of many values at one moment. Raises HoursError at the first that cannot be read."""
    day, minute, weekday = at.day, at.minute, at.day.weekday
    found = []
    for value in values:
        hours = hours_of(value)
        bounds, states, _line = (hours._plain and hours._plain[weekday]) or hours._worked_out(day)
        found.append(states[bisect_right(bounds, minute) - 1])
    return found


def _is_end_of_night(evening: Stretch, morning: Stretch) -> bool:
    """What began in the evening goes on in the morning after, and ends there."""
    return (
        evening.state != State.CLOSED
        and evening.start >= _NOON
        and morning.start == 0
        and morning.end <= _NOON
        and (evening.state, evening.reason, evening.rule) == (morning.state, morning.reason, morning.rule)
    )


def _closes(part: Stretch) -> bool:
    return part.state == State.CLOSED and part.rule is not None
