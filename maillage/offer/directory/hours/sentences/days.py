"""The days of a rule, said: at the beginning of a clause, or as an adverb ("closed on ...")."""

from collections.abc import Iterable

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

from .vocabulary import Vocabulary

WEEK = range(7)


class CannotSayError(ValueError):
    """There are no words for this: it is quoted instead."""


def say_weekdays(days: Iterable[int], words: Vocabulary, *, on: bool = False) -> str:
    """Weekdays, 0 is Monday: "Monday to Friday", "on Monday and on Wednesday", "every day"."""
    wanted = sorted(set(days))
    if len(wanted) == len(WEEK):
        return words.every_day_on if on else words.every_day
    return words.listed([_run(run, words, on=on) for run in _runs(wanted)])


def weekdays_in(item: Weekdays) -> list[int]:
    """The weekdays from the first to the last, going round."""
    return [(item.first + n) % 7 for n in range((item.last - item.first) % 7 + 1)]


def say_days(days: Days, words: Vocabulary, *, on: bool = False) -> str:
    """Weekdays, nth weekdays and holidays of a rule; an empty text where there are none. Raises CannotSayError."""
    if days.holidays_only_on_weekdays:
        weekdays = _all_weekdays(days, words, on=True)
        if {item.kind for item in days.holidays} != {HolidayKind.PUBLIC} or any(item.shift for item in days.holidays):
            raise CannotSayError
        return words.public_on.format(words.listed(weekdays))
    items = _all_weekdays(days, words, on=on)
    nouns = bool(items) and not on
    items += [_holiday(item, words, noun=nouns) for item in days.holidays]
    return words.listed(items)


def say_seasons(days: Days, words: Vocabulary) -> list[str]:
    """Adverbs for years, dates and weeks: "in July", "from 1 May to 3 June", "in odd weeks". Raises CannotSayError."""
    said = [words.listed(_dates(days.dates, words))] if days.dates else []
    said += [words.listed([_weeks(item, words) for item in days.weeks])] if days.weeks else []
    said += [words.listed([_years(item, words) for item in days.years])] if days.years else []
    return said


def is_one_day(days: Days) -> bool:
    """Whether the dates are single days, so that "every day" would be odd."""
    return bool(days.dates) and all(isinstance(item, Dates) and item.first == item.last for item in days.dates)


def _all_weekdays(days: Days, words: Vocabulary, *, on: bool) -> list[str]:
    plain = [day for item in days.weekdays if not item.nth and not item.shift for day in weekdays_in(item)]
    said = [say_weekdays(plain, words, on=on)] if plain else []
    nth: dict[int, list[int]] = {}
    for item in days.weekdays:
        if item.nth and not item.shift:
            nth.setdefault(item.first, []).extend(item.nth)
        elif item.shift:
            raise CannotSayError
    return said + [_nth(weekday, tuple(dict.fromkeys(all_)), words, on=on) for weekday, all_ in nth.items()]


def _nth(weekday: int, nth: tuple[int, ...], words: Vocabulary, *, on: bool) -> str:
    if not nth:
        return (words.weekdays_on if on else words.weekdays)[weekday]
    if min(nth) < -len(words.ordinals_from_the_end):
        raise CannotSayError
    ordinals = words.listed([words.ordinal(n, weekday) for n in sorted(nth, key=lambda n: (n < 0, n))])
    return (words.nth_on if on else words.nth).format(ordinals, words.weekdays[weekday])


def _runs(days: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[day] for day in run])]


def _run(run: list[int], words: Vocabulary, *, on: bool) -> str:
    if len(run) == 1:
        return (words.weekdays_on if on else words.weekdays)[run[0]]
    return words.weekday_span(run[0], run[-1], on=on)


def _holiday(item: Holiday, words: Vocabulary, *, noun: bool) -> str:
    if item.kind == HolidayKind.SCHOOL:
        if item.shift:
            raise CannotSayError
        return words.school_noun if noun else words.school
    match item.shift:
        case 0:
            return words.public_noun if noun else words.public
        case -1:
            return words.day_before_public
        case 1:
            return words.day_after_public
    raise CannotSayError


def _dates(items: tuple[Months | Dates, ...], words: Vocabulary) -> list[str]:
    return [_months(item, words) if isinstance(item, Months) else _date_span(item, words) for item in items]


def _months(item: Months, words: Vocabulary) -> str:
    if item.first == item.last:
        said = words.month_in.format(words.months[item.first - 1])
    else:
        said = words.month_span(item.first, item.last)
    return said if item.year is None else f"{said} {item.year}"


def _date_span(item: Dates, words: Vocabulary) -> str:
    if item.last is None:
        return words.since_date.format(_anchor(item.first, words))
    if item.first == item.last:
        return _on(item.first, words)
    return words.date_span(_anchor(item.first, words), _anchor(item.last, words))


def _on(anchor: Anchor, words: Vocabulary) -> str:
    if isinstance(anchor, Easter) and not anchor.shift:
        return words.easter_on if anchor.year is None else f"{words.easter_on} {anchor.year}"
    if anchor.shift:
        return _anchor(anchor, words)
    return words.on_date(_anchor(anchor, words))


def _anchor(anchor: Anchor, words: Vocabulary) -> str:
    match anchor:
        case Easter():
            said = words.easter if anchor.year is None else f"{words.easter} {anchor.year}"
        case MonthDay():
            template = words.date if anchor.year is None else words.date_with_year
            said = template.format(words.day(anchor.day), words.months[anchor.month - 1], anchor.year)
        case NthWeekday():
            if anchor.nth < -len(words.ordinals_from_the_end):
                raise CannotSayError
            ordinal = words.ordinal(anchor.nth, anchor.weekday)
            said = words.nth_in_month(ordinal, anchor.weekday, anchor.month)
            said = said if anchor.year is None else f"{said} {anchor.year}"
    return _shifted(said, anchor.shift, words)


def _shifted(said: str, shift: int, words: Vocabulary) -> str:
    if not shift:
        return said
    forms = words.days_after if shift > 0 else words.days_before
    return forms[0 if abs(shift) == 1 else 1].format(said, abs(shift))


def _weeks(item: Weeks, words: Vocabulary) -> str:
    if item.every == 2 and item.last >= 52 and item.first in (1, 2):
        return words.odd_weeks if item.first == 1 else words.even_weeks
    if item.every != 1:
        raise CannotSayError
    if item.first == item.last:
        return words.week_in.format(item.first)
    return words.week_range.format(item.first, item.last)


def _years(item: Years, words: Vocabulary) -> str:
    if item.every != 1:
        raise CannotSayError
    if item.last is None:
        return words.since_year.format(item.first)
    return (
        words.year_in.format(item.first) if item.first == item.last else words.year_range.format(item.first, item.last)
    )
