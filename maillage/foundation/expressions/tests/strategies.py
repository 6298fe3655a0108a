"""Expressions and facts to try the laws on.

Each fact keeps one kind, as in life: whoever gives an age gives a number. `anything`
is for the promises that hold even when callers are careless.
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from maillage.foundation.expressions import (
    All,
    AnyOf,
    Compare,
    Expression,
    Facts,
    FactValue,
    In,
    Known,
    Not,
    Term,
)

NUMBERS = ("age", "income")
TEXTS = ("gender", "residence")
SETS = ("status", "documents")
FLAGS = ("insured",)
FACTS = NUMBERS + TEXTS + SETS + FLAGS

# Few distinct constants, so that terms and facts meet often.
words = st.sampled_from(["a", "b", "c"])
numbers = st.one_of(st.integers(-2, 2), st.sampled_from([-0.5, 0.1, 1.5]))

terms: st.SearchStrategy[Term] = st.one_of(
    st.builds(Compare, st.sampled_from(NUMBERS), st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), numbers),
    st.builds(Compare, st.sampled_from(TEXTS), st.sampled_from(["==", "!="]), words),
    st.builds(Compare, st.sampled_from(FLAGS), st.sampled_from(["==", "!="]), st.booleans()),
    st.builds(In, st.sampled_from(TEXTS + SETS), st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(Known, st.sampled_from(FACTS)),
)


def trees(leaves: st.SearchStrategy[Term]) -> st.SearchStrategy[Expression]:
    """Expressions over the given terms, shallow enough for the limits of the notation."""

    def grow(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(st.builds(All, several), st.builds(AnyOf, several), st.builds(Not, inner))

    return st.recursive(leaves, grow, max_leaves=8)


expressions = trees(terms)

_VALUES: dict[str, st.SearchStrategy[FactValue]] = {
    **dict.fromkeys(NUMBERS, st.one_of(numbers, st.decimals(-2, 2, places=1))),
    **dict.fromkeys(TEXTS, words),
    **dict.fromkeys(SETS, st.one_of(st.frozensets(words), st.lists(words).map(tuple))),
    **dict.fromkeys(FLAGS, st.booleans()),
}

all_facts: st.SearchStrategy[Facts] = st.fixed_dictionaries(_VALUES)
some_facts: st.SearchStrategy[Facts] = st.fixed_dictionaries({}, optional=_VALUES)

anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.just(Decimal("sNaN")),
    st.text(),
    st.binary(),
    st.frozensets(st.one_of(st.text(), st.integers())),
    st.lists(st.one_of(words, st.none(), st.dictionaries(words, words))),
)
