"""Telephone numbers: checked by phonenumbers, kept as E.164, shown as people of the country write them."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def normalized(value: str, *, country: str | None = None) -> str:
    """ "+32 2 247 32 15" gives "+3222473215"; a national number needs its `country` ("BE"). Raises ValidationError.

    Short numbers that a country gives to emergencies and help lines (112, 107) are kept as they are.
    """
    compact = value.strip()
    if compact.isdigit() and 3 <= len(compact) <= 6:
        return compact
    try:
        number = phonenumbers.parse(compact, country)
    except phonenumbers.NumberParseException as error:
        raise _refused(value) from error
    if not phonenumbers.is_valid_number(number):
        raise _refused(value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable(value: str) -> str:
    """ "+3222473215" gives "+32 2 247 32 15"; what is not a number stays as it is."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(value, None), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return value


def _refused(value: str) -> ValidationError:
    message = _("“%(value)s” is not a telephone number. Write it with its country: +32 2 247 32 15.")
    return ValidationError(message, code="phone", params={"value": value[:40]})


class PhoneField(models.CharField):
    """A telephone number in E.164, or a short number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PhoneFormField, **kwargs})


class PhoneFormField(forms.CharField):
    """A telephone number as people write it; `country` reads national numbers."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"})
    country: str | None = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs["max_length"] = 40
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return readable(value) if isinstance(value, str) and value.startswith("+") else value

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalized(text, country=self.country) if text else ""
