"""What a schedule is: frozen pieces, from the whole to the minute.

    Schedule    rules, in order
      Rule      how it meets those before it, its days, its times, its state, its comment
        Days    years, dates, weeks, weekdays and holidays: all kinds that are given must fit
        Span    from a moment to a moment, or with an open end, or repeated
          Moment  minutes after midnight, or an event of the sun with an offset

The words are those of the OpenStreetMap specification of `opening_hours`, version 0.7.3. Weekdays count from 0, Monday,
to 6, Sunday (as `date.weekday()`), months from 1, nth weekdays from 1 or, from the end of the month, from -1. A range
whose end comes before its start goes round (`Fr-Mo`, `Nov-Feb`, `week 50-03`). The pieces say what is written, nothing
is worked out here: `grammar.parse` makes them, `writing.write` writes them, `evaluation` answers.
"""

from dataclasses import dataclass
from enum import StrEnum

DAY = 24 * 60  # minutes
KEPT_RULES = 50_000  # what is worked out for a rule is kept for so many: rules repeat more than values do
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


class State(StrEnum):
    """What holds at a moment. What nobody told us is unknown, never closed."""

    OPEN = "open"
    CLOSED = "off"
    UNKNOWN = "unknown"


class Join(StrEnum):
    """How a rule meets those before it; the first rule of a schedule is NORMAL."""

    NORMAL = ";"  # on its days it replaces what was said before
    ADDITIONAL = ","  # it adds its times to what was said before
    FALLBACK = "||"  # it holds where nothing before it is open or unknown


class Event(StrEnum):
    """A moment of the sun, at the coordinates of the place."""

    DAWN = "dawn"
    SUNRISE = "sunrise"
    SUNSET = "sunset"
    DUSK = "dusk"


class HolidayKind(StrEnum):
    """Which calendar is asked."""

    PUBLIC = "PH"
    SCHOOL = "SH"


@dataclass(frozen=True)
class Years:
    """`2024`, `2024-2026`, `2024+` (`last` is None), `2024-2040/4`."""

    first: int
    last: int | None
    every: int = 1


@dataclass(frozen=True)
class MonthDay:
    """`Dec 25`, `2024 Dec 25`, `Dec 25 +2 days` (`shift`)."""

    month: int
    day: int
    year: int | None = None
    shift: int = 0


@dataclass(frozen=True)
class NthWeekday:
    """The nth weekday of a month: `Oct Su[-1]`, with a year and a `shift` in days where they are given."""

    month: int
    weekday: int
    nth: int
    year: int | None = None
    shift: int = 0


@dataclass(frozen=True)
class Easter:
    """Easter Sunday of the western churches: `easter`, `2025 easter`, `easter +39 days`."""

    year: int | None = None
    shift: int = 0


Anchor = MonthDay | NthWeekday | Easter
"""A day that is found anew in every year."""


@dataclass(frozen=True)
class Months:
    """`Jul`, `Nov-Feb`; with a year, `2024 Jul-Aug`: only in that year (a range that goes round ends in the next)."""

    first: int
    last: int
    year: int | None = None


@dataclass(frozen=True)
class Dates:
    """From a day to a day, both included: `Dec 24-Jan 02`, `2024 Dec 24-2025 Jan 02`.

    One day where `last` equals `first`. `Mar 01+` (`last` is None): to the end of the year, or for ever with a year.
    """

    first: Anchor
    last: Anchor | None


@dataclass(frozen=True)
class Weeks:
    """Weeks of ISO 8601: `week 10`, `week 01-53/2` (`every` second one, counted from `first`)."""

    first: int
    last: int
    every: int = 1


@dataclass(frozen=True)
class Weekdays:
    """`Mo`, `Mo-Fr`, `Sa-Mo`; with `nth` (`first` is `last`) `Mo[1,-1]`; moved by `shift` days: `Mo[1] +2 days`."""

    first: int
    last: int
    nth: tuple[int, ...] = ()
    shift: int = 0


@dataclass(frozen=True)
class Holiday:
    """`PH`, `SH`; the day before each: `PH -1 day` (`shift`)."""

    kind: HolidayKind
    shift: int = 0


@dataclass(frozen=True)
class Days:
    """Which days a rule speaks of; all of them where nothing is given.

    Within a kind one must fit; every kind that is given must have one that fits. `weekdays` and `holidays` are one kind
    together (`Sa-Su,PH`: either), except where `holidays_only_on_weekdays` (`PH Mo-Fr`: holidays on such a day).
    """

    years: tuple[Years, ...] = ()
    dates: tuple[Months | Dates, ...] = ()
    weeks: tuple[Weeks, ...] = ()
    weekdays: tuple[Weekdays, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    holidays_only_on_weekdays: bool = False

    @property
    def is_every_day(self) -> bool:
        """Nothing is given: every day is meant."""
        return not (self.years or self.dates or self.weeks or self.weekdays or self.holidays)


@dataclass(frozen=True)
class Moment:
    """Minutes after the midnight that begins the day, or with an `event` before (negative) or after it.

    The end of a span may lie on the next day: 26:00 is 1560, and 02:00 after 20:00 is written as such, 120.
    """

    minutes: int
    event: Event | None = None


@dataclass(frozen=True)
class Span:
    """`09:00-12:00`, `20:00-02:00` (until the next day), `sunrise-(sunset+01:00)`.

    `end` None with `open_end` is `17:00+`: nobody said until when. Without, it is a point in time, `09:30`: something
    begins. `18:00-22:00+` has an end and goes on for some time. `every` repeats points in time: `10:00-16:00/90`.
    """

    start: Moment
    end: Moment | None
    open_end: bool = False
    every: int | None = None


@dataclass(frozen=True)
class Rule:
    """One rule: `Mo-Fr 09:00-12:00 "ring twice"`.

    `state` is what is written after the times (None: nothing). `around_the_clock`: it was written `24/7`, meaning every
    day, so that it has neither days nor times. `spans` empty: the whole day.
    """

    days: Days = Days()
    spans: tuple[Span, ...] = ()
    state: State | None = None
    comment: str = ""
    join: Join = Join.NORMAL
    around_the_clock: bool = False

    @property
    def means(self) -> State:
        """What holds at its times: a rule without a state is open, but with a comment alone it is unknown."""
        if self.state is not None:
            return self.state
        return State.UNKNOWN if self.comment else State.OPEN


@dataclass(frozen=True)
class Schedule:
    """Rules, at least one, each read together with those before it."""

    rules: tuple[Rule, ...]
