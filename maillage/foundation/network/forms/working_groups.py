"""The form of a working group."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.forms import TranslatedTextsForm, VersionedForm
from maillage.foundation.network.models import Network, Organization, WorkingGroup


class WorkingGroupForm(TranslatedTextsForm, VersionedForm, forms.ModelForm):
    """Its name, its purpose, the networks it serves, and who takes part among their partners."""

    networks = forms.ModelMultipleChoiceField(
        Network.objects.none(), label=_("networks"), widget=forms.CheckboxSelectMultiple
    )
    organizations = forms.ModelMultipleChoiceField(
        Organization.objects.none(), label=_("organizations"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = WorkingGroup
        fields = ["name", "purpose", "networks", "organizations"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = Network.objects.coordinated_by(actor)
        partners = Q(participations__network__in=networks)
        if self.instance._state.adding:
            self.fields["organizations"].queryset = Organization.objects.filter(partners).distinct()
        else:
            networks = Network.objects.filter(Q(pk__in=networks) | Q(working_groups=self.instance)).distinct()
            mine = Organization.objects.filter(partners | Q(working_groups=self.instance))
            self.fields["organizations"].queryset = mine.distinct()
            self.version_of(self.instance)
        self.fields["networks"].queryset = networks
        self.texts_of(self.instance, actor.user.language if actor.user else settings.LANGUAGE_CODE)

    def changes(self) -> dict[str, Any]:
        """What the action shall write."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def _post_clean(self) -> None:
        """The action writes on the group, not the form."""
