"""The days of a rule as people write them: `du lundi au vendredi`, `1er et 3e mardi du mois`, `1. bis 31. Oktober`."""

from dataclasses import dataclass, field

from maillage.offer.directory.hours.tree import (
    Anchor,
    Dates,
    Days,
    Easter,
    Holiday,
    HolidayKind,
    MonthDay,
    Months,
    NthWeekday,
    Weekdays,
    Weeks,
    Years,
)
from maillage.offer.directory.hours.words import LONGEST_MONTHS

from .lexing import NotUnderstood
from .pieces import Pieces
from .times import time_comes

_SKIPPED = ("from", "noise", "between")
_TO = ("-", "to")
_SETS = {"daily": (0, 6), "workdays": (0, 4), "weekend": (5, 6)}
_NARROW = ("weekday", "daily", "workdays", "weekend", "public", "school", "sundays_public", "nth", "every")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOST_DAYS = 366


@dataclass
class Chosen:
    """The days of one rule so far; `unsure` holds the words of "every second Tuesday", which may mean two things."""

    years: list[Years] = field(default_factory=list)
    dates: list[Months | Dates] = field(default_factory=list)
    weeks: list[Weeks] = field(default_factory=list)
    weekdays: list[Weekdays] = field(default_factory=list)
    holidays: list[Holiday] = field(default_factory=list)
    both: bool = False
    unsure: str = ""

    def days(self) -> Days:
        """As the tree has it."""
        return Days(
            tuple(self.years),
            tuple(self.dates),
            tuple(self.weeks),
            tuple(self.weekdays),
            tuple(self.holidays),
            self.both,
        )

    def wide(self) -> bool:
        """It says years, dates or weeks."""
        return bool(self.years or self.dates or self.weeks)

    def narrow(self) -> bool:
        """It says weekdays or holidays."""
        return bool(self.weekdays or self.holidays)


def read_days(pieces: Pieces) -> list[Chosen]:
    """The days that come next: one entry, none, or several that share what follows (`PH, Dec 24 off`)."""
    found: list[Chosen] = []
    joined = ""
    while True:
        mark = pieces.at
        comma = False
        if found:
            if joined in ("date", "week", "year"):
                pieces.skip(":")
            comma = pieces.accept(",", "and", "&", "/", "+")
            if comma:
                pieces.skip("and")
        pieces.skip(*_SKIPPED)
        kind = _kind(pieces)
        if not kind:
            pieces.at = mark
            return found
        _add(pieces, found, kind, comma, joined)
        joined = kind


def _kind(pieces: Pieces) -> str:
    kind = pieces.kind()
    if kind in _NARROW or (kind in ("number",) and _ordinal(pieces)):
        return "narrow"
    if kind == "week":
        return "week"
    if kind == "number" and _is_year(pieces):
        return "date" if pieces.kind(1) in ("month", "easter") else "year"
    if kind in ("month", "easter") or (kind == "number" and _day_before_month(pieces)):
        return "date"
    return ""


def _add(pieces: Pieces, found: list[Chosen], kind: str, comma: bool, before: str) -> None:
    """The next kind of days, in the entry it belongs to."""
    if not found:
        found.append(Chosen())
    current = found[-1]
    if kind == before and not comma:
        if kind == "narrow" and current.holidays and not current.weekdays and pieces.kind() == "weekday":
            current.both = True
        elif kind == "narrow":
            raise pieces.lost()
    if kind != before and before and comma and not _goes_with(current, kind):
        current = Chosen()
        found.append(current)
    match kind:
        case "narrow":
            _narrow(pieces, current)
        case "week":
            pieces.take()
            _weeks(pieces, current)
        case "year":
            current.years.append(_years(pieces))
        case _:
            _dates(pieces, current)


def _goes_with(current: Chosen, kind: str) -> bool:
    """After a comma: `Apr-Oct, Sa` is Saturdays of that time; `Dec 24, Su` and `Su, Dec 24` are either."""
    if kind != "narrow" or current.narrow():
        return False
    return not any(isinstance(item, Dates) and item.first == item.last for item in current.dates)


