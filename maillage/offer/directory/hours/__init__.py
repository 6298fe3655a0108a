"""Opening hours: an OpenStreetMap `opening_hours` value checked and laid out as days. No Django here.

Only the grammar and its intervals, by opening-hours-py. It takes no school calendar and would silently ignore a
rule about school holidays, so a value that speaks of them gives days marked `uncertain`: unknown is not closed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

__all__ = ["Day", "HoursError", "Span", "checked", "days"]

_BEYOND_THE_GRAMMAR = re.compile(r"\bSH\b")
_MAX_LENGTH = 500


class HoursError(ValueError):
    """The text is not an `opening_hours` value."""


@dataclass(frozen=True)
class Span:
    """A stretch of one day in local time; `end` of 24:00 is written as None. `certain` is False for "unknown"."""

    start: time
    end: time | None
    certain: bool
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """One date with its spans, in order; `uncertain` where a rule about school holidays may change it."""

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
    except SyntaxError as error:
        raise HoursError(str(error)) from error
    return text


def days(value: str, *, first: date, count: int, zone: ZoneInfo, country: str) -> tuple[Day, ...]:
    """`count` days from `first`, in the place's own time `zone` (IANA), with the public holidays of `country` (ISO).

    Raises HoursError. An empty value gives no days: its hours are unknown.
    """
    if not value:
        return ()
    try:
        hours = OpeningHours(value, timezone=zone, country=country or None)
    except SyntaxError as error:
        raise HoursError(str(error)) from error
    uncertain = bool(_BEYOND_THE_GRAMMAR.search(value))
    return tuple(_day(hours, first + timedelta(days=n), zone, uncertain) for n in range(count))


def _day(hours: OpeningHours, day: date, zone: ZoneInfo, uncertain: bool) -> Day:
    midnight = datetime.combine(day, time(), tzinfo=zone)
    next_midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    spans = []
    for start, end, state, comments in hours.intervals(midnight, next_midnight):
        if state == State.CLOSED:
            continue
        until = None if end is None or end >= next_midnight else end.time()
        spans.append(Span(max(start, midnight).time(), until, state == State.OPEN, tuple(comments)))
    return Day(day, tuple(spans), uncertain)
