"""What an expression is: three connectives over three kinds of term.

A node only holds its parts; it neither checks nor evaluates itself. The constants it
holds are those JSON can hold, so that every expression can be written and read back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Op = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds. Without any part: yes."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds. Without any part: no."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact against a constant: numbers by any operator, text and bool by == and !=.

    Text has no order here: which word comes first depends on the language.
    """

    fact: str
    op: Op
    value: int | float | str | bool


@dataclass(frozen=True, slots=True)
class In:
    """A text among `values`, or a set of texts that shares one with them.

    Sets make hierarchies simple: who lives in a neighbourhood also lives in its
    municipality and its region, so the fact `residence` gives all three.
    """

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The fact has been given, whatever it is. Until then: ask, as for any term.

    So `Not(Known(fact))` never says yes: what is unknown today may be told tomorrow.
    """

    fact: str


Term = Compare | In | Known
Expression = All | AnyOf | Not | Term


def terms_of(expression: Expression) -> Iterator[Term]:
    """Yield the terms of the expression in order of appearance, repetitions included."""
    match expression:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from terms_of(part)
        case Not(part):
            yield from terms_of(part)
        case term:
            yield term


def facts_of(expression: Expression) -> tuple[str, ...]:
    """Name each fact the expression speaks of, once, in order of appearance."""
    return tuple(dict.fromkeys(term.fact for term in terms_of(expression)))
