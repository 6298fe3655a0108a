"""The two forms of an import: the file, then what is what in it."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.network.actions.importing import Columns
from maillage.foundation.network.files import features_of
from maillage.foundation.network.forms.fields import BOUNDARY_MAX_BYTES, CountryField, SpokenField, places
from maillage.foundation.network.forms.picking import PickOneField
from maillage.foundation.network.models import Territory, TerritoryCode
from maillage.foundation.network.models.territories import validate_time_zone


class UploadForm(forms.Form):
    """The file, read far enough to know that it is GeoJSON."""

    file = forms.FileField(
        label=_("file"),
        help_text=_(
            "GeoJSON in WGS 84 (EPSG:4326), or a list in JSON, at most 10 MB: each place with its name and its code."
        ),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json,application/json"}),
    )

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        data: bytes = upload.read()
        features_of(data, max_bytes=BOUNDARY_MAX_BYTES)
        return data


class ImportForm(forms.Form):
    """What the places are, where they lie, and which property of the file says what.

    `properties` are the names in the file, each with an example.
    """

    kind = forms.ChoiceField(choices=Territory.Kind, label=_("kind"))
    parent = PickOneField(Territory.objects.none(), required=False, label=_("lies in"))
    country = CountryField(required=False, label=_("country"), help_text=_("Empty: that of the place they lie in."))
    name_property = forms.ChoiceField(label=_("property with the name"))
    name_language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("language of the names"))
    languages = SpokenField(required=False, label=_("other languages spoken there"))
    code_property = forms.ChoiceField(label=_("property with the code"))
    scheme = forms.ChoiceField(choices=TerritoryCode.Scheme, label=_("register of the codes"))
    population_property = forms.ChoiceField(required=False, label=_("property with the population"))
    time_zone = forms.CharField(label=_("time zone"), max_length=40, validators=[validate_time_zone])
    only_property = forms.ChoiceField(required=False, label=_("only the places whose property"))
    only_value = forms.CharField(required=False, max_length=200, label=_("has the value"))

    def __init__(self, *args: Any, properties: dict[str, str], actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = places().covered_by_networks_of(actor)
        self.fields["parent"].required = not actor.is_administrator
        named = [(name, f"{name} ({example})" if example else name) for name, example in properties.items()]
        for field in ("name_property", "code_property"):
            self.fields[field].choices = named
        for field in ("population_property", "only_property"):
            self.fields[field].choices = [("", "—"), *named]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("only_property")) != bool(cleaned.get("only_value")):
            self.add_error("only_value", _("Give both the property and its value, or neither."))
        return cleaned

    def choices_made(self) -> dict[str, Any]:
        """What `import_boundaries` needs besides the actor and the features."""
        chosen = self.cleaned_data
        only = (chosen["only_property"], chosen["only_value"]) if chosen["only_property"] else None
        first = chosen["name_language"]
        return {
            "kind": chosen["kind"],
            "columns": Columns(
                name=chosen["name_property"],
                code=chosen["code_property"],
                population=chosen["population_property"],
                only=only,
            ),
            "scheme": chosen["scheme"],
            "country": chosen["country"],
            "parent": chosen["parent"],
            "languages": [first, *(code for code in chosen["languages"] if code != first)],
            "time_zone": chosen["time_zone"],
        }


def guesses(properties: dict[str, str]) -> dict[str, str]:
    """Which property probably says what, by the names that such files use."""
    usual = {
        "name_property": ("name", "nom", "naam", "nome", "gen", "namn"),
        "code_property": ("code", "insee", "nis", "istat", "ags", "id"),
        "population_property": ("population", "pop", "bevölkerung", "popolazione", "inwoners"),
    }
    by_lower = {name.casefold(): name for name in properties}
    found = {}
    for field, words in usual.items():
        exact = [by_lower[word] for word in words if word in by_lower]
        partial = [name for lower, name in by_lower.items() for word in words if len(word) > 2 and word in lower]
        if exact or partial:
            found[field] = (exact or partial)[0]
    ending = re.search(r"[._-]([a-z]{2})$", found.get("name_property", ""), re.IGNORECASE)
    if ending and ending[1].lower() in dict(settings.LANGUAGES):
        found["name_language"] = ending[1].lower()
    return found
