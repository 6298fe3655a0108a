"""Fields for choosing several things at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.languages import language_name
from maillage.offer.directory.fields import FEATURES
from maillage.offer.directory.models import Taxonomy, TaxonomyTerm

_name = lazy(language_name, str)

# The languages that people at a counter in our territories speak, signed ones included (ISO 639-1 and 639-3).
_CODES = [
    "fr",
    "nl",
    "de",
    "it",
    "en",
    "ar",
    "es",
    "pt",
    "tr",
    "pl",
    "ro",
    "bg",
    "uk",
    "ru",
    "sq",
    "fa",
    "ps",
    "ku",
    "so",
    "ti",
    "am",
    "ln",
    "sw",
    "rw",
    "zh",
    "vi",
    "ur",
    "hi",
    "bn",
    "el",
    "hr",
    "sr",
    "hu",
    "cs",
    "sk",
    "sfb",
    "vgt",
    "fsl",
    "gsg",
    "ise",
]
SIGNED = {
    "sfb": _("French Belgian Sign Language"),
    "vgt": _("Flemish Sign Language"),
    "fsl": _("French Sign Language"),
    "gsg": _("German Sign Language"),
    "ise": _("Italian Sign Language"),
}
LANGUAGES_SPOKEN = [(code, SIGNED.get(code) or _name(code)) for code in _CODES]


class CheckboxesField(forms.MultipleChoiceField):
    """Boxes to tick, none of them required."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(choices=list(choices), required=False, **kwargs)


class FoldedCheckboxes(forms.CheckboxSelectMultiple):
    """Many boxes, folded away behind how many are ticked."""

    template_name = "directory/widgets/folded.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["chosen"] = len(context["widget"]["value"] or [])
        return context


class _TreeIterator(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Any:
        terms = {term.pk: term for term in self.queryset}
        groups: dict[Any, list[Any]] = {}
        for term in terms.values():
            line = [term]
            while line[0].parent_id in terms:
                line.insert(0, terms[line[0].parent_id])
            value, _label = self.choice(term)
            words = " › ".join(str(each) for each in line[1:]) or str(term)
            groups.setdefault(line[0].pk, []).append((value, words))
        yield from ((str(terms[top]), choices) for top, choices in groups.items())


class TermsField(forms.ModelMultipleChoiceField):
    """The terms of one installed taxonomy, in the groups of its first level; deeper ones say what they lie in."""

    widget = FoldedCheckboxes
    iterator = _TreeIterator

    def __init__(self, taxonomy: Taxonomy, **kwargs: Any) -> None:
        super().__init__(taxonomy.terms.all(), label=str(taxonomy), required=False, **kwargs)


class ThemesField(forms.ModelMultipleChoiceField):
    """The themes of the second level, in their groups."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(TaxonomyTerm.objects.themes().exclude(parent=None).select_related("parent"), **kwargs)
        self.iterator = _GroupedIterator


class _GroupedIterator(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Any:
        groups: dict[Any, list[Any]] = {}
        for term in self.queryset.order_by("parent__position", "position"):
            groups.setdefault(term.parent, []).append(self.choice(term))
        yield from ((str(group), choices) for group, choices in groups.items())


class FeaturesWidget(forms.MultiWidget):
    """One choice a feature: unknown, yes, no."""

    template_name = "directory/widgets/features.html"
    choices = [("", _("unknown")), ("yes", _("yes")), ("no", _("no"))]

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({code: forms.Select(choices=self.choices) for code in FEATURES}, attrs)

    def decompress(self, value: dict[str, bool] | None) -> list[str]:
        said = {True: "yes", False: "no", None: ""}
        return [said[(value or {}).get(code)] for code in FEATURES]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for widget, label in zip(context["widget"]["subwidgets"], FEATURES.values(), strict=True):
            widget["label"] = label
        return context


class FeaturesFormField(forms.MultiValueField):
    """{"wheelchair": True, "hearing_loop": False}: what is not answered stays unknown."""

    widget = FeaturesWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)
        fields = [forms.ChoiceField(choices=FeaturesWidget.choices, required=False) for _code in FEATURES]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> dict[str, bool]:
        return {code: value == "yes" for code, value in zip(FEATURES, values or [], strict=False) if value}
