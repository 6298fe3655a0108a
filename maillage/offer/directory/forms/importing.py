"""The forms of an import: what is brought and whose it is; what each column means."""

import io
import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.network.forms.fields import CountryField
from maillage.foundation.network.models import Network, Organization
from maillage.foundation.network.roles import roles_of
from maillage.offer.directory.exchange import Mapping, TableSeen
from maillage.offer.directory.exchange.recognition import fields, mapping_of
from maillage.offer.directory.models import Source

UPLOAD_MAX_BYTES = 10 * 1024 * 1024
UPLOAD_MAX_FILES = 20
NEW = "new"

FIELD_LABELS = {
    "service.key": _("identifier of the row"),
    "organization.name": _("name of the organization"),
    "service.name": _("name of the service"),
    "service.alternate_name": _("other name of the service"),
    "location.name": _("name of the place"),
    "service.description": _("description"),
    "service.summary": _("in one sentence"),
    "location.address_1": _("street and number"),
    "location.number": _("house number"),
    "location.address_2": _("box, floor, building"),
    "location.postal_code": _("postcode"),
    "location.city": _("town"),
    "location.country": _("country"),
    "location.longitude": _("longitude"),
    "location.latitude": _("latitude"),
    "location.point": _("position"),
    "contact.phone": _("phone"),
    "contact.email": _("e-mail"),
    "contact.website": _("website"),
    "hours": _("opening hours"),
    "service.eligibility_description": _("conditions in words"),
    "service.languages": _("languages spoken"),
    "service.fees": _("cost"),
    "service.application_process": _("how it goes"),
    "location.accessibility.wheelchair": _("wheelchair access"),
}


