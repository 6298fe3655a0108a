"""Weekdays and holidays: `Mo-Fr`, `Mo[1,3]`, `Su[-1] +2 days`, `PH`, `SH`, `PH -1 day`."""

from .errors import HoursError
from .grammar_stream import Stream
from .tokens import Kind
from .tree import Holiday, HolidayKind, Weekdays
from .words import WEEKDAYS

_HOLIDAYS = {kind.value: kind for kind in HolidayKind}
MOST_DAYS = 366


def weekday_comes(stream: Stream) -> bool:
    """A weekday comes next."""
    return stream.is_word(WEEKDAYS)


def holiday_comes(stream: Stream) -> bool:
    """PH or SH comes next."""
    return stream.is_word(_HOLIDAYS)


def read_weekday(stream: Stream) -> Weekdays:
    """`Mo`, `Mo-Fr`, or one weekday with its numbers in brackets. Raises HoursError."""
    first = WEEKDAYS.index(stream.take().text)
    if stream.accept("["):
        nth = _numbers(stream)
        stream.expect("]")
        return Weekdays(first, first, nth, read_shift(stream))
    if stream.accept("-"):
        if not weekday_comes(stream):
            raise stream.wrong("a weekday should stand where there is")
        return Weekdays(first, WEEKDAYS.index(stream.take().text))
    return Weekdays(first, first)


def read_holiday(stream: Stream) -> Holiday:
    """`PH` or `SH`, with a shift in days or none."""
    return Holiday(_HOLIDAYS[stream.take().text], read_shift(stream))


def read_shift(stream: Stream) -> int:
    """`+1 day`, `-2 days`: the number of days; 0 and nothing passed where none comes."""
    sign = stream.token.text
    if sign not in ("+", "-") or stream.ahead(2).text not in ("day", "days"):
        return 0
    stream.take()
    days = stream.number(1, MOST_DAYS)
    stream.take()
    return days if sign == "+" else -days


def read_nth(stream: Stream) -> int:
    """`1` to `5`, `-1` to `-5`. Raises HoursError."""
    sign = -1 if stream.accept("-") else 1
    return sign * stream.number(1, 5)


def _numbers(stream: Stream) -> tuple[int, ...]:
    numbers: list[int] = []
    while True:
        position = stream.token.position
        first = read_nth(stream)
        if first > 0 and stream.token.kind == Kind.SIGN and stream.accept("-"):
            last = stream.number(1, 5)
            if last < first:
                raise HoursError(f"{first}-{last} goes backwards", position)
            numbers.extend(range(first, last + 1))
        else:
            numbers.append(first)
        if not stream.accept(","):
            return tuple(dict.fromkeys(numbers))
