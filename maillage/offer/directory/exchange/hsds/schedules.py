"""Schedules of HSDS as one text of opening hours; what the text says is read elsewhere."""

import re
from collections.abc import Mapping, Sequence

from maillage.offer.directory.exchange.cleaning.numbers import read_date
from maillage.offer.directory.exchange.cleaning.reading import Setting

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s*(am|pm)?", re.IGNORECASE)


def hours_of(schedules: Sequence[Mapping[str, str]], holidays: Sequence[Mapping[str, str]] = ()) -> str:
    """All schedules of one thing, "; " between them; days with the same hours together. "" where they say nothing."""
    days: dict[str, list[str]] = {}
    for schedule in schedules:
        day, hours = _line(schedule)
        if day or hours:
            into = days.setdefault(hours, [])
            if day and day not in into:
                into.append(day)
    by_days: dict[str, list[str]] = {}
    for hours, list_of_days in days.items():
        by_days.setdefault(",".join(list_of_days), []).append(hours)
    lines = [" ".join(filter(None, (day, ",".join(filter(None, hours))))) for day, hours in by_days.items()]
    lines += [line for line in map(_holiday, holidays) if line]
    return "; ".join(lines)


def notes_of(schedules: Sequence[Mapping[str, str]]) -> str:
    """What the schedules say in words."""
    notes = (schedule.get(name, "") for schedule in schedules for name in ("description", "notes"))
    return " ".join(dict.fromkeys(note for note in notes if note))


def _line(schedule: Mapping[str, str]) -> tuple[str, str]:
    day = _days(schedule)
    opens, closes = schedule.get("opens_at", ""), schedule.get("closes_at", "")
    start, until = schedule.get("dtstart", ""), schedule.get("until", "")
    if not (opens or closes) and _TIME.fullmatch(start):
        opens, closes = start, until  # some exports write the hours where the dates belong
    if not (opens or closes) and start and not read_date(start, Setting()).value:
        opens, closes = start, until
    hours = f"{_clock(opens)}-{_clock(closes)}" if opens and closes else _clock(opens) or _clock(closes)
    span = _span(schedule.get("valid_from", ""), schedule.get("valid_to", ""))
    if schedule.get("interval", "1") not in ("", "1", "1.0") and (day or hours):
        day = f"every {schedule['interval']} weeks {day}"
    return " ".join(filter(None, (span, day))), hours


def _days(schedule: Mapping[str, str]) -> str:
    weekday = schedule.get("weekday", "")
    if weekday.isdigit() and 1 <= int(weekday) <= 7:
        return DAYS[int(weekday) - 1]
    if weekday:
        return weekday
    byday = schedule.get("byday", "")
    codes = [code.strip() for code in byday.split(",") if code.strip()]
    named = [_day(code) for code in codes]
    return ",".join(named) if all(named) else byday


def _day(code: str) -> str:
    """ "MO" is Mo, "1MO" is Mo[1]: the first Monday of the month."""
    match = re.fullmatch(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)", code.upper())
    if not match:
        return ""
    return match[2].capitalize() + (f"[{int(match[1])}]" if match[1] else "")


def _clock(text: str) -> str:
    match = _TIME.fullmatch(text.strip())
    if not match or (match[2] is None and not match[3]):
        return text.strip()
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] and hour <= 12:
        hour = hour % 12 + (12 if match[3].casefold() == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else text.strip()


def _span(start: str, end: str) -> str:
    first, last = read_date(start, Setting()).value, read_date(end, Setting()).value
    if first is None and last is None:
        return ""
    name = [f"{day.year} {MONTHS[day.month - 1]} {day.day:02}" if day else "" for day in (first, last)]
    return (
        f"{name[0]}-{name[1]}"
        if name[0] and name[1] and name[0] != name[1]
        else f"{name[0]}+"
        if not name[1]
        else name[1]
    )


def _holiday(schedule: Mapping[str, str]) -> str:
    """A day or days that differ; the year 1 means every year."""
    first = read_date(schedule.get("start_date", ""), Setting()).value
    last = read_date(schedule.get("end_date", ""), Setting()).value
    if first is None:
        return ""
    names = []
    for day in (first, last):
        if day is not None:
            year = f"{day.year} " if day.year > 1000 else ""
            names.append(f"{year}{MONTHS[day.month - 1]} {day.day:02}")
    span = "-".join(dict.fromkeys(names))
    if schedule.get("closed", "").casefold() in ("true", "1", "t", "yes"):
        return f"{span} off"
    opens, closes = _clock(schedule.get("opens_at", "")), _clock(schedule.get("closes_at", ""))
    return f"{span} {opens}-{closes}" if opens and closes else ""
