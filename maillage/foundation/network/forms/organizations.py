"""The form of an organization."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.forms import TranslatedTextsForm, VersionedForm
from maillage.foundation.network.countries import home_country
from maillage.foundation.network.forms.fields import places, source_languages
from maillage.foundation.network.forms.lists import IdentifierRows
from maillage.foundation.network.forms.picking import PickManyField, PickOneField
from maillage.foundation.network.models import Network, Organization, Territory
from maillage.foundation.network.permissions import can_protect_organization, can_trust_organization


class OrganizationForm(TranslatedTextsForm, VersionedForm, forms.ModelForm):
    """Everything about an organization; `identifiers` is the list of its numbers.

    A new one asks for the network it joins, among those that the actor coordinates.
    """

    language = forms.ChoiceField(choices=source_languages, label=_("written in"))
    website = forms.URLField(required=False, label=_("website"), assume_scheme="https", max_length=200)
    territory = PickOneField(
        places(),
        required=False,
        label=_("territory"),
        help_text=_("The place where it is at home; its services may go further."),
    )
    members = PickManyField(
        Organization.objects.all(),
        required=False,
        label=_("members"),
        help_text=_("Only for a grouping: the organizations that it gathers."),
    )
    network = forms.ModelChoiceField(Network.objects.none(), label=_("network"))

    class Meta:
        model = Organization
        fields = [
            "network", "language", "name", "alternate_name", "description", "kind", "territory",
            "website", "email", "phone", "members", "trusted", "protected",
        ]  # fmt: skip
        help_texts = {
            "email": _("An address of the organization, not of a person."),
            "phone": _("As one dials it there, or with its country: +32 2 247 32 15."),
            "trusted": _("What it writes becomes public without a coordinator reading it first."),
            "protected": _("Only its managers and administrators invite people, not the coordinators of its networks."),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = self.instance._state.adding
        self.fields["phone"].country = home_country(None)
        self.fields["website"].validators = [URLValidator(schemes=["http", "https"])]
        self.fields["members"].queryset = Organization.objects.exclude(pk=self.instance.pk)
        if new:
            self.fields["network"].queryset = Network.objects.coordinated_by(actor)
            self.fields["network"].required = not actor.is_administrator
        else:
            del self.fields["network"]
            self.version_of(self.instance)
            if not can_trust_organization(actor, self.instance):
                del self.fields["trusted"]
        if not can_protect_organization(actor, self.instance):
            del self.fields["protected"]
        written_in = (
            self.instance.language if not new else actor.user.language if actor.user else settings.LANGUAGE_CODE
        )
        if new:
            self.initial["language"] = written_in
        self.texts_of(self.instance, written_in)
        data = (self.data, self.files) if self.is_bound else (None, None)
        self.identifiers = IdentifierRows(*data, instance=self.instance, prefix="identifiers")
        self.lists = [self.identifiers]

    def clean_territory(self) -> Territory | None:
        """The place; and the country from which the number below is read."""
        territory: Territory | None = self.cleaned_data["territory"]
        self.fields["phone"].country = home_country(territory)
        return territory

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.identifiers.is_valid()])

    def changes(self) -> dict[str, Any]:
        """What the action shall write."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "network")}

    def identifier_pairs(self) -> list[tuple[str, str]]:
        """The (scheme, value) pairs it shall have."""
        return [(row.cleaned_data["scheme"], row.cleaned_data["value"]) for row in self.identifiers.kept()]

    def _post_clean(self) -> None:
        """The action writes on the organization, not the form."""