def _narrow(pieces: Pieces, chosen: Chosen) -> None:
    start = pieces.at
    every = pieces.accept("every")
    kind = pieces.kind()
    if kind == "nth" or (kind == "number" and _ordinal(pieces)):
        numbers = _numbers(pieces)
        pieces.skip("noise")
        if pieces.kind() != "weekday":
            raise pieces.lost()
        weekday = pieces.take().value
        of_month = pieces.accept("of_month")
        pieces.note("nth")
        if every and not of_month and numbers not in ([1], [-1]):
            chosen.unsure = pieces.written(start, pieces.at)
            chosen.weekdays.append(Weekdays(weekday, weekday))
        else:
            chosen.weekdays.append(Weekdays(weekday, weekday, tuple(dict.fromkeys(numbers))))
    elif kind == "weekday":
        chosen.weekdays.append(_weekday(pieces))
        pieces.accept("of_month")
    elif kind in _SETS:
        pieces.take()
        chosen.weekdays.append(Weekdays(*_SETS[kind]))
        pieces.note("words")
    elif kind == "sundays_public":
        pieces.take()
        chosen.weekdays.append(Weekdays(6, 6))
        chosen.holidays.append(Holiday(HolidayKind.PUBLIC))
    elif kind in ("public", "school"):
        pieces.take()
        found = HolidayKind.PUBLIC if kind == "public" else HolidayKind.SCHOOL
        chosen.holidays.append(Holiday(found, _shift(pieces)))
    else:
        raise pieces.lost()


def _weekday(pieces: Pieces) -> Weekdays:
    first = pieces.take().value
    if pieces.accept("["):
        numbers = _bracketed(pieces)
        return Weekdays(first, first, numbers, _shift(pieces))
    if pieces.kind() in _TO:
        steps = 1
        while pieces.kind(steps) in ("noise", "from", "to", "and"):
            steps += 1
        if pieces.kind(steps) == "weekday":
            pieces.at += steps
            last = pieces.take().value
            if pieces.kind() == "[":
                raise pieces.lost()
            return Weekdays(first, last)
    return Weekdays(first, first)


def _bracketed(pieces: Pieces) -> tuple[int, ...]:
    numbers: list[int] = []
    while True:
        sign = -1 if pieces.accept("-") else 1
        first = pieces.take()
        if first.kind != "number" or not 1 <= first.value <= 5:
            raise NotUnderstood(first.text)
        last = first.value
        if sign > 0 and pieces.accept("-"):
            last = pieces.take().value
            if not first.value <= last <= 5:
                raise NotUnderstood(first.text)
        numbers += [sign * n for n in range(first.value, last + 1)]
        if not pieces.accept(","):
            break
    if not pieces.accept("]"):
        raise pieces.lost()
    return tuple(dict.fromkeys(numbers))


def _ordinal(pieces: Pieces) -> bool:
    """`2. Dienstag`, `1. und 3. Montag`: a number with a dot, and in the end a weekday."""
    steps = 0
    while pieces.kind(steps) in ("nth", "number", ".", "and", ",", "noise"):
        if pieces.kind(steps) == "number" and (
            pieces.kind(steps + 1) != "." or not 1 <= pieces.ahead(steps).value <= 5
        ):
            return False
        steps += 1
    return pieces.kind(steps) == "weekday" and steps > 0


def _numbers(pieces: Pieces) -> list[int]:
    numbers: list[int] = []
    while True:
        pieces.skip("noise")
        piece = pieces.take()
        if piece.kind not in ("nth", "number"):
            raise NotUnderstood(piece.text)
        numbers.append(piece.value)
        pieces.accept(".")
        if not pieces.accept(",", "and", "&"):
            return numbers


def _shift(pieces: Pieces) -> int:
    if pieces.kind() in ("+", "-") and pieces.kind(1) == "number" and pieces.kind(2) == "day":
        sign = 1 if pieces.take().kind == "+" else -1
        days = pieces.take().value
        pieces.take()
        if not 1 <= days <= _MOST_DAYS:
            raise NotUnderstood(str(days))
        return sign * days
    return 0


def _bare_shift(pieces: Pieces) -> int:
    """`easter +1 off`: days, where the number can be nothing else."""
    if pieces.kind() not in ("+", "-") or pieces.kind(1) != "number" or pieces.kind(2) not in (",", ";", "off", "end"):
        return 0
    sign = 1 if pieces.take().kind == "+" else -1
    return sign * pieces.take().value


def _weeks(pieces: Pieces, chosen: Chosen) -> None:
    while True:
        first = _week_number(pieces)
        last, every = first, 1
        if pieces.accept("-"):
            last = _week_number(pieces)
        if first != last and pieces.accept("/"):
            every = pieces.take().value
            if not 1 <= every <= 52:
                raise NotUnderstood(str(every))
        chosen.weeks.append(Weeks(first, last, every))
        if pieces.kind() != "," or pieces.kind(1) != "number" or (time_comes(pieces, 1) and pieces.kind(3) == "time"):
            return
        pieces.take()


def _week_number(pieces: Pieces) -> int:
    piece = pieces.take()
    if piece.kind != "number" or not 1 <= piece.value <= 53:
        raise NotUnderstood(piece.text)
    return piece.value


