"""Years and dates: `2024-2026`, `Jul-Aug`, `Dec 24-Jan 02`, `2024 Dec 24`, `easter +39 days`, `Oct Su[-1]`."""

from .errors import HoursError
from .grammar_stream import Stream
from .grammar_weekdays import read_nth, read_shift
from .tokens import Kind
from .tree import Anchor, Dates, Easter, MonthDay, Months, NthWeekday, Years
from .words import LONGEST_MONTHS, MONTHS, WEEKDAYS

_EASTER = "easter"
FIRST_YEAR, LAST_YEAR = 1900, 2199


def date_comes(stream: Stream, steps: int) -> bool:
    """A month, a day of a month or Easter comes, with or without a year."""
    token = stream.ahead(steps)
    if token.kind == Kind.NUMBER and len(token.text) == 4:
        token = stream.ahead(steps + 1)
    return token.kind == Kind.WORD and (token.text in MONTHS or token.text == _EASTER)


def read_year(stream: Stream) -> Years:
    """`2024`, `2024+`, `2024-2026`, `2024-2040/4`. Raises HoursError."""
    position = stream.token.position
    first = stream.number(FIRST_YEAR, LAST_YEAR)
    if stream.accept("+"):
        return Years(first, None)
    last = stream.number(FIRST_YEAR, LAST_YEAR) if stream.accept("-") else first
    if last < first:
        raise HoursError(f"{first}-{last} goes backwards", position)
    return Years(first, last, stream.number(1, 100) if stream.accept("/") else 1)


def read_date(stream: Stream) -> Months | Dates:
    """A month, a range of months, a day, a range of days. Raises HoursError."""
    position = stream.token.position
    first = _point(stream, nth=_range_of_weekdays_comes(stream))
    if stream.accept("+"):
        if isinstance(first, Months):
            raise HoursError("only a day can be the beginning of what has no end", position)
        return Dates(first, None)
    if not stream.accept("-"):
        return first if isinstance(first, Months) else Dates(first, first)
    if isinstance(first, MonthDay) and stream.token.kind == Kind.NUMBER and len(stream.token.text) < 4:
        last: Anchor | Months = MonthDay(first.month, _day(stream, first.month), first.year, read_shift(stream))
        if first.shift == 0 and isinstance(last, MonthDay) and last.day < first.day:
            raise HoursError("the days go backwards", position)
    else:
        last = _point(stream, nth=not isinstance(first, Months))
    return _range(first, last, position)


def _range(first: Anchor | Months, last: Anchor | Months, position: int) -> Months | Dates:
    if isinstance(first, Months) and isinstance(last, Months):
        if last.year is None or last.year == first.year:
            return Months(first.first, last.last, first.year)
        if first.year is None:
            raise HoursError("the first month needs a year too", position)
        end = MonthDay(last.last, _length(last.last, last.year), last.year)
        return Dates(MonthDay(first.first, 1, first.year), end)
    if isinstance(first, Months) or isinstance(last, Months):
        raise HoursError("a month and a day make no range: write both with their days", position)
    if last.year is not None and first.year is None:
        raise HoursError("the first day needs a year too", position)
    return Dates(first, last)


def _range_of_weekdays_comes(stream: Stream) -> bool:
    """`Oct Su[-1]-Mar Su[1]`; a lone `Oct Su[-1]` is a month and a weekday."""
    mark = stream.mark()
    try:
        point = _point(stream, nth=True)
        return isinstance(point, NthWeekday) and stream.token.text == "-"
    except HoursError:
        return False
    finally:
        stream.back_to(mark)


def _point(stream: Stream, *, nth: bool) -> Anchor | Months:
    year = stream.number(FIRST_YEAR, LAST_YEAR) if stream.token.kind == Kind.NUMBER else None
    if stream.accept_word((_EASTER,)):
        return Easter(year, read_shift(stream))
    word = stream.accept_word(MONTHS)
    if word is None:
        raise stream.wrong("a month should stand where there is")
    month = MONTHS.index(word) + 1
    if nth and stream.is_word(WEEKDAYS) and stream.ahead().text == "[":
        weekday = WEEKDAYS.index(stream.take().text)
        stream.expect("[")
        number = read_nth(stream)
        stream.expect("]")
        return NthWeekday(month, weekday, number, year, read_shift(stream))
    if stream.token.kind == Kind.NUMBER and len(stream.token.text) < 4:
        return MonthDay(month, _day(stream, month), year, read_shift(stream))
    return Months(month, month, year)


def _day(stream: Stream, month: int) -> int:
    return stream.number(1, LONGEST_MONTHS[month - 1], digits=2)


def _length(month: int, year: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return LONGEST_MONTHS[month - 1] if month != 2 or leap else 28
