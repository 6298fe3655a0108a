"""Fields that several forms of this room need."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.languages import language_name
from maillage.foundation.network.boundaries import WrongBoundary, checked, union
from maillage.foundation.network.countries import country_choices
from maillage.foundation.network.faults import boundary_error
from maillage.foundation.network.files import features_of
from maillage.foundation.network.models import Territory
from maillage.foundation.network.scopes import TerritoryQuerySet

BOUNDARY_MAX_BYTES = 10 * 1024 * 1024
_name = lazy(language_name, str)

# Spoken in the places we know, besides those the site itself is in.
OTHER_LANGUAGES = ("lb", "es", "pt", "pl", "ro", "tr", "oc", "frp", "co", "br", "eu", "ca", "rm", "sl", "fur", "sc")


def places() -> TerritoryQuerySet:
    """The territories that one can choose by name: blocks have none that people know."""
    return Territory.objects.exclude(kind=Territory.Kind.BLOCK).defer("boundary")


def source_languages() -> list[tuple[str, str]]:
    """The languages that a text may be written in first."""
    return list(settings.LANGUAGES)


class CountryField(forms.ChoiceField):
    """One country, or none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("max_length", None), kwargs.pop("empty_value", None)
        super().__init__(choices=lambda: [("", "—"), *country_choices()], **kwargs)


class CountriesField(forms.MultipleChoiceField):
    """Several countries."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=country_choices, **kwargs)


class SpokenField(forms.MultipleChoiceField):
    """The languages spoken in a place; the first of them is the one its own name is written in."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        codes = (*(code for code, _name in settings.LANGUAGES), *OTHER_LANGUAGES)
        super().__init__(choices=[(code, _name(code)) for code in codes], **kwargs)


class PostcodesField(forms.CharField):
    """Postcodes with commas or spaces between them, as a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        codes = [code for code in re.split(r"[\s,;]+", super().to_python(value) or "") if code]
        for code in codes:
            if not re.fullmatch(r"[A-Za-z0-9-]{2,10}", code):
                message = _("“%(code)s” is not a postcode. Write them with commas between: 1030, 1031.")
                raise ValidationError(message, code="postcode", params={"code": code[:20]})
        return list(dict.fromkeys(codes))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class BoundaryFileField(forms.FileField):
    """A GeoJSON file that becomes one boundary: the union of the areas it holds."""

    widget = forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json,application/json"})

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if not upload:
            return None
        features = features_of(upload.read(), max_bytes=BOUNDARY_MAX_BYTES)
        try:
            return union(
                [checked(feature.get("geometry") if isinstance(feature, dict) else None) for feature in features]
            )
        except WrongBoundary as wrong:
            raise boundary_error(wrong) from wrong
