"""The strict notation, read: `opening_hours` of OpenStreetMap, specification 0.7.3, made into a tree.

Strict means: two digits for hours and minutes, English abbreviations as the specification writes them, comments in
double quotes. Spaces between pieces do not count, nor does the 0 of a day or a week below ten (`Jan 1`): `writing` puts
it there. What people really write is for `reading`.
"""

from functools import lru_cache

from .errors import HoursError
from .grammar_days import read_days
from .grammar_plain import plain_rules
from .grammar_stream import Stream
from .grammar_times import read_spans
from .tokens import Kind, tokens_of
from .tree import KEPT_RULES, Join, Rule, Schedule, State
from .words import MAX_LENGTH

_STATES = {"open": State.OPEN, "off": State.CLOSED, "closed": State.CLOSED, "unknown": State.UNKNOWN}


@lru_cache(maxsize=4096)
def parse(text: str) -> Schedule:
    """The tree of a value in the strict notation. Raises HoursError, with the position of what cannot be read."""
    if len(text) > MAX_LENGTH:
        raise HoursError(f"longer than {MAX_LENGTH} characters")
    if '"' not in text:
        try:
            return Schedule(tuple(rule for part in text.split(";") for rule in _rules_of(part.strip(" "))))
        except HoursError:
            pass  # to be found again, with its position in the whole
    return Schedule(_rules(text))


@lru_cache(maxsize=KEPT_RULES)
def _rules_of(part: str) -> tuple[Rule, ...]:
    """The rules between two semicolons. They are kept, for the same ones stand in many values."""
    return plain_rules(part) or _rules(part)


def _rules(text: str) -> tuple[Rule, ...]:
    stream = Stream(tokens_of(text))
    rules = [_rule(stream, Join.NORMAL)]
    while not stream.at_end():
        rules.append(_rule(stream, _join(stream)))
    return tuple(rules)


def _join(stream: Stream) -> Join:
    if stream.accept(";"):
        return Join.NORMAL
    if stream.accept(","):
        return Join.ADDITIONAL
    if stream.accept("||"):
        return Join.FALLBACK
    raise stream.wrong("a “;” is missing before")


def _rule(stream: Stream, join: Join) -> Rule:
    begun = stream.token
    always = stream.accept_kind(Kind.ALWAYS) is not None
    days = read_days(stream)
    if always and not days.is_every_day:
        raise HoursError("24/7 means every day: no days can follow", begun.position)
    spans = () if always else read_spans(stream)
    word = stream.accept_word(_STATES)
    comment = stream.accept_kind(Kind.COMMENT)
    if stream.token is begun:
        raise stream.wrong("days, times or a comment should stand where there is")
    if comment is not None and comment.text == '""':
        raise HoursError("the comment is empty", comment.position)
    if not (spans or word or comment or always) and stream.token.text == ",":
        raise stream.wrong("times are missing before")
    return Rule(
        days=days,
        spans=spans,
        state=_STATES[word] if word else None,
        comment=comment.text[1:-1] if comment else "",
        join=join,
        around_the_clock=always,
    )
