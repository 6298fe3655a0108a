"""The model field: one JSON column a text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.texts.value import TranslatedText


class TranslatedTextField(models.JSONField):
    """A `TranslatedText` in a JSON column; `blank=False` asks for a text in the source language.

    `max_length` counts the characters of each language; it is checked by forms and by `full_clean`.
    """

    def __init__(self, *args: Any, max_length: int = 5000, **kwargs: Any) -> None:
        kwargs.setdefault("default", TranslatedText)
        super().__init__(*args, **kwargs)
        self.max_length = max_length

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        # The length is a rule of the form, not of the column: changing it is no migration.
        kwargs.pop("max_length", None)
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> TranslatedText:
        data = super().from_db_value(value, expression, connection)
        return TranslatedText.from_json(data or {})

    def to_python(self, value: Any) -> TranslatedText:
        if isinstance(value, TranslatedText):
            return value
        if isinstance(value, dict):
            return TranslatedText.from_json(value)
        if value in (None, ""):
            return TranslatedText()
        raise ValidationError(_("This is not a text in several languages."), code="invalid")

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self.to_python(value).to_json())

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, TranslatedText):
            value = value.to_json()
        return super().get_db_prep_value(value, connection, prepared)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not self.blank and not value:
            raise ValidationError(self.error_messages["blank"], code="blank")
        for tag in value.languages:
            if len(value.text_in(tag)) > self.max_length:
                raise ValidationError(_("This text is too long."), code="max_length")

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj).to_json()

    def formfield(self, **kwargs: Any) -> Any:
        from maillage.foundation.common.texts.forms import TranslatedTextFormField  # a form imports settings

        return models.Field.formfield(
            self, **{"form_class": TranslatedTextFormField, "max_length": self.max_length, **kwargs}
        )
