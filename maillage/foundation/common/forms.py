"""Forms as the house draws them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.foundation.common.languages import language_name
from maillage.foundation.common.models import Versioned
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.texts.forms import TranslatedTextFormField

if TYPE_CHECKING:
    _Form = forms.BaseForm  # what the mixins will be mixed into
else:
    _Form = object


class MaillageRenderer(TemplatesSetting):
    """Fields with their help, their error and their state, in one template."""

    form_template_name = "common/form.html"
    field_template_name = "common/field.html"


class DayInput(forms.DateInput):
    """A day, in the browser's own calendar; it wants the ISO form, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Show what an action refused: beside its field where the form has that field, else above all."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


class TranslatedTextsForm(_Form):
    """Mixed into a form with texts in several languages: call `self.texts_of(instance, language)` ending `__init__`."""

    def texts_of(self, instance: models.Model, language: str) -> None:
        """Tell every translated field which text it edits and the language that a new one is written in.

        Where the form itself asks for the `language`, what was chosen there counts.
        """
        asks = self.is_bound and "language" in self.fields
        chosen = self.data.get(self.add_prefix("language")) if asks else None
        source = chosen if chosen in dict(settings.LANGUAGES) else language
        for name, field in self.fields.items():
            if isinstance(field, TranslatedTextFormField):
                field.about(getattr(instance, name, None) or TranslatedText(), source)


class VersionedForm(_Form):
    """Mixed into a form that edits a `Versioned` model: carries the version it was opened with.

    Call `self.version_of(instance)` in `__init__`; the view gives `cleaned_data["version"]` to the action, and gives
    the `current` of an EditConflict to `show_conflict` before it renders the form again.
    """

    def version_of(self, instance: Versioned) -> None:
        """Add the hidden field that carries the version."""
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput,
            initial=instance.version,
            error_messages={"required": gettext_lazy("Open this page again: it does not know which version it edits.")},
        )

    def show_conflict(self, current: Versioned) -> None:
        """Say what is stored beside each field that differs from it; sent again, the form keeps what was typed."""
        for name, field in self.fields.items():
            if name == "version" or not hasattr(current, name):
                continue
            stored, typed = _stored(current, name), self[name].data
            if field.has_changed(stored, typed):
                message = _("Stored in the meantime: %(stored)s")
                self.add_error(name, message % {"stored": _readable(field, stored, typed)})
        self.add_error(
            None, _("Somebody else saved this in the meantime. Nothing you typed is lost: compare, save again.")
        )
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, or a dict in a test
        data[self.add_prefix("version")] = str(current.version)
        self.data = data


def _stored(instance: models.Model, name: str) -> Any:
    """The stored value as a form's `initial` has it."""
    return forms.model_to_dict(instance, fields=[name]).get(name, getattr(instance, name))


def _readable(field: Any, stored: Any, typed: Any) -> str:
    """A stored value in words: the labels of choices, the languages of a text that were written differently."""
    if isinstance(field, TranslatedTextFormField):
        differing = [tag for tag, text in typed.texts.items() if text != stored.text_in(tag)]
        return "; ".join(f"{language_name(tag)}: {stored.text_in(tag) or '—'}" for tag in differing)
    value = field.prepare_value(stored)
    values = value if isinstance(value, (list, tuple)) else [] if value in (None, "") else [value]
    if isinstance(field, forms.ModelChoiceField):
        queryset: Any = field.queryset
        return ", ".join(str(item) for item in queryset.filter(pk__in=values)) or "—"
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    return ", ".join(str(dict(choices).get(item, item)) for item in values) or "—"