def _is_year(pieces: Pieces, steps: int = 0) -> bool:
    piece = pieces.ahead(steps)
    return piece.kind == "number" and len(piece.text) == 4 and _FIRST_YEAR <= piece.value <= _LAST_YEAR


def _years(pieces: Pieces) -> Years:
    first = pieces.take().value
    if pieces.accept("+"):
        return Years(first, None)
    if pieces.kind() == "-" and _is_year(pieces, 1) and pieces.kind(2) not in ("month", "easter"):
        pieces.take()
        last = pieces.take().value
        if last < first:
            raise NotUnderstood(f"{first}-{last}")
        return Years(first, last)
    if pieces.kind() == "-":
        raise pieces.lost()
    return Years(first, first)


def _day_before_month(pieces: Pieces) -> bool:
    """`25. Dezember`, `24. und 25. Dezember`, `1.-15. Juli`: numbers, and in the end a month."""
    steps = 0
    while pieces.kind(steps) in ("number", ".", "and", ",", "-", "to", "noise", "nth"):
        if pieces.kind(steps) == "number" and not 1 <= pieces.ahead(steps).value <= 31:
            return False
        if steps and pieces.kind(steps) == pieces.kind(steps - 1) == "number":
            return False
        steps += 1
    return pieces.kind(steps) == "month"


def _dates(pieces: Pieces, chosen: Chosen) -> None:
    if pieces.kind() == "number" and not _is_year(pieces):
        _days_before_month(pieces, chosen)
        return
    first = _point(pieces, nth=_range_of_weekdays_comes(pieces))
    if isinstance(first, MonthDay) and pieces.kind() == "+" and not _shift_comes(pieces):
        pieces.take()
        chosen.dates.append(Dates(first, None))
        return
    last = _last(pieces, first)
    chosen.dates.append(_range(first, last))
    if isinstance(first, MonthDay):
        _more_days(pieces, chosen, last if isinstance(last, MonthDay) else first)


def _range_of_weekdays_comes(pieces: Pieces) -> bool:
    """`Oct Su[-1]-Mar Su[1]`; a lone `Oct Su[-1]` is a month and a weekday."""
    mark = pieces.at
    try:
        return isinstance(_point(pieces, nth=True), NthWeekday) and pieces.kind() == "-"
    except NotUnderstood:
        return False
    finally:
        pieces.at = mark


def _shift_comes(pieces: Pieces) -> bool:
    return pieces.kind(1) == "number" and pieces.kind(2) == "day"


def _last(pieces: Pieces, first: Anchor | Months) -> Anchor | Months:
    """The end of a range, or `first` where none comes."""
    if pieces.kind() not in _TO:
        return first
    steps = 1
    while pieces.kind(steps) in ("noise", "from", "to"):
        steps += 1
    if isinstance(first, MonthDay) and pieces.kind(steps) == "number" and not _is_year(pieces, steps):
        if pieces.kind(steps + 1) == "month" or (pieces.kind(steps + 1) == "." and pieces.kind(steps + 2) == "month"):
            pieces.at += steps
            return _point(pieces)
        pieces.at += steps
        day = _day(pieces, first.month)
        if day < first.day:
            raise NotUnderstood(str(day))
        return MonthDay(first.month, day, first.year, _shift(pieces))
    number = pieces.kind(steps + 1) == "number" and not _is_year(pieces, steps + 1)
    if isinstance(first, Months) and pieces.kind(steps) == "month" and number:
        pieces.at += steps
        month = pieces.take().value
        return Months(month, month)  # the number is an hour: `May-Oct 7-21`
    if pieces.kind(steps) in ("month", "easter") or _is_year(pieces, steps) or _day_before_month_at(pieces, steps):
        pieces.at += steps
        return _point(pieces, nth=not isinstance(first, Months))
    return first


def _day_before_month_at(pieces: Pieces, steps: int) -> bool:
    return pieces.kind(steps) == "number" and (
        pieces.kind(steps + 1) == "month" or (pieces.kind(steps + 1) == "." and pieces.kind(steps + 2) == "month")
    )


def _more_days(pieces: Pieces, chosen: Chosen, before: MonthDay) -> None:
    """`Dec 24,31`: more days of the same month."""
    while pieces.kind() in (",", "and", "&") and pieces.kind(1) == "number":
        if time_comes(pieces, 1) and not _closed_days_come(pieces):
            return
        if _is_year(pieces, 1) or _day_before_month_at(pieces, 1):
            return
        pieces.take()
        first = MonthDay(before.month, _day(pieces, before.month), before.year)
        last = first
        if pieces.kind() == "-" and pieces.kind(1) == "number":
            pieces.take()
            last = MonthDay(before.month, _day(pieces, before.month), before.year)
        chosen.dates.append(_range(first, last))


