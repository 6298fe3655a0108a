"""Conditions that answer yes, no or ask, and say which terms decided.

Eligibility of a service, logic of a questionnaire, alerts: all are the same small
tree, written as JSON, evaluated against what is known of a person or a place. What
nobody has told us yet is *unknown*, never *no*:

>>> rule = parse({"all": [
...     {"fact": "age", "op": ">=", "value": 18},
...     {"fact": "residence", "in": ["be-bru-schaerbeek"]},
... ]})
>>> verdict = evaluate(rule, {"age": 34})
>>> verdict.answer.value, verdict.missing
('ask', ('residence',))
>>> verdict = evaluate(rule, {"age": 16})
>>> verdict.answer.value, verdict.deciding
('no', (Compare(fact='age', op='>=', value=18),))

Pure Python: `tree` says what an expression is, `evaluation` what it answers and
`notation` how it is written in JSON. None of them knows Django or a database.
"""

from .evaluation import Answer, Facts, FactValue, Verdict, evaluate
from .notation import (
    MAX_DEPTH,
    MAX_TERMS,
    MAX_TEXT,
    MAX_VALUES,
    ErrorCode,
    ExpressionError,
    parse,
    to_json,
)
from .tree import (
    All,
    AnyOf,
    Compare,
    Expression,
    In,
    Known,
    Not,
    Op,
    Term,
    facts_of,
    terms_of,
)

__all__ = [
    "MAX_DEPTH",
    "MAX_TERMS",
    "MAX_TEXT",
    "MAX_VALUES",
    "All",
    "Answer",
    "AnyOf",
    "Compare",
    "ErrorCode",
    "Expression",
    "ExpressionError",
    "FactValue",
    "Facts",
    "In",
    "Known",
    "Not",
    "Op",
    "Term",
    "Verdict",
    "evaluate",
    "facts_of",
    "parse",
    "terms_of",
    "to_json",
]
