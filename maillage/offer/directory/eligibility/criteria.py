"""The conditions that a provider writes in a form, to and from an expression.

A form can say "at least 18, living in Schaerbeek, looking for work or student"; an expression can say more. What a
form cannot show is kept as it is, never flattened.
"""

from dataclasses import dataclass

from maillage.foundation.expressions import All, Compare, Expression, In

Number = int | float


@dataclass(frozen=True)
class Criteria:
    """Conditions that must all hold; empty ones ask nothing. `income_max`: net, in euro, a month, of the household."""

    age_min: Number | None = None
    age_max: Number | None = None
    income_max: Number | None = None
    residence: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    disability: tuple[str, ...] = ()
    gender: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


_COMPARED = {"age_min": ("age", ">="), "age_max": ("age", "<="), "income_max": ("income", "<=")}
_LISTED = ("residence", "status", "family", "disability", "gender", "documents")


def expression_of(criteria: Criteria) -> Expression | None:
    """The expression that says the same; None where nothing is asked."""
    terms: list[Expression] = []
    for name, (fact, op) in _COMPARED.items():
        value = getattr(criteria, name)
        if value is not None:
            terms.append(Compare(fact, op, value))  # type: ignore[arg-type]
    terms += [In(fact, getattr(criteria, fact)) for fact in _LISTED if getattr(criteria, fact)]
    return All(tuple(terms)) if terms else None


def criteria_of(expression: Expression | None) -> Criteria | None:
    """The criteria that say the same, or None where a form cannot say it."""
    if expression is None:
        return Criteria()
    parts = expression.parts if isinstance(expression, All) else (expression,)
    found: dict[str, Number | tuple[str, ...]] = {}
    for part in parts:
        match part:
            case Compare(fact, op, int() | float() as value) if (fact, op) in _COMPARED.values():
                name = next(name for name, pair in _COMPARED.items() if pair == (fact, op))
            case In(fact, value) if fact in _LISTED:
                name = fact
            case _:
                return None
        if name in found:
            return None
        found[name] = value
    return Criteria(**found)  # type: ignore[arg-type]
