"""The questions a reader is asked about one service: only those its conditions need, none of them required."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.foundation.expressions import Expression, Facts, In, facts_of, terms_of
from maillage.foundation.network.models import Territory
from maillage.offer.directory.eligibility.facts import ELSEWHERE, NUMBERS, ONE, QUESTIONS, RESIDENCE, SEVERAL

LIMITS = {"age": 130, "income": 1_000_000}


class QuestionsForm(forms.Form):
    """Asked on the spot, answered by POST, stored nowhere. What is left open is unknown, never "no"."""

    def __init__(self, expression: Expression, names: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data, prefix="me")
        for fact in facts_of(expression):
            self.fields[fact] = self._field(fact, expression, names)

    def _field(self, fact: str, expression: Expression, names: Mapping[str, str]) -> forms.Field:
        label = QUESTIONS.get(fact, fact)
        if fact in NUMBERS:
            return forms.DecimalField(
                label=label, required=False, min_value=0, max_value=LIMITS[fact], decimal_places=2
            )
        if fact in SEVERAL:
            choices = [*SEVERAL[fact].items(), ("none", _("none of these"))]
            return forms.MultipleChoiceField(
                label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple
            )
        if fact == RESIDENCE:
            areas = dict.fromkeys(
                v for term in terms_of(expression) if isinstance(term, In) and term.fact == fact for v in term.values
            )
            options = [(area, names[area]) for area in areas if area in names] + [(ELSEWHERE, _("elsewhere"))]
        else:
            options = list(ONE.get(fact, {}).items())
        return forms.ChoiceField(
            label=label, required=False, choices=[("", _("I would rather not say")), *options], widget=forms.RadioSelect
        )

    def facts(self) -> Facts:
        """What the reader told, for `evaluate`; a home counts with every territory it lies in."""
        told: dict[str, Any] = {}
        for fact, value in self.cleaned_data.items():
            if value in (None, "", []):
                continue
            if fact in SEVERAL:
                told[fact] = frozenset(value) - {"none"}
            elif fact == RESIDENCE and value != ELSEWHERE:
                told[fact] = frozenset(Territory.objects.filter(pk=value).with_ancestors().ids())
            else:
                told[fact] = value
        return told


def territory_names(expression: Expression | None, language: str) -> dict[str, str]:
    """The names of the territories a condition speaks of, by their id as text."""
    if expression is None:
        return {}
    ids = {v for term in terms_of(expression) if isinstance(term, In) and term.fact == RESIDENCE for v in term.values}
    return {str(t.pk): t.name.reading([language]).text for t in Territory.objects.filter(pk__in=ids)}
