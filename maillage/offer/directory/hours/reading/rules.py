"""The rules of an odd text: days, times, what holds, and how each meets those before it."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from maillage.offer.directory.hours.matching import goes_round
from maillage.offer.directory.hours.tree import DAY, Days, Join, Months, Rule, Span, State
from maillage.offer.directory.hours.words import WEEKDAYS
from maillage.offer.directory.hours.writing import write_days

from .days import Chosen, read_days
from .lexing import NotUnderstood, Piece
from .pieces import Pieces
from .tables import ONLY
from .times import read_spans, time_comes

_SEPARATORS = {
    ";": Join.NORMAL,
    ".": Join.NORMAL,
    "/": Join.NORMAL,
    ",": Join.ADDITIONAL,
    "and": Join.ADDITIONAL,
    "||": Join.FALLBACK,
}
_TIMES_MISSING = "times_missing"
_STATES = {"off": State.CLOSED, "open": State.OPEN, "unknown": State.UNKNOWN}


def read_rules(pieces: Pieces) -> tuple[Rule, ...]:
    """All the rules. Raises NotUnderstood at the first piece that makes no sense."""
    rules: list[Rule] = []
    while True:
        join = _separator(pieces, first=not rules)
        if pieces.kind() == "end":
            break
        _rule(pieces, rules, join)
    if not rules or (_TIMES_MISSING in pieces.notes and any(rule.spans for rule in rules)):
        raise NotUnderstood(pieces.written(0, pieces.at))  # "Mo-Th; Sa 9:00-15:00": the times of Saturday for all?
    return (replace(rules[0], join=Join.NORMAL), *rules[1:])


def _separator(pieces: Pieces, *, first: bool) -> Join | None:
    """How the next rule is joined; None where nothing stands between."""
    found: Join | None = None
    while pieces.kind() in _SEPARATORS:
        piece = pieces.take()
        piece.native = piece.native and piece.kind not in (".", "/")  # in the notation they separate no rules
        join = _SEPARATORS[piece.kind]
        if first:
            pieces.note("separator")
        if found is None or Join.FALLBACK in (join, found) or join == Join.NORMAL:
            found = join if found != Join.FALLBACK else found
    return found


def _rule(pieces: Pieces, rules: list[Rule], join: Join | None) -> None:
    """One rule, or several that share their times, added to those before."""
    start = pieces.at
    alternative = pieces.accept("or")
    if pieces.kind() == "appointment":
        _on_request(pieces, rules, apart=alternative or join is not None)
        return
    if alternative:
        raise pieces.lost()
    opening = _leading_state(pieces)
    begun = pieces.at
    chosen = read_days(pieces)
    pieces.skip(":", ",") if chosen and time_comes(pieces, 1) else pieces.skip(":")
    _skip_between(pieces, chosen)
    off = _exceptions(pieces)
    _skip_between(pieces, chosen)
    always = not chosen and pieces.accept("always")
    spans = () if always or not time_comes(pieces) else read_spans(pieces)
    if not chosen and spans and _days_follow(pieces):
        pieces.accept(",")
        chosen = read_days(pieces)
        pieces.note("order")
    off = off or _exceptions(pieces)
    special = _special(pieces, chosen, spans)
    state, gone = _state(pieces)
    if state == State.OPEN and not spans and not pieces.native(start, pieces.at):
        state = None  # "ouvert", "April to October: open": when, is not said
    comment = _comment(pieces, attached=bool(chosen or spans))
    if opening == State.CLOSED:
        if spans or always or state:
            raise NotUnderstood(pieces.written(start, pieces.at))
        state = State.CLOSED
    if chosen and pieces.accept("always"):
        spans, state = (), State.OPEN
    if pieces.at == begun and opening is None:
        raise pieces.lost()
    _add(pieces, rules, join, _Read(chosen, spans, state, comment or gone, always, off, special, start))


@dataclass
class _Read:
    """The parts of one rule as they were found, from the piece `start` on."""

    chosen: list[Chosen]
    spans: tuple[Span, ...]
    state: State | None
    comment: str
    always: bool
    off: list[Chosen]
    special: list[tuple[Days, tuple[Span, ...]]]
    start: int


def _add(pieces: Pieces, rules: list[Rule], join: Join | None, read: _Read) -> None:
    days = [chosen.days() for chosen in read.chosen] or [Days()]
    if any(_year_is_unsure(each) for each in days):
        raise NotUnderstood(pieces.written(read.start, pieces.at))
    unsure = " ".join(chosen.unsure for chosen in read.chosen if chosen.unsure)
    state, comment = read.state, read.comment
    if unsure:
        pieces.note("unsure")
        state, comment = State.UNKNOWN, comment or unsure
    if not (read.spans or state or comment or read.always):
        if rules or len(read.chosen) != 1 or not (read.chosen[0].narrow() or read.chosen[0].dates):
            raise NotUnderstood(pieces.written(read.start, pieces.at))
        pieces.note(_TIMES_MISSING)
        state = State.UNKNOWN  # "every day but Wednesday": on which days, not at what times
    if len(days) > 1 and not (state == State.CLOSED and not read.spans) and not _alike(read.chosen):
        raise NotUnderstood(pieces.written(read.start, pieces.at))
    if rules and join != Join.FALLBACK and _of_which_days(read, state, comment):
        raise NotUnderstood(pieces.written(read.start, pieces.at))
    for n, each in enumerate(days):
        rule = Rule(each, read.spans, state, comment, around_the_clock=read.always)
        shared = Join.NORMAL if state == State.CLOSED else Join.ADDITIONAL
        rules.append(replace(rule, join=_met(rules, rule, shared if n else join, pieces)))
    rules.extend(Rule(days, spans) for days, spans in read.special)
    rules.extend(Rule(chosen.days(), state=State.CLOSED) for chosen in read.off)


def _year_is_unsure(days: Days) -> bool:
    """`2023 Jul 31, Aug 1 off`: the first of August of every year?"""
    years = [(item.year if isinstance(item, Months) else item.first.year) is None for item in days.dates]
    return any(years) and not all(years)


def _of_which_days(read: _Read, state: State | None, comment: str) -> bool:
    """Times after times, without days: those before, or every day? A comment alone is of every day."""
    if read.chosen or read.always or (comment and not read.spans and state is None):
        return False
    return bool(read.spans) or state != State.CLOSED


def _alike(chosen: list[Chosen]) -> bool:
    """Lists of days that can share their times: single dates and weekdays, in whichever order."""
    return all(not (each.wide() and each.narrow()) for each in chosen)


def _met(rules: list[Rule], rule: Rule, join: Join | None, pieces: Pieces) -> Join:
    """How a rule meets those before it. Raises NotUnderstood where that would be a guess."""
    if join is None and rules:
        pieces.note("separator")
        return _unseparated(rules, rule)
    if pieces.native(0, pieces.at):
        if join == Join.NORMAL and any(_replaces(rule, before) for before in rules):
            pieces.note("replaced")  # who writes the notation is held to what it means
    elif any(_disputes(rule, before, join) for before in rules):
        raise NotUnderstood(write_days(rule.days))
    return join or Join.NORMAL


def _unseparated(rules: list[Rule], rule: Rule) -> Join:
    """Without a sign between them, rules are of different days, or of different times of the same day."""
    if rules[-1].comment and not rules[-1].spans and rules[-1].days.is_every_day:
        raise NotUnderstood(rules[-1].comment)  # '"by appointment" Fr 13:30-16:30': is it of Friday?
    if rule.means == State.CLOSED:
        if rule.days.is_every_day:
            raise NotUnderstood(rule.means.value)  # 'Tu "in the evening" off': all of them, every day?
        return Join.NORMAL
    for before in rules:
        if _is_wide(before.days) != _is_wide(rule.days):
            raise NotUnderstood(write_days(rule.days))  # a season: does it hold for what follows?
        if _share_a_day(before.days, rule.days):
            if not (before.spans and rule.spans) or _share_a_time(before.spans, rule.spans):
                raise NotUnderstood(write_days(rule.days))
            return Join.ADDITIONAL
    return Join.NORMAL


def _replaces(rule: Rule, before: Rule) -> bool:
    return rule.days == before.days and not rule.days.is_every_day and _differ(rule, before)


def _differ(rule: Rule, before: Rule) -> bool:
    """They say different times at which it is open."""
    both_open = State.CLOSED not in (rule.means, before.means) and bool(rule.spans and before.spans)
    return both_open and rule.spans != before.spans


def _disputes(rule: Rule, before: Rule, join: Join | None) -> bool:
    """In prose, two rules speak of the same day: does the second add to the first, or replace it?

    `lundi 9h-12h; lundi 14h-17h`: the notation forgets the morning, and whoever wrote this did not. `Mo-Fr 9-17 Uhr,
    Fr 9-15 Uhr`: the notation adds, and whoever wrote this did not.
    """
    if not (_differ(rule, before) and _same_season(rule, before) and _share_a_day(rule.days, before.days)):
        return False
    if not _all_end(rule, before):
        return join == Join.NORMAL and rule.days == before.days
    if join == Join.ADDITIONAL:
        return _share_a_time(rule.spans, before.spans) and not _covers(rule.spans, before.spans)
    return rule.days == before.days or not _share_a_time(rule.spans, before.spans)


def _covers(some: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    return all(any(start <= first and last <= end for start, end in _minutes(some)) for first, last in _minutes(others))


def _all_end(rule: Rule, before: Rule) -> bool:
    return all(span.end for span in (*rule.spans, *before.spans))


def _same_season(rule: Rule, before: Rule) -> bool:
    one, other = rule.days, before.days
    return (one.years, one.dates, one.weeks) == (other.years, other.dates, other.weeks)


def _is_wide(days: Days) -> bool:
    return bool(days.years or days.dates or days.weeks)


def _share_a_day(one: Days, other: Days) -> bool:
    if one.is_every_day or other.is_every_day or (one.holidays and other.holidays):
        return True
    return bool(_weekdays(one) & _weekdays(other))


def _weekdays(days: Days) -> set[int]:
    return {day for day in range(7) for item in days.weekdays if goes_round(item.first, day, item.last)}


def _share_a_time(some: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    if any(span.start.event or span.end is None or span.end.event for span in (*some, *others)):
        return True
    ordered = sorted((*_minutes(some), *_minutes(others)))
    return any(later[0] < earlier[1] for earlier, later in pairwise(ordered))


def _minutes(spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    """From and until when, on the day it begins: until 02:00 is 1560."""
    found = ((span.start.minutes, span.end.minutes) for span in spans if span.end)
    return [(start, end if end > start else end + DAY) for start, end in found]


def _skip_between(pieces: Pieces, chosen: list[Chosen]) -> None:
    """What may stand between days and times: a colon, a dash, an "open from"."""
    if not chosen:
        return
    if pieces.kind() in (",", "-", "=") and (time_comes(pieces, 1) or pieces.kind(1) == "off"):
        pieces.take()
    if pieces.kind() == "open" and (time_comes(pieces, 1) or pieces.kind(1) == ":"):
        pieces.take()
        pieces.skip(":")


def _leading_state(pieces: Pieces) -> State | None:
    """`closed on Mondays`, `ouvert du lundi...`; "open" before days or times says nothing."""
    pieces.skip("noise")
    if pieces.kind() == "open":
        following = pieces.kind(1)
        if following not in ("end", ";", ",", "comment", "||"):
            pieces.take()
            pieces.skip(":", "-", "open")
            pieces.note("words")
        return None
    if pieces.kind() in ("off", "gone") and pieces.kind(1) not in ("end", ";", ",", ".", "comment", "||", "/"):
        pieces.take()
        pieces.skip(":", "-")
        return State.CLOSED
    return None


def _days_follow(pieces: Pieces) -> bool:
    """`9:00-17:00 Mo-Fr`: the whole text has its times first, so that each belongs to the days after it."""
    mark = pieces.at
    notes = list(pieces.notes)
    if pieces.kind() == "," and pieces.ahead(1).text.title() in WEEKDAYS:
        return False  # the notation has it that a comma begins another rule
    try:
        pieces.accept(",")
        chosen = read_days(pieces)
        return bool(chosen) and pieces.kind() in ("end", ";", ",", ".", "comment") and not time_comes(pieces, 1)
    except NotUnderstood:
        return False
    finally:
        pieces.at, pieces.notes = mark, notes


def _exceptions(pieces: Pieces) -> list[Chosen]:
    """`except Wednesday`: the days that are off."""
    mark = pieces.at
    pieces.accept(",")
    parenthesis = pieces.accept("(")
    if not pieces.accept("except"):
        pieces.at = mark
        return []
    pieces.skip("on", "noise")
    found = read_days(pieces)
    if not found or any(each.unsure for each in found) or (parenthesis and not pieces.accept(")")):
        raise pieces.lost()
    pieces.note("except")
    return found


def _special(pieces: Pieces, of: list[Chosen], spans: tuple[Span, ...]) -> list[tuple[Days, tuple[Span, ...]]]:
    """`8h30-12h et 13h30-17h (ven 16h)`: the same, but on Friday, one of its days, until four."""
    if not spans or pieces.kind() != "(":
        return []
    mark = pieces.at
    pieces.take()
    chosen = read_days(pieces)
    pieces.skip("noise", ":", "to")
    ends = read_spans(pieces) if chosen and time_comes(pieces) else ()
    if len(chosen) != 1 or not ends or not pieces.accept(")"):
        pieces.at = mark
        raise pieces.lost()
    days = chosen[0].days()
    if of and not all(_weekdays(days) <= _weekdays(each.days()) for each in of):
        raise NotUnderstood(pieces.written(mark, pieces.at))  # "Mo-Fr 7-17 (Sa 12:00)": from when?
    if len(ends) > 1 or ends[0].end is not None:
        return [(days, ends)]
    last = spans[-1]
    end = ends[0].start
    if ends[0].open_end or last.end is None or not last.start.minutes < end.minutes < last.end.minutes:
        raise NotUnderstood(pieces.written(mark, pieces.at))
    pieces.note("special")
    return [(days, (*spans[:-1], replace(last, end=end)))]


def _state(pieces: Pieces) -> tuple[State | None, str]:
    if pieces.kind() == "gone":
        return State.CLOSED, pieces.take().text
    if pieces.kind() == "-" and pieces.kind(1) == "off":
        pieces.take()
    if pieces.kind() in _STATES:
        return _STATES[pieces.take().kind], ""
    return None, ""


def _comment(pieces: Pieces, *, attached: bool) -> str:
    """A quoted comment, or "by appointment" right after the times."""
    if pieces.kind() == "comment":
        return pieces.take().text.strip()
    parenthesis = pieces.kind() == "(" and pieces.kind(1) == "appointment" and pieces.kind(2) == ")"
    if attached and (parenthesis or pieces.kind() == "appointment"):
        pieces.accept("(")
        text = pieces.take().text
        pieces.accept(")")
        pieces.note("comment")
        return text
    return ""


def _on_request(pieces: Pieces, rules: list[Rule], *, apart: bool) -> None:
    """`..., by appointment`: at other times. `...; only by appointment`: at these times, and then only perhaps."""
    piece: Piece = pieces.take()
    pieces.note("comment")
    if not rules or not apart:
        rules.append(Rule(comment=piece.text, join=Join.FALLBACK if rules else Join.NORMAL))
    elif re.search(ONLY, piece.text, re.IGNORECASE):
        for n, rule in enumerate(rules):
            if rule.means == State.OPEN and not rule.comment:
                rules[n] = replace(rule, comment=piece.text)
    else:
        rules.append(Rule(comment=piece.text, join=Join.FALLBACK))