class ManyFilesInput(forms.ClearableFileInput):
    """A box for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"
    input_type = "file"


class ManyFilesField(forms.FileField):
    """Several files, none of them empty and all of them small enough together."""

    widget = ManyFilesInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json,.geojson,.zip"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = list(data) if isinstance(data, list | tuple) else [data] if data else []
        cleaned = [super(ManyFilesField, self).clean(file, initial) for file in files]
        if len(cleaned) > UPLOAD_MAX_FILES:
            raise ValidationError(_("These are too many files at once. Put them into one ZIP file."), code="count")
        size = sum(file.size or 0 for file in cleaned)
        if size > UPLOAD_MAX_BYTES:
            message = _("This is too large for a browser (%(size)s; at most %(limit)s). Split it, or zip it.")
            limits = {"size": filesizeformat(size), "limit": filesizeformat(UPLOAD_MAX_BYTES)}
            raise ValidationError(message, code="size", params=limits)
        return cleaned


class BringForm(forms.Form):
    """Files or rows copied from a spreadsheet, and whose list they are."""

    files = ManyFilesField(
        required=False,
        label=_("files"),
        help_text=_("CSV, Excel (XLSX), JSON, GeoJSON, or a ZIP of these; at most 10 MB."),
    )
    pasted = forms.CharField(
        required=False,
        label=_("or rows pasted from Excel"),
        help_text=_("Copy the rows with their headings in Excel and paste them here."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    source = forms.ChoiceField(label=_("whose list it is"))
    name = forms.CharField(required=False, max_length=200, label=_("name of a new source"))
    keeper = forms.ChoiceField(required=False, label=_("who keeps this list"))
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("written in"))
    country = CountryField(required=False, label=_("country"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = Source.objects.importable_by(actor)
        known = [(source.slug, source.name) for source in self.sources]
        # Nobody's list is taken for another's by mistake: with several to choose from, one says which it is.
        self.fields["source"].choices = [*([("", "—")] if known else []), *known, (NEW, _("a new source"))]
        roles = roles_of(actor)
        networks = Network.objects.coordinated_by(actor)
        own = Organization.objects.filter(pk__in=roles.manager)
        keepers = [(f"network:{network.slug}", str(network)) for network in networks]
        keepers += [(f"organization:{organization.slug}", str(organization)) for organization in own]
        nobody = [("", _("the administrators"))] if actor.is_administrator else []
        self.fields["keeper"].choices = [*nobody, *keepers]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("files") and not cleaned.get("pasted") and "files" not in self.errors:
            self.add_error("files", _("Choose a file, or paste rows."))
        if cleaned.get("source") == NEW and not cleaned.get("name"):
            self.add_error("name", _("Give the source a name: that of whoever keeps the list."))
        return cleaned

    def uploads(self) -> list[Any]:
        """The files, with what was pasted as one more."""
        uploads: list[Any] = list(self.cleaned_data["files"])
        if text := self.cleaned_data["pasted"]:
            data = text.encode()
            uploads.append(InMemoryUploadedFile(io.BytesIO(data), None, "rows.tsv", "text/plain", len(data), "utf-8"))
        return uploads

    def kept_by(self) -> dict[str, Any]:
        """Who keeps a new source: what `keep_source` needs."""
        kind, _colon, slug = self.cleaned_data["keeper"].partition(":")
        if kind == "network":
            return {"network": Network.objects.get(slug=slug)}
        return {"organization": Organization.objects.get(slug=slug)} if kind == "organization" else {}


class ColumnsForm(forms.Form):
    """What each column of a table means, with the first values that stand in it."""

    def __init__(self, *args: Any, table: TableSeen, run: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.run = table, run
        choices = [
            ("", _("— leave aside —")),
            *((name, FIELD_LABELS[name]) for name in fields() if name in FIELD_LABELS),
        ]
        tongues = [("", "—"), *settings.LANGUAGES]
        guessed = {guess.column: guess for guess in table.guesses}
        remembered = run.source.mapping.get("columns", {})
        for number, column in enumerate(table.columns):
            guess = guessed.get(column)
            field, tongue = remembered.get(column) or ((guess.field, guess.language) if guess else ("", ""))
            attributes = {"aria-describedby": f"sample-{number}"}
            self.fields[f"column-{number}"] = forms.ChoiceField(
                choices=choices, required=False, label=column, initial=field, widget=forms.Select(attrs=attributes)
            )
            self.fields[f"language-{number}"] = forms.ChoiceField(
                choices=tongues,
                required=False,
                label=_("language of “%(column)s”") % {"column": column},
                initial=tongue,
            )

    def lines(self) -> Sequence[dict[str, Any]]:
        """One line a column: its name, its first values, the two boxes."""
        return [
            {
                "column": column,
                "number": number,
                "samples": list(dict.fromkeys(filter(None, (row[number][:60] for row in self.table.first_rows))))[:3],
                "field": self[f"column-{number}"],
                "language": self[f"language-{number}"],
            }
            for number, column in enumerate(self.table.columns)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [field for field, _language in self.choices().values()]
        if not {"service.name", "organization.name", "location.name"} & set(chosen):
            raise ValidationError(_("Say which column holds the name."), code="name")
        once = [name for name in chosen if name and not name.startswith(("contact.", "service.description", "hours"))]
        languages = [pair for pair in self.choices().values() if pair[0] in once]
        twice = next((name for name, tongue in languages if languages.count((name, tongue)) > 1), "")
        if twice:
            message = _("Two columns are “%(field)s” in the same language. Keep one of them.")
            raise ValidationError(message, code="twice", params={"field": FIELD_LABELS[twice]})
        return cleaned

    def choices(self) -> dict[str, tuple[str, str]]:
        """What was chosen, by column."""
        told = self.cleaned_data
        return {
            column: (told.get(f"column-{number}", ""), told.get(f"language-{number}", ""))
            for number, column in enumerate(self.table.columns)
        }

    def mapping(self) -> Mapping:
        """The same as a mapping."""
        source = self.run.source
        return mapping_of(self.choices(), name=source.slug, country=source.country, language=source.language)


def remembered(mapping: Mapping, columns: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """What a source remembers of a choice: the columns by name, and the mapping made of them."""
    data: dict[str, Any] = json.loads(json.dumps({"columns": columns, "mapping": mapping.to_dict()}))
    return data
