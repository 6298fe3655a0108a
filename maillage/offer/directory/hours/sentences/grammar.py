"""From the rules of a schedule to the clauses of a sentence.

Rules that only speak of weekdays are first worked out into one week, as a person would: of "Mo-Fr 09:00-17:00; We
09:00-12:00" one says "Monday, Tuesday, Thursday and Friday ...; Wednesday ...". Closures that follow each other are
said together. Every other rule is a clause, in its order; the last one that fits a day counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from maillage.offer.directory.hours.tree import Days, HolidayKind, Join, Rule, Schedule, Span, State
from maillage.offer.directory.hours.writing import write

from .days import CannotSayError, is_one_day, say_days, say_seasons, say_weekdays, weekdays_in
from .notes import split_note
from .times import say_spans
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Clause:
    """A part of the sentence, and the rules that it says (their places in the schedule).

    `closes`: it only says when it is closed, and follows what stands before it with a comma.
    """

    text: str
    rules: tuple[int, ...]
    closes: bool = False


@dataclass(frozen=True)
class _Closing:
    """When it is closed: adverbs that are still to be put together."""

    adverbs: tuple[str, ...]
    rules: tuple[int, ...]
    school_only: bool = False


def clauses(schedule: Schedule, words: Vocabulary) -> list[Clause]:
    """The clauses of a schedule, in order; every rule is in one of them."""
    said: list[Clause] = []
    waiting: list[_Closing] = []
    for part in _parts(schedule.rules, words):
        if isinstance(part, _Closing):
            waiting.append(part)
            continue
        said.extend(_together(waiting, words))
        waiting = []
        said.append(part)
    return [*said, *_together(waiting, words)]


def _parts(rules: tuple[Rule, ...], words: Vocabulary) -> Iterator[Clause | _Closing]:
    place = 0
    while place < len(rules):
        end = place
        while end < len(rules) and _is_weekly(rules[end]) and _season(rules[end]) == _season(rules[place]):
            end += 1
        if end > place:
            yield from _week(rules[place:end], tuple(range(place, end)), words)
            place = end
        else:
            yield _said(rules[place], place, words)
            place += 1


def _is_weekly(rule: Rule) -> bool:
    """Whether a rule only lays out weekdays, perhaps in a season."""
    if rule.comment or rule.around_the_clock or rule.days.holidays or rule.join == Join.FALLBACK:
        return False
    if any(item.nth or item.shift for item in rule.days.weekdays) or is_one_day(rule.days):
        return False
    if rule.means == State.CLOSED:
        return bool(rule.days.weekdays) and not rule.spans and not any(_season(rule))
    return rule.means == State.OPEN and bool(rule.spans or rule.days.weekdays)


def _season(rule: Rule) -> tuple[object, ...]:
    return (rule.days.years, rule.days.dates, rule.days.weeks)


def _week(rules: tuple[Rule, ...], places: tuple[int, ...], words: Vocabulary) -> Iterator[Clause | _Closing]:
    """The weekdays of some rules, those with the same times together; then the days on which it is closed."""
    week: dict[int, tuple[Span, ...] | None] = {}
    for rule in rules:
        for day in _weekdays(rule.days):
            if rule.means == State.CLOSED:
                week[day] = None
            elif rule.join == Join.ADDITIONAL and (before := week.get(day)):
                week[day] = (*before, *rule.spans)
            else:
                week[day] = rule.spans
    by_spans: dict[tuple[Span, ...], list[int]] = {}
    for day, spans in sorted(week.items()):
        if spans is not None:
            by_spans.setdefault(spans, []).append(day)
    try:
        season = " ".join(say_seasons(rules[0].days, words))
        parts = [f"{say_weekdays(days, words)} {_times(spans, words)}" for spans, days in by_spans.items()]
    except CannotSayError:
        yield Clause(_quoted(rules, words), places)
        return
    if parts:
        said = words.semicolon.join(parts) if not season else words.comma.join(parts)
        yield Clause(f"{season}{words.colon}{said}" if season else said, places)
    closed = [day for day, spans in sorted(week.items()) if spans is None]
    if closed:
        yield _Closing((say_weekdays(closed, words, on=True),), () if parts else places)
    elif not parts:
        yield Clause(_quoted(rules, words), places)


def _said(rule: Rule, place: int, words: Vocabulary) -> Clause | _Closing:
    try:
        if rule.means == State.CLOSED and not rule.comment and rule.join != Join.FALLBACK:
            return _closing(rule, place, words)
        text = _clause(rule, words)
    except CannotSayError:
        text = _quoted((rule,), words)
    if rule.join == Join.FALLBACK:
        text = words.otherwise.format(text)
    elif rule.join == Join.ADDITIONAL:
        text = words.also.format(text)
    return Clause(text, (place,))


def _closing(rule: Rule, place: int, words: Vocabulary) -> Clause | _Closing:
    if rule.days.is_every_day and not rule.spans:
        return Clause(words.closed_always, (place,), closes=True)
    adverbs = _adverbs(rule, words)
    kinds = [item.kind for item in rule.days.holidays]
    school_only = kinds == [HolidayKind.SCHOOL] and len(adverbs) == 1 and not rule.spans and not rule.days.weekdays
    return _Closing(adverbs, (place,), school_only)


def _adverbs(rule: Rule, words: Vocabulary) -> tuple[str, ...]:
    """When, as adverbs that can be listed: holidays and dates apart where nothing else holds them together."""
    days = rule.days
    parts = sum(bool(part) for part in (days.years, days.dates, days.weeks, days.weekdays or days.holidays))
    if parts == 1 and not rule.spans and not days.holidays_only_on_weekdays:
        singles = [
            *(replace(days, dates=(item,)) for item in days.dates),
            *(replace(days, weekdays=days.weekdays, holidays=()) for _item in days.weekdays[:1]),
            *(replace(days, weekdays=(), holidays=(item,)) for item in days.holidays),
        ]
        if singles:
            return tuple(" ".join(_adverb(single, words)) for single in singles)
    adverb = " ".join(_adverb(days, words))
    return (f"{adverb} {say_spans(rule.spans, words)}".strip() if rule.spans else adverb,)


def _adverb(days: Days, words: Vocabulary) -> list[str]:
    return [part for part in (say_days(days, words, on=True), *say_seasons(days, words)) if part]


def _together(closings: list[_Closing], words: Vocabulary) -> list[Clause]:
    if not closings:
        return []
    rules = tuple(place for closing in closings for place in closing.rules)
    if all(closing.school_only for closing in closings):
        return [Clause(words.except_school, rules, closes=True)]
    adverbs = list(dict.fromkeys(adverb for closing in closings for adverb in closing.adverbs))
    return [Clause(words.closed.format(words.listed(adverbs)), rules, closes=True)]


def _clause(rule: Rule, words: Vocabulary) -> str:
    if rule.means == State.CLOSED:
        when = words.listed(list(_adverbs(rule, words))) if not rule.days.is_every_day or rule.spans else ""
        said = words.closed.format(when) if when else words.closed_always
        return _with_note(said, rule, words)
    season, days = _when(rule, words)
    times = words.always if rule.around_the_clock else say_spans(rule.spans, words) if rule.spans else ""
    if rule.means == State.OPEN and not times:
        times = words.all_day
    if not days and times and not rule.around_the_clock and not (season and is_one_day(rule.days)):
        days = words.every_day
    main = " ".join(part for part in (days, times) if part)
    if not main and not season:
        return _note_alone(rule, words)
    glue = " " if is_one_day(rule.days) else words.colon
    return _with_note(glue.join(part for part in (season, main) if part), rule, words)


def _when(rule: Rule, words: Vocabulary) -> tuple[str, str]:
    """The season and the days; school holidays on some weekdays are a season."""
    days = rule.days
    seasons = say_seasons(days, words)
    if days.holidays_only_on_weekdays and {(item.kind, item.shift) for item in days.holidays} == {
        (HolidayKind.SCHOOL, 0)
    }:
        seasons = [words.school, *seasons]
        days = replace(days, holidays=(), holidays_only_on_weekdays=False)
    return " ".join(seasons), say_days(days, words)


def _with_note(said: str, rule: Rule, words: Vocabulary) -> str:
    key, rest = split_note(rule.comment)
    if rule.means == State.UNKNOWN and not key and rule.state is not None:
        said = words.unknown.format(said)
    if key:
        said = f"{said}{words.comma if rule.spans else ' '}{words.notes[key]}"
    return f"{said} ({words.quotes.format(rest)})" if rest else said


def _note_alone(rule: Rule, words: Vocabulary) -> str:
    """A rule without days and times: only what holds, or what was noted."""
    key, rest = split_note(rule.comment)
    if rule.state is None and not key:
        return words.quotes.format(rest)
    note = f" ({words.quotes.format(rest)})" if rest else ""
    return f"{words.notes[key] if key else words.unknown_always}{note}"


def _times(spans: tuple[Span, ...], words: Vocabulary) -> str:
    return say_spans(spans, words) if spans else words.all_day


def _weekdays(days: Days) -> list[int]:
    return [day for item in days.weekdays for day in weekdays_in(item)] or list(range(7))


def _quoted(rules: tuple[Rule, ...], words: Vocabulary) -> str:
    first = replace(rules[0], join=Join.NORMAL)
    return words.quotes.format(write(Schedule((first, *rules[1:]))))
