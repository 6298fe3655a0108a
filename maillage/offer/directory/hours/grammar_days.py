"""The days of a rule: years, dates, weeks, then weekdays and holidays."""

from collections.abc import Callable
from typing import TypeVar

from .errors import HoursError
from .grammar_dates import date_comes, read_date, read_year
from .grammar_stream import Stream
from .grammar_weekdays import holiday_comes, read_holiday, read_weekday, weekday_comes
from .tokens import Kind
from .tree import Dates, Days, Holiday, Months, Weekdays, Weeks, Years

Piece = TypeVar("Piece")


def read_days(stream: Stream) -> Days:
    """The days that come next; Days() where there are none. Raises HoursError."""
    years: tuple[Years, ...] = ()
    dates: tuple[Months | Dates, ...] = ()
    weeks: tuple[Weeks, ...] = ()
    if _years_come(stream):
        years = _listed(stream, read_year, _years_come)
    if date_comes(stream, 0):
        dates = _listed(stream, read_date, lambda s: date_comes(s, 0))
    if stream.accept_word(("week",)):
        weeks = _listed(stream, _week, lambda s: s.token.kind == Kind.NUMBER)
    if years or dates or weeks:
        stream.accept(":")
    weekdays, holidays, both = _week_of(stream)
    return Days(years, dates, weeks, weekdays, holidays, both)


def _listed(stream: Stream, read: Callable[[Stream], Piece], comes: Callable[[Stream], bool]) -> tuple[Piece, ...]:
    found = [read(stream)]
    while stream.token.text == ",":
        mark = stream.mark()
        stream.take()
        if not comes(stream):
            stream.back_to(mark)
            break
        found.append(read(stream))
    return tuple(found)


def _years_come(stream: Stream) -> bool:
    """A year that is not that of a date (`2024 Dec 24` is one)."""
    return _is_year(stream) and not date_comes(stream, 0)


def _is_year(stream: Stream) -> bool:
    return stream.token.kind == Kind.NUMBER and len(stream.token.text) == 4


def _week(stream: Stream) -> Weeks:
    position = stream.token.position
    first = stream.number(1, 53, digits=2)
    last = stream.number(1, 53, digits=2) if stream.accept("-") else first
    every = 1
    if stream.accept("/"):
        every = stream.number(1, 52)
        if first == last:
            raise HoursError("a single week cannot be repeated: write week 01-53/2", position)
    return Weeks(first, last, every)


def _week_of(stream: Stream) -> tuple[tuple[Weekdays, ...], tuple[Holiday, ...], bool]:
    weekdays: list[Weekdays] = []
    holidays: list[Holiday] = []
    while True:
        if weekday_comes(stream):
            weekdays.append(read_weekday(stream))
        elif holiday_comes(stream):
            holidays.append(read_holiday(stream))
        else:
            break
        mark = stream.mark()
        if not stream.accept(","):
            break
        if not (weekday_comes(stream) or holiday_comes(stream)):
            stream.back_to(mark)
            break
    if holidays and not weekdays and weekday_comes(stream):
        only, more, _ = _week_of(stream)
        if more:
            raise HoursError("holidays and weekdays are mixed: write the weekdays first, and a comma", None)
        return only, tuple(holidays), True
    return tuple(weekdays), tuple(holidays), False
