"""Fields that several forms of this room need."""

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.languages import language_name
from maillage.foundation.network.boundaries import WrongBoundary, checked, union
from maillage.foundation.network.countries import country_choices
from maillage.foundation.network.faults import boundary_error
from maillage.foundation.network.files import features_of
from maillage.foundation.network.models import Territory

BOUNDARY_MAX_BYTES = 10 * 1024 * 1024
_name = lazy(language_name, str)

# Spoken in the places we know, besides those the site itself is in.
OTHER_LANGUAGES = ("lb", "es", "pt", "pl", "ro", "tr", "oc", "frp", "co", "br", "eu", "ca", "rm", "sl", "fur", "sc")


def places() -> "models.QuerySet[Territory]":
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


@dataclass(frozen=True)
class Picked:
    """What was sent: the ids that stay ticked, and the names that were written to be added."""

    kept: tuple[str, ...]
    added: tuple[str, ...]


class PickManyWidget(forms.Widget):
    """Those chosen, to be ticked off; and boxes to write the names of others, with a list that helps."""

    template_name = "network/widgets/pick_many.html"
    use_fieldset = True
    blanks = 3
    field: "PickManyField"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        picked = value if isinstance(value, Picked) else Picked(tuple(str(pk) for pk in value or ()), ())
        known = {str(item.pk): item for item in self.field.queryset}
        context["widget"] |= {
            "kept": [(key, known[key]) for key in picked.kept if key in known],
            "added": [*picked.added, *[""] * self.blanks],
            "names": [self.field.label_of(item) for item in known.values()],
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        listed: Callable[[str], Iterable[str]] = getattr(data, "getlist", lambda key: data.get(key) or [])
        added = (text.strip() for text in listed(f"{name}_added"))
        return Picked(tuple(listed(name)), tuple(text for text in added if text))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_added" not in data


class PickManyField(forms.ModelMultipleChoiceField):
    """Several of very many, by name: a list of a thousand boxes would be no list. The model has a `slug`."""

    widget = PickManyWidget

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.widget.field = self

    def __deepcopy__(self, memo: Any) -> "PickManyField":
        copied: PickManyField = super().__deepcopy__(memo)
        copied.widget.field = copied
        return copied

    def label_of(self, item: Any) -> str:
        """A name that tells two places of one name apart."""
        return f"{item} ({item.slug})"

    def clean(self, value: Any) -> Any:
        picked = value if isinstance(value, Picked) else Picked(tuple(str(pk) for pk in value or ()), ())
        keys = {str(pk) for pk in picked.kept if _is_uuid(pk)}
        chosen = {str(item.pk): item for item in self.queryset if str(item.pk) in keys}
        for text in picked.added:
            item = self._named(text)
            chosen[str(item.pk)] = item
        if self.required and not chosen:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(chosen.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = {str(getattr(item, "pk", item)) for item in initial or ()}
        return bool(data.added) or before != set(data.kept)

    def _named(self, text: str) -> Any:
        wanted = text.casefold()
        found = [
            item
            for item in self.queryset
            if wanted in (str(item).casefold(), item.slug, self.label_of(item).casefold())
        ]
        if len(found) == 1:
            return found[0]
        if not found:
            message = _("Nothing here is called “%(text)s”. Choose from the list that opens while you write.")
            raise ValidationError(message, code="unknown", params={"text": text[:60]})
        names = ", ".join(self.label_of(item) for item in found[:5])
        message = _("Several are called “%(text)s”: %(names)s. Write the whole line of the one you mean.")
        raise ValidationError(message, code="several", params={"text": text[:60], "names": names})


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
