"""The form of a place, and the form that draws one from smaller ones."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.forms import TranslatedTextsForm, VersionedForm
from maillage.foundation.network.actions.territories import STREET_M
from maillage.foundation.network.forms.fields import (
    BoundaryFileField,
    CountryField,
    PostcodesField,
    SpokenField,
    places,
)
from maillage.foundation.network.forms.lists import CodeRows
from maillage.foundation.network.forms.picking import PickOneField
from maillage.foundation.network.models import Territory
from maillage.foundation.network.scopes import TerritoryQuerySet


class TerritoryForm(TranslatedTextsForm, VersionedForm, forms.ModelForm):
    """Everything about a place; its boundary comes as a file, and stays as it is where none is given."""

    parent = PickOneField(places(), required=False, label=_("lies in"))
    country = CountryField(required=False, label=_("country"))
    languages = SpokenField(label=_("languages"), help_text=_("Those in which people there are spoken to."))
    postcodes = PostcodesField(required=False, label=_("postcodes"), help_text=_("With commas between: 1030, 1031."))
    boundary = BoundaryFileField(
        required=False,
        label=_("boundary"),
        help_text=_("A GeoJSON file in WGS 84. Without a new file, the boundary stays as it is."),
    )

    class Meta:
        model = Territory
        fields = [
            "name", "kind", "parent", "country", "languages", "time_zone", "postcodes", "population", "boundary",
        ]  # fmt: skip
        help_texts = {
            "population": _("The number of people who live there. Leave it empty when it is not known."),
            "time_zone": _("For example Europe/Brussels."),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = places().covered_by_networks_of(actor) | places().filter(pk=self.instance.parent_id)
        self.fields["parent"].queryset = offered.exclude(pk=self.instance.pk)
        # What a network covers may lie in a place that it does not cover, and then stays there.
        self.fields["parent"].required = not actor.is_administrator and (
            self.instance._state.adding or self.instance.parent_id is not None
        )
        self.initial["boundary"] = None
        if not self.instance._state.adding:
            self.version_of(self.instance)
        language = actor.user.language if actor.user else "fr"
        self.texts_of(self.instance, (self.instance.languages or [language])[0])
        data = (self.data, self.files) if self.is_bound else (None, None)
        self.codes = CodeRows(*data, instance=self.instance, prefix="codes")
        self.lists = [self.codes]

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.codes.is_valid()])

    def clean_languages(self) -> list[str]:
        """Those that were there keep their order: the first is the one that names are written in."""
        chosen = self.cleaned_data["languages"]
        before = [code for code in self.instance.languages if code in chosen]
        return [*before, *(code for code in chosen if code not in before)]

    def changes(self) -> dict[str, Any]:
        """What the action shall write."""
        changes = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if not changes["boundary"]:
            del changes["boundary"]
        return changes

    def code_pairs(self) -> list[tuple[str, str]]:
        """The (scheme, value) pairs it shall have."""
        return [(row.cleaned_data["scheme"], row.cleaned_data["value"].strip()) for row in self.codes.kept()]

    def _post_clean(self) -> None:
        """The action writes on the place, not the form."""


class DrawForm(VersionedForm, forms.ModelForm):
    """The pieces of a perimeter: the places that are `offered`, besides those it has already."""

    drawn_from = forms.ModelMultipleChoiceField(
        Territory.objects.none(), label=_("drawn from"), widget=forms.CheckboxSelectMultiple
    )
    bridge_m = forms.FloatField(
        label=_("width of the streets between them, in metres"),
        min_value=0,
        max_value=500,
        initial=STREET_M,
        help_text=_("Gaps up to this width are filled, so that blocks become one perimeter."),
    )

    class Meta:
        model = Territory
        fields = ["drawn_from"]

    def __init__(self, *args: Any, offered: TerritoryQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = Q(drawn_into=self.instance) | Q(pk__in=offered.values("pk"))
        pieces = Territory.objects.filter(wanted).exclude(pk=self.instance.pk).distinct()
        self.fields["drawn_from"].queryset = pieces
        self.version_of(self.instance)

    def drawing(self) -> dict[str, Any]:
        """What `draw_from` needs."""
        return {
            "version": self.cleaned_data["version"],
            "pieces": list(self.cleaned_data["drawn_from"]),
            "bridge_m": self.cleaned_data["bridge_m"],
        }

    def _post_clean(self) -> None:
        """The action draws, not the form."""
