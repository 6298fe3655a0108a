"""The filters of the list: the address is the filter, so that a link can be shared."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.network.forms.picking import PickOneField
from maillage.foundation.network.models import Organization, Territory
from maillage.offer.directory.forms.choices import LANGUAGES_SPOKEN
from maillage.offer.directory.models import Service, TaxonomyTerm

if TYPE_CHECKING:
    from maillage.offer.directory.scopes import ServiceQuerySet

MOST_PLACES = 200  # in a list to choose from; of Schaerbeek among two thousand nobody finds the line


class DeskFilterForm(forms.Form):
    """Among what one writes: words of a name, state, organization, what waits for a hand."""

    words = forms.CharField(label=_("Words of the name"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("any")), *Service.State.choices])
    organization = PickOneField(Organization.objects.none(), required=False, label=_("Organization"))
    needs = forms.ChoiceField(
        label=_("Needs a hand"),
        required=False,
        choices=[
            ("", _("any")),
            ("confirmation", _("not confirmed for a year")),
            ("answer", _("a visitor reported something")),
        ],
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.acted_for_by(actor)

    def filtered(self, services: "ServiceQuerySet") -> "ServiceQuerySet":
        """The services that pass; what makes no sense in an address is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("words"):
            services = services.called(chosen["words"])
        if chosen.get("state"):
            services = services.filter(state=chosen["state"])
        if chosen.get("organization"):
            services = services.filter(organization=chosen["organization"])
        if chosen.get("needs") == "confirmation":
            services = services.unconfirmed()
        if chosen.get("needs") == "answer":
            services = services.reported()
        return services


class FilterForm(forms.Form):
    """Theme, place, language spoken; what is wrong in an address is left out, never an error page."""

    theme = forms.ModelChoiceField(
        TaxonomyTerm.objects.themes().groups(),
        to_field_name="code",
        required=False,
        label=_("What for"),
        empty_label=_("everything"),
    )
    place = forms.ModelChoiceField(
        Territory.objects.filter(kind__in=["neighbourhood", "municipality", "valley", "area", "cross_border"]).defer(
            "boundary"
        ),
        to_field_name="slug",
        required=False,
        label=_("Where"),
        empty_label=_("everywhere"),
    )
    spoken = forms.ChoiceField(required=False, label=_("Language spoken"), choices=[("", _("any")), *LANGUAGES_SPOKEN])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Any place may stand in the address; of very many, only those are offered where networks work.
        place = self.fields["place"]
        if place.queryset.count() > MOST_PLACES:
            offered = Q(networks__isnull=False) | Q(slug=self["place"].value() or "")
            shown = place.queryset.filter(offered).distinct().defer("boundary")[:MOST_PLACES]
            place.widget.choices = [("", place.empty_label), *((one.slug, str(one)) for one in shown)]

    def filtered(self, services: "ServiceQuerySet") -> "ServiceQuerySet":
        """The services that pass, by name."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("theme"):
            services = services.about(chosen["theme"])
        if chosen.get("place"):
            services = services.served_in(Territory.objects.filter(pk=chosen["place"].pk).with_descendants())
        if chosen.get("spoken"):
            services = services.speaking(chosen["spoken"])
        return services
