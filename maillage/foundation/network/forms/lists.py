"""Lists of rows inside a form: identifiers, partners, funders, codes."""

from typing import Any

from django import forms
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.forms import TranslatedTextsForm
from maillage.foundation.common.pictures import PictureFormField
from maillage.foundation.network.forms.picking import PickOneField
from maillage.foundation.network.identifiers import SCHEMES, WrongIdentifier, checked
from maillage.foundation.network.models import (
    Funder,
    Network,
    Organization,
    OrganizationIdentifier,
    Participation,
    Territory,
    TerritoryCode,
)

LOGO_SIDE = 600  # pixels


class Rows(BaseInlineFormSet):
    """Rows with empty ones at the end; `title` names the list, `add_label` an empty row."""

    title: str | Promise = ""
    compact = False  # rows of short fields stand on one line
    add_label: str | Promise = ""

    def kept(self) -> list[Any]:
        """The forms whose rows shall be there afterwards, in order."""
        forms_kept = self.initial_forms + [form for form in self.extra_forms if form.has_changed()]
        return [form for form in forms_kept if not self._should_delete_form(form)]

    def add_fields(self, form: forms.BaseForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove")


class PlainRow(forms.ModelForm):
    """A row that its action writes: the form does not touch the model, whose rules the action knows better."""

    def _post_clean(self) -> None:
        pass


class IdentifierForm(PlainRow):
    """A number in a register, checked by its register's arithmetic."""

    class Meta:
        model = OrganizationIdentifier
        fields = ["scheme", "value"]
        labels = {"scheme": _("register"), "value": _("number")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        registers = [(scheme.code, f"{scheme.label}: {scheme.hint}") for scheme in SCHEMES.values()]
        self.fields["scheme"].choices = [("", "—"), *registers]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("scheme") and cleaned.get("value"):
            try:
                cleaned["value"] = checked(cleaned["scheme"], cleaned["value"])
            except WrongIdentifier as wrong:
                self.add_error("value", str(wrong))
        return cleaned


class ParticipationForm(PlainRow):
    """An organization, by its name, and its role in the network."""

    organization = PickOneField(Organization.objects.all(), label=_("organization"))

    class Meta:
        model = Participation
        fields = ["organization", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # The list has fetched it with all the others.
            self.initial["organization"] = self.fields["organization"].held = self.instance.organization


class CodeForm(PlainRow):
    """The name of a place in somebody's register."""

    class Meta:
        model = TerritoryCode
        fields = ["scheme", "value"]
        labels = {"scheme": _("register"), "value": _("code")}


class FunderForm(TranslatedTextsForm, forms.ModelForm):
    """Who pays, with the logo and the sentence that must be shown."""

    logo = PictureFormField(
        max_side=LOGO_SIDE, required=False, label=_("logo"), help_text=_("JPEG, PNG or WebP, at most 5 MB. Not SVG.")
    )

    class Meta:
        model = Funder
        fields = ["name", "mention", "logo"]

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts_of(self.instance, language)


def rows_of(
    parent: type[models.Model], form: type[forms.ModelForm], *, title: Any, add_label: Any, extra: int, compact: bool
) -> type[Rows]:
    """The class of a list of rows below `parent`."""
    made = forms.inlineformset_factory(
        parent,
        form._meta.model,
        form=form,
        formset=Rows,
        extra=extra,
        max_num=200,
        can_delete=True,
        can_delete_extra=False,
    )
    made.title, made.add_label, made.compact = title, add_label, compact
    return made


IdentifierRows = rows_of(
    Organization,
    IdentifierForm,
    title=_("Numbers in registers"),
    add_label=_("Another number"),
    extra=1,
    compact=True,
)
PartnerRows = rows_of(
    Network, ParticipationForm, title=_("Partners"), add_label=_("Another partner"), extra=3, compact=True
)
FunderRows = rows_of(Network, FunderForm, title=_("Funders"), add_label=_("Another funder"), extra=1, compact=False)
CodeRows = rows_of(
    Territory, CodeForm, title=_("Codes in registers"), add_label=_("Another code"), extra=1, compact=True
)
