"""The form of a network."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.forms import DayInput, TranslatedTextsForm, VersionedForm
from maillage.foundation.network.forms.fields import CountriesField, places, source_languages
from maillage.foundation.network.forms.lists import FunderRows, PartnerRows
from maillage.foundation.network.forms.picking import PickManyField
from maillage.foundation.network.models import Funder, Network, Organization, Participation, Territory


class NetworkForm(TranslatedTextsForm, VersionedForm, forms.ModelForm):
    """Everything about a network, with the lists of its partners and of its funders."""

    language = forms.ChoiceField(choices=source_languages, label=_("written in"))
    countries = CountriesField(required=False, label=_("countries"))
    territories = PickManyField(
        Territory.objects.none(),
        label=_("territories"),
        help_text=_("Where it works: the places it covers as a whole."),
    )

    class Meta:
        model = Network
        fields = [
            "language", "name", "kind", "parent", "summary", "programme", "territories", "countries",
            "starts_on", "ends_on",
        ]  # fmt: skip
        widgets = {"starts_on": DayInput, "ends_on": DayInput}
        help_texts = {
            "parent": _("The plan that this project belongs to."),
            "programme": _("The programme that finances it, as it calls itself."),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = self.instance._state.adding
        plans = Network.objects.coordinated_by(actor).filter(kind=Network.Kind.PLAN)
        offered = Network.objects.filter(Q(pk__in=plans) | Q(pk=self.instance.parent_id))
        self.fields["parent"].queryset = offered.exclude(pk=self.instance.pk)
        self.fields["parent"].required = new and not actor.is_administrator
        mine = places().covered_by_networks_of(actor)
        self.fields["territories"].queryset = mine if new else mine | places().filter(networks=self.instance)
        written_in = (
            self.instance.language if not new else actor.user.language if actor.user else settings.LANGUAGE_CODE
        )
        if new:
            self.initial["language"] = written_in
        else:
            self.version_of(self.instance)
        self.texts_of(self.instance, written_in)
        data = (self.data, self.files) if self.is_bound else (None, None)
        partners = Participation.objects.select_related("organization").order_by("organization__slug")
        self.partners = PartnerRows(*data, instance=self.instance, prefix="partners", queryset=partners)
        self.funders = FunderRows(*data, instance=self.instance, prefix="funders", form_kwargs={"language": written_in})
        self.lists = [self.partners, self.funders]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(rows.is_valid() for rows in self.lists)])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("It ends before it begins."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What the action shall write."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def partner_pairs(self) -> list[tuple[Organization, str]]:
        """The (organization, role) pairs it shall have."""
        return [(row.cleaned_data["organization"], row.cleaned_data["role"]) for row in self.partners.kept()]

    def funder_rows(self) -> list[Funder]:
        """The funders it shall have, unsaved, in order."""
        return [row.instance for row in self.funders.kept()]

    def _post_clean(self) -> None:
        """The action writes on the network, not the form."""
