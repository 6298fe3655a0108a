"""The filters of the list: the address is the filter, so that a link can be shared."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.foundation.network.models import Territory
from maillage.offer.directory.forms.choices import LANGUAGES_SPOKEN
from maillage.offer.directory.models import TaxonomyTerm

if TYPE_CHECKING:
    from maillage.offer.directory.scopes import ServiceQuerySet


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
        Territory.objects.filter(kind__in=["neighbourhood", "municipality", "valley", "area", "cross_border"]),
        to_field_name="slug",
        required=False,
        label=_("Where"),
        empty_label=_("everywhere"),
    )
    spoken = forms.ChoiceField(required=False, label=_("Language spoken"), choices=[("", _("any")), *LANGUAGES_SPOKEN])

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
