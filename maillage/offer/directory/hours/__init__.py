"""Opening hours: an OpenStreetMap `opening_hours` value checked and laid out as days. No Django here.

Only the grammar and its intervals, by opening-hours-py. It takes no school calendar and would silently ignore a
rule about school holidays, so a value that speaks of them gives days marked `uncertain`: unknown is not closed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

# Its type stubs forget the errors it raises.
from opening_hours import OpeningHours, ParserError, State, UnknownCountryError  # type: ignore[attr-defined]

__all__ = ["Day", "HoursError", "Span", "checked", "days"]

_BEYOND_THE_GRAMMAR = re.compile(r"\bSH\b")
_MAX_LENGTH = 500
_NOON = time(12)


class HoursError(ValueError):
    """The text is not an `opening_hours` value."""


@dataclass(frozen=True)
class Span:
    """A stretch of time, aware and local; a night out ends on the next date. `certain` is False for "unknown"."""

    start: datetime
    end: datetime
    certain: bool
    comment: str


@dataclass(frozen=True)
class Day:
    """One date with the spans that begin on it, in order; `uncertain` where school holidays may change it."""

    date: date
    spans: tuple[Span, ...]
    uncertain: bool


def checked(value: str) -> str:
    """The value with its spaces put in order; raises HoursError where the grammar does not know it."""
    text = " ".join(value.split())
    if len(text) > _MAX_LENGTH:
        raise HoursError("too long")
    try:
        OpeningHours(text)
    except ParserError as error:
        raise HoursError(str(error)) from error
    return text


def days(value: str, *, first: date, count: int, zone: ZoneInfo, country: str) -> tuple[Day, ...]:
    """`count` days from `first`, in the place's own time `zone` (IANA), with the public holidays of `country` (ISO).

    A country that is not known counts as none. Raises HoursError. An empty value gives no days: its hours are unknown.
    """
    if not value:
        return ()
    hours = _read(value, zone, country)
    uncertain = bool(_BEYOND_THE_GRAMMAR.search(value))
    dates = [first + timedelta(days=n) for n in range(count)]
    start, end = _midnight(dates[0], zone), _midnight(dates[-1] + timedelta(days=1), zone)
    spans = [part for found in hours.intervals(start, end) for part in _nights(found, end)]
    return tuple(Day(day, tuple(span for span in spans if span.start.date() == day), uncertain) for day in dates)


def _read(value: str, zone: ZoneInfo, country: str) -> OpeningHours:
    try:
        return OpeningHours(value, timezone=zone, country=country or None)
    except UnknownCountryError:
        return OpeningHours(value, timezone=zone)  # its public holidays are unknown, its week is right
    except ParserError as error:
        raise HoursError(str(error)) from error


def _nights(found: tuple[datetime, datetime, State, str], horizon: datetime) -> Iterator[Span]:
    """The parts of one interval: cut at midnights, but for a night that ends before noon."""
    start, end, state, comment = found
    if state == State.CLOSED:
        return
    stop = min(end, horizon)
    while start < stop:
        midnight = _midnight(start.date() + timedelta(days=1), start.tzinfo)
        until = stop if stop <= midnight + timedelta(hours=12) and start.time() >= _NOON else min(stop, midnight)
        yield Span(start, until, state == State.OPEN, comment)
        start = until


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
