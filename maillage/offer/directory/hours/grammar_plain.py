"""The rules that nine in ten are, `Mo-Fr 09:00-12:00,14:00-18:00` and `PH off`, recognized at a glance.

This is not another grammar: it knows only what days and times look like. They are read by the grammar, once for each
way they are written, and what looks otherwise is left to it.
"""

import re
from functools import lru_cache

from .errors import HoursError
from .grammar_days import read_days
from .grammar_stream import Stream
from .grammar_times import read_spans
from .tokens import tokens_of
from .tree import KEPT_RULES, Days, Join, Rule, Span, State
from .words import WEEKDAYS

_DAY = rf"(?:{'|'.join(WEEKDAYS)}|PH|SH)"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(rf"(, )?(?:({_DAY}(?:[-,]{_DAY})*) (?={_SPAN}|off))?(?:({_SPAN}(?:,{_SPAN})*)|off)(?=, [A-Z]|$)")


def plain_rules(text: str) -> tuple[Rule, ...] | None:
    """The rules of a text without `;` and comments; None where one is not plain, or has a mistake."""
    rules: list[Rule] = []
    position = 0
    while position < len(text):
        match = _RULE.match(text, position)
        if match is None or bool(match[1]) != bool(rules):
            return None
        try:
            rules.append(_rule(*match.groups()))
        except HoursError:
            return None
        position = match.end()
    return tuple(rules) or None


def _rule(comma: str | None, days: str | None, spans: str | None) -> Rule:
    return Rule(
        days=_days(days) if days else Days(),
        spans=tuple(_span(span) for span in spans.split(",")) if spans else (),
        state=None if spans else State.CLOSED,
        join=Join.ADDITIONAL if comma else Join.NORMAL,
    )


@lru_cache(maxsize=KEPT_RULES)
def _days(text: str) -> Days:
    stream = Stream(tokens_of(text))
    days = read_days(stream)
    if not stream.at_end():
        raise stream.wrong("times should stand where there is")
    return days


@lru_cache(maxsize=KEPT_RULES)
def _span(text: str) -> Span:
    (span,) = read_spans(Stream(tokens_of(text)))
    return span
