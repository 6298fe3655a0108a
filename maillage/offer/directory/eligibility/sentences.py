"""One condition as a short sentence, in the reader's language: "Age: 18 or older", "Home: Schaerbeek"."""

from collections.abc import Mapping

from babel.numbers import format_currency
from django.utils.translation import gettext as _

from maillage.foundation.common.languages import reader_locale
from maillage.foundation.expressions import All, AnyOf, Compare, Expression, In, Known, Not
from maillage.offer.directory.eligibility.facts import ONE, RESIDENCE, SEVERAL, SUBJECTS

Names = Mapping[str, str]  # names of territories by their id as text


def sentences(expression: Expression, names: Names) -> list[str]:
    """One sentence a condition that must hold."""
    parts = expression.parts if isinstance(expression, All) else (expression,)
    return [sentence(part, names) for part in parts]


def sentence(expression: Expression, names: Names) -> str:
    """What one condition asks, without a full stop."""
    match expression:
        case Compare():
            return _about(expression.fact, _comparison(expression))
        case In():
            return _about(expression.fact, _(" or ").join(_word(expression.fact, v, names) for v in expression.values))
        case Known():
            return _about(expression.fact, _("to be said"))
        case Not():
            return _("Not: %(condition)s") % {"condition": sentence(expression.part, names)}
        case All():
            return _(" and ").join(_within(part, names) for part in expression.parts)
        case AnyOf():
            return _(" or ").join(_within(part, names) for part in expression.parts)


def _within(part: Expression, names: Names) -> str:
    """A part among others: between brackets where it has parts itself, or nobody knows what belongs together."""
    said = sentence(part, names)
    return f"({said})" if isinstance(part, All | AnyOf) and len(part.parts) > 1 else said


def _about(fact: str, said: str) -> str:
    return _("%(subject)s: %(condition)s") % {"subject": SUBJECTS.get(fact, fact), "condition": said}


def _word(fact: str, value: str, names: Names) -> str:
    if fact == RESIDENCE:
        return names.get(value) or _("another area")
    return str({**ONE, **SEVERAL}.get(fact, {}).get(value, value))


def _comparison(term: Compare) -> str:
    form = {
        ">=": _("%(value)s or more"),
        ">": _("more than %(value)s"),
        "<=": _("%(value)s or less"),
        "<": _("less than %(value)s"),
        "!=": _("not %(value)s"),
    }.get(term.op, "%(value)s")
    return form % {"value": _amount(term) if term.fact == "income" else _word(term.fact, str(term.value), {})}


def _amount(term: Compare) -> str:
    return format_currency(float(term.value), "EUR", locale=reader_locale(), currency_digits=False, format="#,##0.## ¤")
