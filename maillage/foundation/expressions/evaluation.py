"""What an expression answers, given some facts, and why.

The logic is Kleene's strong three-valued logic (S. C. Kleene, *Introduction to
Metamathematics*, 1952, § 64), where his third value, "undefined", is our ASK:

- one NO settles `All` and one YES settles `AnyOf`, whatever is still unknown;
- otherwise one ASK is enough to have to ask;
- `Not` exchanges YES and NO, and leaves ASK as it is.

Hence a promise to whoever answers questions one by one: a YES or a NO is final.
Telling more never takes it back.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .tree import All, AnyOf, Compare, Expression, In, Known, Not, Op, Term

Texts = AbstractSet[str] | tuple[str, ...] | list[str]
FactValue = int | float | Decimal | str | bool | Texts | None
Facts = Mapping[str, FactValue]


class Answer(StrEnum):
    """Yes, no, or ask. All three are true for `if`: compare with `is`."""

    YES = "yes"
    NO = "no"
    ASK = "ask"

    @property
    def opposite(self) -> Answer:
        return _OPPOSITES[self]


_OPPOSITES = {
    Answer.YES: Answer.NO,
    Answer.NO: Answer.YES,
    Answer.ASK: Answer.ASK,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer with its reasons.

    `deciding` holds the terms that made the answer, each once, in order of appearance:
    for NO under `All`, every term that refuses; for YES under `AnyOf`, every term that
    admits; for ASK, the terms that lack a readable fact and still matter. A term stands
    there as it is written, without the `Not` that may surround it.
    """

    answer: Answer
    deciding: tuple[Term, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts worth asking next, in order of appearance; none unless ASK.

        No other fact can change the answer any more. A fact given in a form its term
        cannot read is worth asking again. Terms are taken as independent: two terms
        on facts that imply each other may cost one question too many, never too few.
        """
        if self.answer is not Answer.ASK:
            return ()
        return tuple(dict.fromkeys(term.fact for term in self.deciding))


def evaluate(expression: Expression, facts: Facts) -> Verdict:
    """Answer the expression from the facts. Raises nothing, whatever the facts hold.

    A fact is a finite number, a text, a bool, or a set, tuple or list of texts. A fact
    that is absent, of another type (None, NaN), or of a type that its term does not
    compare with, is unknown to that term. A set is complete: what it does not hold
    is denied, and the empty set says "none of them".
    """
    match expression:
        case All(parts):
            return _combine(parts, facts, settles=Answer.NO)
        case AnyOf(parts):
            return _combine(parts, facts, settles=Answer.YES)
        case Not(part):
            verdict = evaluate(part, facts)
            return Verdict(verdict.answer.opposite, verdict.deciding)
        case term:
            return Verdict(_answer(term, _read(facts.get(term.fact))), (term,))


def _combine(parts: Sequence[Expression], facts: Facts, *, settles: Answer) -> Verdict:
    verdicts = [evaluate(part, facts) for part in parts]
    answers = {verdict.answer for verdict in verdicts}
    if settles in answers:
        answer = settles
    elif Answer.ASK in answers:
        answer = Answer.ASK
    else:
        answer = settles.opposite
    # In both connectives the parts that made the answer are those that gave it.
    agreeing = (verdict for verdict in verdicts if verdict.answer is answer)
    terms = (term for verdict in agreeing for term in verdict.deciding)
    return Verdict(answer, tuple(dict.fromkeys(terms)))


_Readable = Decimal | str | bool | frozenset[str]


def _read(value: object) -> _Readable | None:
    """Return the value as one of the four kinds that terms compare, else None."""
    match value:
        case bool() | str():  # before int: Python holds True for a number, we do not
            return value
        case float():
            # By its shortest writing: an income of Decimal("1234.10") must meet a
            # limit written 1234.1, which as a binary float is slightly less.
            return _finite(Decimal(float.__repr__(value)))
        case int() | Decimal():
            return _finite(Decimal(value))
        case AbstractSet() | tuple() | list():
            if all(isinstance(text, str) for text in value):
                return frozenset(value)
    return None


def _finite(number: Decimal) -> Decimal | None:
    return number if number.is_finite() else None


_OPERATIONS: dict[Op, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _answer(term: Term, known: _Readable | None) -> Answer:
    if known is None:
        return Answer.ASK
    match term:
        case Known():
            return Answer.YES
        case In(_, values):
            return _contains(values, known)
        case Compare(_, op, value):
            return _compare(known, op, _read(value))


def _contains(values: tuple[str, ...], known: _Readable) -> Answer:
    match known:
        case str():
            return _yes_or_no(known in values)
        case frozenset():
            return _yes_or_no(not known.isdisjoint(values))
    return Answer.ASK


def _compare(known: _Readable, op: Op, value: _Readable | None) -> Answer:
    match known, value:
        case (Decimal(), Decimal()):
            return _yes_or_no(_OPERATIONS[op](known, value))
        case (str(), str()) | (bool(), bool()) if op in ("==", "!="):
            return _yes_or_no(_OPERATIONS[op](known, value))
    return Answer.ASK


def _yes_or_no(holds: bool) -> Answer:
    return Answer.YES if holds else Answer.NO
