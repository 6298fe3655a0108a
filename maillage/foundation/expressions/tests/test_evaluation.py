"""What each term and connective answers, by example."""

from __future__ import annotations

from decimal import Decimal

import pytest

from maillage.foundation.expressions import (
    All,
    Answer,
    AnyOf,
    Compare,
    Expression,
    FactValue,
    In,
    Known,
    Not,
    Op,
    evaluate,
    facts_of,
    terms_of,
)

YES, NO, ASK = Answer.YES, Answer.NO, Answer.ASK

ADULT = Compare("age", ">=", 18)
MODEST = Compare("income", "<=", 1500)
LOCAL = In("residence", ("be-bru-schaerbeek",))
TENANT = In("status", ("tenant", "homeless"))


@pytest.mark.parametrize(
    ("op", "below", "equal", "above"),
    [
        ("==", NO, YES, NO),
        ("!=", YES, NO, YES),
        ("<", YES, NO, NO),
        ("<=", YES, YES, NO),
        (">", NO, NO, YES),
        (">=", NO, YES, YES),
    ],
)
def test_a_number_is_compared(op: Op, below: Answer, equal: Answer, above: Answer) -> None:
    term = Compare("age", op, 18)
    answers = [evaluate(term, {"age": age}).answer for age in (17, 18, 19)]
    assert answers == [below, equal, above]


@pytest.mark.parametrize("income", [Decimal("1234.10"), 1234.1, Decimal("1234.1000")])
def test_an_amount_meets_its_limit_to_the_cent(income: FactValue) -> None:
    # Compared as a binary float, 1234.1 would be less than Decimal("1234.10").
    assert evaluate(Compare("income", "<=", 1234.1), {"income": income}).answer is YES


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("tenant", YES),
        ("owner", NO),
        ({"owner", "homeless"}, YES),
        (("tenant",), YES),
        (["tenant"], YES),
        ({"owner"}, NO),
        (frozenset(), NO),
    ],
)
def test_a_text_or_a_set_of_texts_is_looked_up(value: FactValue, answer: Answer) -> None:
    assert evaluate(TENANT, {"status": value}).answer is answer


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (ADULT, "34"),
        (ADULT, True),
        (ADULT, None),
        (ADULT, float("nan")),
        (ADULT, float("inf")),
        (ADULT, Decimal("sNaN")),
        (ADULT, ("34",)),
        (TENANT, 3),
        (TENANT, True),
        (Compare("insured", "==", True), 1),
        (Compare("gender", "==", "woman"), {"woman"}),
        (Compare("gender", "<", "woman"), "man"),
        (Known("income"), None),
        (Known("income"), float("nan")),
    ],
)
def test_a_fact_that_does_not_fit_is_unknown(term: Compare | In | Known, value: FactValue) -> None:
    verdict = evaluate(term, {term.fact: value})
    assert verdict.answer is ASK
    assert verdict.deciding == (term,)
    assert verdict.missing == (term.fact,)


def test_known_is_yes_once_told_and_ask_until_then() -> None:
    assert evaluate(Known("income"), {"income": 0}).answer is YES
    assert evaluate(Known("income"), {}).answer is ASK
    assert evaluate(Not(Known("income")), {}).answer is ASK


def test_a_refusal_names_every_term_that_refuses() -> None:
    verdict = evaluate(All((ADULT, MODEST, LOCAL, TENANT)), {"age": 16, "income": 900, "residence": "fr-ubaye"})
    assert verdict.answer is NO
    assert verdict.deciding == (ADULT, LOCAL)
    assert verdict.missing == ()


def test_an_admission_names_every_term_that_admits() -> None:
    verdict = evaluate(AnyOf((ADULT, MODEST, TENANT)), {"age": 16, "income": 900, "status": ("tenant",)})
    assert verdict.answer is YES
    assert verdict.deciding == (MODEST, TENANT)
    assert verdict.missing == ()


def test_only_facts_that_still_matter_are_asked() -> None:
    rule = All((AnyOf((ADULT, Known("documents"))), AnyOf((TENANT, MODEST)), LOCAL))
    verdict = evaluate(rule, {"age": 34})
    assert verdict.answer is ASK
    assert verdict.deciding == (TENANT, MODEST, LOCAL)
    assert verdict.missing == ("status", "income", "residence")


def test_a_reason_is_given_once() -> None:
    verdict = evaluate(All((AnyOf((ADULT, LOCAL)), AnyOf((ADULT, TENANT)))), {"residence": "it", "status": "owner"})
    assert verdict.deciding == (ADULT,)
    assert verdict.missing == ("age",)


@pytest.mark.parametrize(("expression", "answer"), [(All(()), YES), (AnyOf(()), NO)])
def test_a_connective_without_parts(expression: Expression, answer: Answer) -> None:
    assert evaluate(expression, {}).answer is answer


def test_terms_and_facts_come_in_order_of_appearance() -> None:
    rule = All((MODEST, Not(AnyOf((ADULT, MODEST))), LOCAL))
    assert tuple(terms_of(rule)) == (MODEST, ADULT, MODEST, LOCAL)
    assert facts_of(rule) == ("income", "age", "residence")
