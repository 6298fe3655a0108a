"""What the form of a week asks: slots, nth weekdays, a season, exceptions, a note. Minutes count from midnight."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WEEK = range(7)


class School(StrEnum):
    """What the school holidays change."""

    NOTHING = ""
    CLOSED = "closed"
    ONLY = "only"


class Access(StrEnum):
    """How one is received; the values are the keys of `notes.KNOWN`, but for the last."""

    NOT_SAID = ""
    APPOINTMENT = "appointment"
    WITHOUT_APPOINTMENT = "without appointment"
    TICKETS = "tickets"
    CALL_FIRST = "call first"
    OTHERWISE_APPOINTMENT = "otherwise appointment"  # at the other times


class Fault(StrEnum):
    """What does not make sense."""

    ENDS_BEFORE = "ends before it begins"
    OVERLAPS = "overlaps"
    OVERLAPS_NEXT = "goes on into the next day's times"
    NO_TIME = "an nth weekday without times"
    LAST_BEFORE_FIRST = "last day before the first"
    NOTHING_OPEN = "closures without openings"
    QUOTE = "a quotation mark in the note"


@dataclass(frozen=True, order=True)
class Slot:
    """From `start` to `end`, minutes after midnight; an end that is not after the start is on the next day."""

    start: int
    end: int

    @property
    def is_overnight(self) -> bool:
        """Whether it ends on the next day."""
        return self.end <= self.start


@dataclass(frozen=True)
class Nth:
    """The nth weekdays of the month (-1 is the last) and their times, beside those of every week."""

    nth: tuple[int, ...]
    weekday: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Deviation:
    """Days with other times, or none: closed. `yearly`: the year of the dates does not count."""

    first: date
    last: date
    slots: tuple[Slot, ...] = ()
    yearly: bool = False


@dataclass(frozen=True)
class Season:
    """The part of every year in which the week holds; month and day, both included."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """What the form asks. `week` has seven tuples of slots, Monday's first."""

    week: tuple[tuple[Slot, ...], ...] = ((),) * 7
    nth: tuple[Nth, ...] = ()
    around_the_clock: bool = False
    closed_on_public_holidays: bool = False
    school: School = School.NOTHING
    season: Season | None = None
    exceptions: tuple[Deviation, ...] = ()
    access: Access = Access.NOT_SAID
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was filled in: the hours are unknown."""
        return self == Grid()


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: a weekday of the week, or the place of a row."""

    fault: Fault
    weekday: int | None = None
    nth: int | None = None
    exception: int | None = None
