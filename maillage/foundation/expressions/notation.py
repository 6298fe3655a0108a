"""How an expression is written in JSON.

    {"all": [...]}    {"any": [...]}    {"not": {...}}
    {"fact": "age", "op": ">=", "value": 18}
    {"fact": "residence", "in": ["be-bru-schaerbeek", "be-bru-brabant"]}
    {"known": "income"}

Reading is strict, because a condition that was half understood would turn somebody
away. What is refused is refused with a code and a place, which a screen translates.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, get_args
from unicodedata import category

from .tree import All, AnyOf, Compare, Expression, In, Known, Not, Op, terms_of

MAX_DEPTH: Final = 12
"""Levels, counting the term: {"not": {"known": "age"}} has two."""
MAX_TERMS: Final = 200
"""Terms in the whole expression."""
MAX_VALUES: Final = 1000
"""Texts in one "in"."""
MAX_TEXT: Final = 500
"""Characters in a text or in the name of a fact."""

_FORMS: Final = (
    {"all"},
    {"any"},
    {"not"},
    {"fact", "op", "value"},
    {"fact", "in"},
    {"known"},
)
_KEYS: Final = frozenset().union(*_FORMS)
_OPS: Final[tuple[Op, ...]] = get_args(Op)


class ErrorCode(StrEnum):
    """Why an expression was refused. Screens translate these: never rename one."""

    NOT_AN_OBJECT = "not-an-object"
    UNKNOWN_KEY = "unknown-key"
    NOT_A_FORM = "not-a-form"  # each key is known, together they mean nothing
    NOT_A_LIST = "not-a-list"
    EMPTY_LIST = "empty-list"
    TOO_DEEP = "too-deep"
    TOO_MANY_TERMS = "too-many-terms"
    TOO_MANY_VALUES = "too-many-values"
    UNKNOWN_OPERATOR = "unknown-operator"
    NOT_A_VALUE = "not-a-value"  # neither number, text nor bool
    NOT_FINITE = "not-finite"  # NaN and the infinities
    ORDER_NEEDS_NUMBER = "order-needs-number"
    NOT_A_TEXT = "not-a-text"
    BLANK_TEXT = "blank-text"
    TEXT_TOO_LONG = "text-too-long"
    CONTROL_CHARACTER = "control-character"


class ExpressionError(ValueError):
    """An expression that cannot be read.

    `code` says why and `path` where, as a JSON pointer (RFC 6901): "/all/0/op" is the
    operator of the first condition, "" the whole expression.
    """

    def __init__(self, code: ErrorCode, path: str) -> None:
        super().__init__(code, path)
        self.code = code
        self.path = path

    def __str__(self) -> str:
        return f"{self.code.value} at {self.path!r}"


def parse(data: object) -> Expression:
    """Read an expression from what `json.loads` returns.

    Raises ExpressionError, and nothing else, when it is not one or passes a limit.
    """
    expression = _expression(data, "", depth=1)
    if sum(1 for _ in terms_of(expression)) > MAX_TERMS:
        raise ExpressionError(ErrorCode.TOO_MANY_TERMS, "")
    return expression


def to_json(expression: Expression) -> dict[str, Any]:
    """Write the expression for `json.dumps`; `parse` reads the same one back."""
    match expression:
        case All(parts):
            return {"all": [to_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [to_json(part) for part in parts]}
        case Not(part):
            return {"not": to_json(part)}
        case Compare(fact, op, value):
            return {"fact": fact, "op": op, "value": value}
        case In(fact, values):
            return {"fact": fact, "in": list(values)}
        case Known(fact):
            return {"known": fact}


def _expression(data: object, path: str, *, depth: int) -> Expression:
    if depth > MAX_DEPTH:
        raise ExpressionError(ErrorCode.TOO_DEEP, path)
    match _form(data, path):
        case {"all": parts}:
            return All(_parts(parts, f"{path}/all", depth=depth))
        case {"any": parts}:
            return AnyOf(_parts(parts, f"{path}/any", depth=depth))
        case {"not": part}:
            return Not(_expression(part, f"{path}/not", depth=depth + 1))
        case {"fact": fact, "op": op, "value": value}:
            return _compare(fact, op, value, path)
        case {"fact": fact, "in": values}:
            return In(_text(fact, f"{path}/fact"), _texts(values, f"{path}/in"))
        case {"known": fact}:
            return Known(_text(fact, f"{path}/known"))
    raise AssertionError("_form lets no other keys through")


def _form(data: object, path: str) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise ExpressionError(ErrorCode.NOT_AN_OBJECT, path)
    for key in data:
        if key not in _KEYS:
            raise ExpressionError(ErrorCode.UNKNOWN_KEY, f"{path}/{_escape(key)}")
    if data.keys() not in _FORMS:
        raise ExpressionError(ErrorCode.NOT_A_FORM, path)
    return data


def _escape(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


def _parts(data: object, path: str, *, depth: int) -> tuple[Expression, ...]:
    return tuple(_expression(part, f"{path}/{index}", depth=depth + 1) for index, part in enumerate(_list(data, path)))


def _list(data: object, path: str) -> list[object]:
    if not isinstance(data, list):
        raise ExpressionError(ErrorCode.NOT_A_LIST, path)
    if not data:
        # An empty "any" would refuse everybody, most often by a slip of the editor.
        raise ExpressionError(ErrorCode.EMPTY_LIST, path)
    return data


def _compare(fact: object, op: object, value: object, path: str) -> Compare:
    term = Compare(
        _text(fact, f"{path}/fact"),
        _op(op, f"{path}/op"),
        _value(value, f"{path}/value"),
    )
    if term.op not in ("==", "!=") and isinstance(term.value, str | bool):
        raise ExpressionError(ErrorCode.ORDER_NEEDS_NUMBER, f"{path}/value")
    return term


def _op(data: object, path: str) -> Op:
    for op in _OPS:
        if data == op:
            return op
    raise ExpressionError(ErrorCode.UNKNOWN_OPERATOR, path)


def _value(data: object, path: str) -> int | float | str | bool:
    if isinstance(data, str):
        return _text(data, path)
    if not isinstance(data, bool | int | float):
        raise ExpressionError(ErrorCode.NOT_A_VALUE, path)
    if isinstance(data, float) and not math.isfinite(data):
        raise ExpressionError(ErrorCode.NOT_FINITE, path)
    return data


def _texts(data: object, path: str) -> tuple[str, ...]:
    texts = _list(data, path)
    if len(texts) > MAX_VALUES:
        raise ExpressionError(ErrorCode.TOO_MANY_VALUES, path)
    return tuple(_text(text, f"{path}/{index}") for index, text in enumerate(texts))


def _text(data: object, path: str) -> str:
    if not isinstance(data, str):
        raise ExpressionError(ErrorCode.NOT_A_TEXT, path)
    if len(data) > MAX_TEXT:
        raise ExpressionError(ErrorCode.TEXT_TOO_LONG, path)
    if any(category(character) in ("Cc", "Cs") for character in data):
        # PostgreSQL cannot store NUL, and half a surrogate pair cannot be encoded.
        raise ExpressionError(ErrorCode.CONTROL_CHARACTER, path)
    if not data.strip():
        raise ExpressionError(ErrorCode.BLANK_TEXT, path)
    return data
