"""The filters of the public lists: the address is the filter, so that a link can be shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.foundation.network.forms.fields import places
from maillage.foundation.network.models import Territory
from maillage.foundation.network.scopes import OrganizationQuerySet, TerritoryQuerySet


class NameFilter(forms.Form):
    """A part of a name; what is too long in an address is left out, never an error page."""

    name = forms.CharField(required=False, max_length=100, label=_("Name"))
    name.widget.attrs |= {"type": "search", "autocomplete": "off"}

    @property
    def wanted(self) -> str:
        """What is looked for; empty for everything."""
        self.is_valid()
        return str(self.cleaned_data.get("name", "")).strip()

    def filtered(self, found: TerritoryQuerySet) -> TerritoryQuerySet:
        """The places that pass."""
        return found.named_like(self.wanted) if self.wanted else found


class OrganizationFilter(NameFilter):
    """A part of a name, and the place where an organization is at home."""

    place = forms.ModelChoiceField(
        Territory.objects.none(), to_field_name="slug", required=False, label=_("Where"), empty_label=_("everywhere")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = Territory.objects.filter(organizations__isnull=False).with_ancestors()
        self.fields["place"].queryset = places().filter(pk__in=homes.values("pk"))

    def filtered(self, found: OrganizationQuerySet) -> OrganizationQuerySet:  # type: ignore[override]
        """The organizations that pass."""
        organizations = found.named_like(self.wanted) if self.wanted else found
        place = self.cleaned_data.get("place")
        return organizations.at_home_in(place) if place else organizations
