"""Reading and writing JSON: what is accepted, and how each refusal is reported."""

from __future__ import annotations

import doctest
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.foundation import expressions as package
from maillage.foundation.expressions import (
    MAX_DEPTH,
    MAX_TERMS,
    MAX_TEXT,
    MAX_VALUES,
    All,
    AnyOf,
    Compare,
    ErrorCode,
    Expression,
    ExpressionError,
    In,
    Known,
    Not,
    parse,
    to_json,
)

from .strategies import expressions

AGE = {"fact": "age", "op": ">=", "value": 18}


def nested(levels: int) -> dict[str, Any]:
    data: dict[str, Any] = {"known": "age"}
    for _ in range(levels - 1):
        data = {"not": data}
    return data


def test_every_form_is_read() -> None:
    data = {
        "all": [
            AGE,
            {"any": [{"fact": "residence", "in": ["be", "fr"]}, {"known": "income"}]},
            {"not": {"fact": "insured", "op": "==", "value": True}},
        ]
    }
    expected = All(
        (
            Compare("age", ">=", 18),
            AnyOf((In("residence", ("be", "fr")), Known("income"))),
            Not(Compare("insured", "==", True)),
        )
    )
    assert parse(data) == expected
    assert to_json(expected) == data


@given(expressions)
def test_what_is_written_is_read_back(expression: Expression) -> None:
    text = json.dumps(to_json(expression), allow_nan=False)
    again = parse(json.loads(text))
    assert again == expression
    assert json.dumps(to_json(again)) == text  # stricter: True == 1 for Python, not in JSON


REFUSALS: list[tuple[object, str, str]] = [
    (None, "not-an-object", ""),
    ([AGE], "not-an-object", ""),
    ({"all": [AGE, "age"]}, "not-an-object", "/all/1"),
    ({"not": None}, "not-an-object", "/not"),
    ({**AGE, "unit": "years"}, "unknown-key", "/unit"),
    ({"any": [{"a/b~c": 1}]}, "unknown-key", "/any/0/a~1b~0c"),
    ({}, "not-a-form", ""),
    ({"fact": "age"}, "not-a-form", ""),
    ({"all": [AGE], "any": [AGE]}, "not-a-form", ""),
    ({**AGE, "in": ["a"]}, "not-a-form", ""),
    ({"all": AGE}, "not-a-list", "/all"),
    ({"fact": "residence", "in": "be"}, "not-a-list", "/in"),
    ({"any": []}, "empty-list", "/any"),
    ({"fact": "residence", "in": []}, "empty-list", "/in"),
    ({"not": {**AGE, "op": "=>"}}, "unknown-operator", "/not/op"),
    ({**AGE, "op": [">="]}, "unknown-operator", "/op"),
    ({**AGE, "value": None}, "not-a-value", "/value"),
    ({**AGE, "value": [18]}, "not-a-value", "/value"),
    ({**AGE, "value": float("nan")}, "not-finite", "/value"),
    ({**AGE, "value": float("-inf")}, "not-finite", "/value"),
    ({**AGE, "value": "18"}, "order-needs-number", "/value"),
    ({**AGE, "value": True}, "order-needs-number", "/value"),
    ({"known": 3}, "not-a-text", "/known"),
    ({"fact": "residence", "in": ["be", 3]}, "not-a-text", "/in/1"),
    ({"known": " "}, "blank-text", "/known"),
    ({**AGE, "fact": ""}, "blank-text", "/fact"),
    ({"known": "x" * (MAX_TEXT + 1)}, "text-too-long", "/known"),
    ({"known": "a\x00b"}, "control-character", "/known"),
    ({"known": "\ud800"}, "control-character", "/known"),
    ({"fact": "residence", "in": ["be"] * (MAX_VALUES + 1)}, "too-many-values", "/in"),
    ({"all": [AGE] * (MAX_TERMS + 1)}, "too-many-terms", ""),
    (nested(MAX_DEPTH + 1), "too-deep", "/not" * MAX_DEPTH),
    ({"all": [nested(MAX_DEPTH)]}, "too-deep", "/all/0" + "/not" * (MAX_DEPTH - 1)),
    ({"any": [AGE, nested(MAX_DEPTH)]}, "too-deep", "/any/1" + "/not" * (MAX_DEPTH - 1)),
    (nested(100_000), "too-deep", "/not" * MAX_DEPTH),
]


@pytest.mark.parametrize(("data", "code", "path"), REFUSALS)
def test_a_refusal_says_why_and_where(data: object, code: str, path: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(data)
    assert (refused.value.code.value, refused.value.path) == (code, path)
    assert str(refused.value) == f"{code} at {path!r}"


def test_every_code_has_its_example() -> None:
    assert {code for _, code, _ in REFUSALS} == {code.value for code in ErrorCode}


@pytest.mark.parametrize(
    "data",
    [
        nested(MAX_DEPTH),
        {"all": [nested(MAX_DEPTH - 1)]},
        {"any": [nested(MAX_DEPTH - 1)]},
        {"all": [AGE] * MAX_TERMS},
        {"known": "x" * MAX_TEXT},
        {"fact": "residence", "in": ["be"] * MAX_VALUES},
    ],
)
def test_a_limit_itself_is_allowed(data: dict[str, Any]) -> None:
    assert to_json(parse(data)) == data


json_like = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["all", "any", "not", "fact", "op", "value", "in", "known", "?"]), inner, max_size=3
        ),
    ),
)


@given(json_like)
def test_any_json_is_read_or_refused_cleanly(data: object) -> None:
    try:
        expression = parse(data)
    except ExpressionError:
        return
    assert parse(to_json(expression)) == expression


def test_the_example_of_the_documentation_is_true() -> None:
    result = doctest.testmod(package)
    assert result.attempted
    assert not result.failed
