"""A tree written as an OpenStreetMap value, always in one way: `parse(write(tree)) == tree` for what was parsed."""

from .tree import (
    Anchor,
    Dates,
    Days,
    Easter,
    Holiday,
    Join,
    Moment,
    MonthDay,
    Months,
    NthWeekday,
    Rule,
    Schedule,
    Span,
    Weekdays,
    Weeks,
    Years,
)
from .words import MONTHS, WEEKDAYS

_JOINS = {Join.NORMAL: "; ", Join.ADDITIONAL: ", ", Join.FALLBACK: " || "}


def write(schedule: Schedule) -> str:
    """The canonical text of a schedule."""
    return "".join((_JOINS[rule.join] if n else "") + _rule(rule) for n, rule in enumerate(schedule.rules))


def _rule(rule: Rule) -> str:
    parts = [
        "24/7" if rule.around_the_clock else "",
        write_days(rule.days),
        ",".join(write_span(span) for span in rule.spans),
        rule.state.value if rule.state else "",
        f'"{rule.comment}"' if rule.comment else "",
    ]
    return " ".join(part for part in parts if part)


def write_days(days: Days) -> str:
    """The days of a rule; an empty text for every day."""
    weekdays = ",".join(_weekdays(item) for item in days.weekdays)
    holidays = ",".join(_holiday(item) for item in days.holidays)
    if days.holidays_only_on_weekdays:
        week = f"{holidays} {weekdays}"
    else:
        week = ",".join(part for part in (weekdays, holidays) if part)
    parts = [
        ",".join(_years(item) for item in days.years),
        ",".join(_date(item) for item in days.dates),
        "week " + ",".join(_weeks(item) for item in days.weeks) if days.weeks else "",
        week,
    ]
    return " ".join(part for part in parts if part)


def write_span(span: Span) -> str:
    """One span: `09:00-12:00`."""
    text = _moment(span.start)
    if span.end is not None:
        text += f"-{_moment(span.end)}"
    if span.every is not None:
        text += f"/{span.every}" if span.every < 60 else f"/{_clock(span.every)}"
    return text + ("+" if span.open_end else "")


def _moment(moment: Moment) -> str:
    if moment.event is None:
        return _clock(moment.minutes)
    if not moment.minutes:
        return moment.event.value
    return f"({moment.event.value}{'-' if moment.minutes < 0 else '+'}{_clock(abs(moment.minutes))})"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _years(years: Years) -> str:
    if years.last is None:
        return f"{years.first}+"
    text = str(years.first) if years.first == years.last else f"{years.first}-{years.last}"
    return text if years.every == 1 else f"{text}/{years.every}"


def _date(item: Months | Dates) -> str:
    if isinstance(item, Months):
        first, last = MONTHS[item.first - 1], MONTHS[item.last - 1]
        return _with_year(first if first == last else f"{first}-{last}", item.year)
    if item.last is None:
        return f"{_anchor(item.first)}+"
    if item.last == item.first:
        return _anchor(item.first)
    if isinstance(item.first, MonthDay) and isinstance(item.last, MonthDay) and item.first.shift == 0:
        start, end = item.first, item.last
        if (start.month, start.year) == (end.month, end.year) and start.day <= end.day:
            return f"{_anchor(start)}-{end.day:02d}{_shift(end.shift)}"
    return f"{_anchor(item.first)}-{_anchor(item.last)}"


def _anchor(anchor: Anchor) -> str:
    match anchor:
        case Easter():
            text = "easter"
        case NthWeekday():
            text = f"{MONTHS[anchor.month - 1]} {WEEKDAYS[anchor.weekday]}[{anchor.nth}]"
        case MonthDay():
            text = f"{MONTHS[anchor.month - 1]} {anchor.day:02d}"
    return _with_year(text, anchor.year) + _shift(anchor.shift)


def _with_year(text: str, year: int | None) -> str:
    return text if year is None else f"{year} {text}"


def _weeks(weeks: Weeks) -> str:
    text = f"{weeks.first:02d}" if weeks.first == weeks.last else f"{weeks.first:02d}-{weeks.last:02d}"
    return text if weeks.every == 1 else f"{text}/{weeks.every}"


def _weekdays(item: Weekdays) -> str:
    text = WEEKDAYS[item.first]
    if item.nth:
        text += f"[{','.join(str(n) for n in item.nth)}]"
    elif item.last != item.first:
        text += f"-{WEEKDAYS[item.last]}"
    return text + _shift(item.shift)


def _holiday(item: Holiday) -> str:
    return item.kind.value + _shift(item.shift)


def _shift(days: int) -> str:
    if not days:
        return ""
    return f" {'+' if days > 0 else '-'}{abs(days)} {'day' if abs(days) == 1 else 'days'}"
