"""Columns of this room: opening hours, lists of codes, features that may be unknown, conditions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.foundation.expressions import Expression, ExpressionError, parse, to_json
from maillage.offer.directory.hours import hours_of, read, too_long, write_span

FEATURES = {
    "wheelchair": _("Wheelchair"),
    "accessible_toilet": _("Accessible toilet"),
    "hearing_loop": _("Hearing loop"),
    "sign_language": _("Sign language"),
    "easy_language": _("Easy language"),
    "quiet_room": _("Quiet room"),
    "guide_dog": _("Assistance dogs welcome"),
    "parking": _("Reserved parking"),
}


class OpeningHoursField(models.CharField):
    """An OpenStreetMap `opening_hours` value, validated; an empty text means that the hours are unknown.

    What people write is read where it is clear; it is stored in the notation.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """What was written, in the notation: `du lundi au vendredi de 9h à 12h` is `Mo-Fr 09:00-12:00`."""
        text = super().to_python(value)
        if not text:
            return text
        reading = read(text)
        if not reading.understood:
            message = _("These hours cannot be read. Write them like this: Mo-Fr 09:00-12:00,13:30-16:00; PH off")
            raise ValidationError(message, code="opening_hours")
        return reading.value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": OpeningHoursFormField, **kwargs})


class OpeningHoursFormField(forms.CharField):
    """Opening hours as typed, read as the column reads them; a night of more than 16 hours is a slip."""

    def clean(self, value: Any) -> str:
        text: str = OpeningHoursField().to_python(super().clean(value))
        for span in too_long(hours_of(text).schedule) if text else ():
            message = _("%(span)s goes on until the next day, for more than 16 hours. Is the closing time right?")
            raise ValidationError(message, code="too_long", params={"span": write_span(span)})
        return text


class CodesField(models.JSONField):
    """A list of codes without repetition, in order; only those of `choices` where these are given."""

    def __init__(self, *args: Any, choices: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.codes: Iterable[tuple[str, Any]] = list(choices.choices if hasattr(choices, "choices") else choices or [])

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
            raise ValidationError(_("This is not a list of codes."), code="invalid")
        if len(set(value)) != len(value):
            raise ValidationError(_("The same code stands there twice."), code="repeated")
        known = {code for code, _label in self.codes}
        if known and (unknown := set(value) - known):
            raise ValidationError(
                _("“%(code)s” is not known here."), code="unknown", params={"code": sorted(unknown)[0]}
            )


class FeaturesField(models.JSONField):
    """Accessibility as three values: {"wheelchair": true} says yes, false says no, and what is absent is unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if (
            not isinstance(value, dict)
            or not set(value) <= set(FEATURES)
            or not all(v in (True, False) for v in value.values())
        ):
            raise ValidationError(_("This is not a list of accessibility features."), code="invalid")


class ExpressionField(models.JSONField):
    """A condition that answers yes, no or ask; None where there is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Expression | None:
        data = super().from_db_value(value, expression, connection)
        return parse(data) if data is not None else None

    def to_python(self, value: Any) -> Expression | None:
        if value is None or isinstance(value, Expression):
            return value
        try:
            return parse(value)
        except ExpressionError as error:
            raise ValidationError(_("This condition cannot be read."), code="expression") from error

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(to_json(value) if isinstance(value, Expression) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Expression):
            value = to_json(value)
        return super().get_db_prep_value(value, connection, prepared)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """`to_python` already refused what is not a condition."""

    def value_to_string(self, obj: models.Model) -> Any:
        value = self.value_from_object(obj)
        return to_json(value) if value is not None else None
