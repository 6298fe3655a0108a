"""The laws of the logic, and the promises of a verdict, on expressions drawn at random."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.foundation.expressions import (
    All,
    Answer,
    AnyOf,
    Compare,
    Expression,
    Facts,
    In,
    Known,
    Not,
    Term,
    evaluate,
    facts_of,
    terms_of,
)

from .strategies import all_facts, anything, expressions, some_facts, trees

YES, NO, ASK = Answer.YES, Answer.NO, Answer.ASK


def answer(expression: Expression, facts: Facts) -> Answer:
    return evaluate(expression, facts).answer


# The strong tables as Kleene prints them: left answer, right answer, all, any.
TABLES = [
    (YES, YES, YES, YES),
    (YES, NO, NO, YES),
    (YES, ASK, ASK, YES),
    (NO, YES, NO, YES),
    (NO, NO, NO, NO),
    (NO, ASK, NO, ASK),
    (ASK, YES, ASK, YES),
    (ASK, NO, NO, ASK),
    (ASK, ASK, ASK, ASK),
]
TOLD = {YES: True, NO: False, ASK: None}


@pytest.mark.parametrize(("left", "right", "both", "either"), TABLES)
def test_the_tables(left: Answer, right: Answer, both: Answer, either: Answer) -> None:
    facts = {"left": TOLD[left], "right": TOLD[right]}
    parts = (Compare("left", "==", True), Compare("right", "==", True))
    assert answer(All(parts), facts) is both
    assert answer(AnyOf(parts), facts) is either


@pytest.mark.parametrize(("given_answer", "negation"), [(YES, NO), (NO, YES), (ASK, ASK)])
def test_the_negation(given_answer: Answer, negation: Answer) -> None:
    assert answer(Not(Compare("fact", "==", True)), {"fact": TOLD[given_answer]}) is negation


@given(expressions, expressions, expressions, some_facts)
def test_the_algebra(a: Expression, b: Expression, c: Expression, facts: Facts) -> None:
    def same(left: Expression, right: Expression) -> bool:
        return answer(left, facts) is answer(right, facts)

    assert same(Not(Not(a)), a)
    assert same(Not(All((a, b))), AnyOf((Not(a), Not(b))))
    assert same(Not(AnyOf((a, b))), All((Not(a), Not(b))))
    for this, other in ((All, AnyOf), (AnyOf, All)):
        assert same(this((a,)), a)
        assert same(this((a, a)), a)
        assert same(this((a, b)), this((b, a)))
        assert same(this((a, this((b, c)))), this((a, b, c)))
        assert same(this((a, other((b, c)))), other((this((a, b)), this((a, c)))))
        assert same(this((a, other((a, b)))), a)
        assert same(this((a, this(()))), a)
        assert same(this((a, other(()))), other(()))


def test_the_excluded_middle_is_not_a_law() -> None:
    assert answer(AnyOf((Known("age"), Not(Known("age")))), {}) is ASK


@given(expressions, all_facts)
def test_with_every_fact_it_is_ordinary_logic(expression: Expression, facts: Facts) -> None:
    def holds(part: Expression) -> bool:
        match part:
            case All(parts):
                return all(map(holds, parts))
            case AnyOf(parts):
                return any(map(holds, parts))
            case Not(inner):
                return not holds(inner)
            case term:
                return answer(term, facts) is YES

    assert answer(expression, facts) is (YES if holds(expression) else NO)


@given(expressions, some_facts, some_facts)
def test_telling_more_never_takes_an_answer_back(expression: Expression, facts: Facts, more: Facts) -> None:
    before = answer(expression, facts)
    if before is not ASK:
        assert answer(expression, {**more, **facts}) is before


@given(expressions, some_facts)
def test_the_deciding_terms_are_enough(expression: Expression, facts: Facts) -> None:
    verdict = evaluate(expression, facts)
    assert set(verdict.deciding) <= set(terms_of(expression))
    if verdict.answer is not ASK:
        decided_by = {term.fact for term in verdict.deciding}
        assert answer(expression, {name: facts[name] for name in decided_by}) is verdict.answer


@given(expressions, some_facts)
def test_missing_comes_with_ask_and_in_order(expression: Expression, facts: Facts) -> None:
    verdict = evaluate(expression, facts)
    assert bool(verdict.missing) is (verdict.answer is ASK)
    assert verdict.missing == tuple(name for name in facts_of(expression) if name in verdict.missing)
    assert not set(verdict.missing) & set(facts)


@given(expressions, some_facts, all_facts)
def test_missing_is_enough(expression: Expression, facts: Facts, told: Facts) -> None:
    missing = evaluate(expression, facts).missing
    assert answer(expression, {**facts, **{name: told[name] for name in missing}}) is not ASK


@given(expressions, some_facts, all_facts, some_facts)
def test_what_is_not_missing_never_matters(expression: Expression, facts: Facts, told: Facts, others: Facts) -> None:
    missing = evaluate(expression, facts).missing
    asked = {**facts, **{name: told[name] for name in missing}}
    assert answer(expression, {**others, **asked}) is answer(expression, asked)


@st.composite
def with_each_fact_in_one_term(draw: st.DrawFn) -> Expression:
    """Draw an expression whose every term can be made yes ("a") or no ("b") on its own."""
    names = iter("pqrstuvw")

    def own_fact(part: Expression) -> Expression:
        match part:
            case All(parts):
                return All(tuple(map(own_fact, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(own_fact, parts)))
            case Not(inner):
                return Not(own_fact(inner))
            case _:
                return In(next(names), ("a",))

    placeholder: st.SearchStrategy[Term] = st.just(Known("placeholder"))
    shape = trees(placeholder).filter(lambda tree: sum(1 for _ in terms_of(tree)) <= 6)
    return own_fact(draw(shape))


@given(with_each_fact_in_one_term(), st.dictionaries(st.sampled_from("pqrstu"), st.sampled_from("ab")))
def test_each_missing_fact_can_still_make_the_difference(expression: Expression, facts: Facts) -> None:
    missing = evaluate(expression, facts).missing
    for name in missing:
        others = [other for other in missing if other != name]
        worlds = ({**facts, **dict(zip(others, told, strict=True))} for told in product("ab", repeat=len(others)))
        assert any(answer(expression, world) is ASK for world in worlds)


@given(expressions, st.dictionaries(st.sampled_from(["age", "gender", "status", "insured"]), anything))
def test_no_fact_makes_it_fail(expression: Expression, facts: Facts) -> None:
    assert answer(expression, facts) in Answer