def _closed_days_come(pieces: Pieces) -> bool:
    """`May 09-12,15-17 off`: what could be hours are days, since they are off."""
    steps = 1
    while pieces.kind(steps) in ("number", "-", ",", "month"):
        steps += 1
    return pieces.kind(steps) == "off"


def _days_before_month(pieces: Pieces, chosen: Chosen) -> None:
    """`25 Dec`, `24. und 31. Dezember`, `1.-15. Juli`, `1. April bis 31. Oktober`."""
    numbers: list[tuple[int, int]] = []
    while True:
        first = pieces.take().value
        pieces.accept(".")
        last = first
        if pieces.kind() in _TO and pieces.kind(1) == "number":
            pieces.take()
            last = pieces.take().value
            pieces.accept(".")
        numbers.append((first, last))
        if not pieces.accept(",", "and"):
            break
    if pieces.kind() != "month":
        raise pieces.lost()
    month = pieces.take().value
    year = pieces.take().value if _is_year(pieces) and not time_comes(pieces) else None
    found = [(MonthDay(month, _checked(a, month), year), MonthDay(month, _checked(b, month), year)) for a, b in numbers]
    if len(found) == 1 and found[0][0] == found[0][1]:
        first_day = found[0][0]
        chosen.dates.append(_range(first_day, _last(pieces, first_day)))
        return
    chosen.dates.extend(_range(first_day, last_day) for first_day, last_day in found)


def _point(pieces: Pieces, *, nth: bool = False) -> Anchor | Months:
    year = pieces.take().value if _is_year(pieces) else None
    if pieces.accept("easter"):
        return Easter(year, _shift(pieces) or _bare_shift(pieces))
    if pieces.kind() == "number":
        day = pieces.take()
        pieces.accept(".")
        if pieces.kind() != "month":
            raise pieces.lost()
        month = pieces.take().value
        if year is None and _is_year(pieces):
            year = pieces.take().value
        return MonthDay(month, _checked(day.value, month), year)
    if pieces.kind() != "month":
        raise pieces.lost()
    month = pieces.take().value
    if pieces.kind() == "weekday" and pieces.kind(1) == "[" and nth:
        weekday = pieces.take().value
        pieces.take()
        sign = -1 if pieces.accept("-") else 1
        number = pieces.take().value
        if not pieces.accept("]") or not 1 <= number <= 5:
            raise pieces.lost()
        return NthWeekday(month, weekday, sign * number, year, _shift(pieces))
    if pieces.kind() == "number" and not _is_year(pieces) and not _time_after_month(pieces):
        found = MonthDay(month, _day(pieces, month), year)
        if year is None and _is_year(pieces) and pieces.kind(1) not in ("month", "easter"):
            found = MonthDay(month, found.day, pieces.take().value)
        shift = _shift(pieces)
        return MonthDay(month, found.day, found.year, shift)
    return Months(month, month, year)


def _time_after_month(pieces: Pieces) -> bool:
    """`May-Sep 9-17:00`, `Jul 9-17h`: the number is an hour."""
    return time_comes(pieces) and pieces.kind(2) == "time"


def _day(pieces: Pieces, month: int) -> int:
    piece = pieces.take()
    if piece.kind not in ("number", "nth") or (len(piece.text) > 2 and piece.kind == "number"):
        raise NotUnderstood(piece.text)
    return _checked(piece.value, month)


def _checked(day: int, month: int) -> int:
    """The day of a month; the 31st of a shorter one is its last."""
    if not 1 <= day <= 31:
        raise NotUnderstood(str(day))
    return min(day, LONGEST_MONTHS[month - 1])


def _range(first: Anchor | Months, last: Anchor | Months) -> Months | Dates:
    if isinstance(first, Months) and isinstance(last, Months):
        if first.year is None and last.year is None:
            return Months(first.first, last.last)
        if last is first or (last.year is None and first.first <= last.last):
            return Months(first.first, last.last, first.year)
        if first.year is None or last.year is None:
            raise NotUnderstood(str(first.year or last.year))
        length = LONGEST_MONTHS[last.last - 1] if last.last != 2 else 28
        return Dates(MonthDay(first.first, 1, first.year), MonthDay(last.last, length, last.year))
    if isinstance(first, Months) or isinstance(last, Months):
        raise NotUnderstood("month")
    if last.year is not None and first.year is None:
        raise NotUnderstood(str(last.year))
    return Dates(first, last)
