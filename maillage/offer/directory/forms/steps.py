"""The small forms beside the big one: starting a service, answering a review, what changes for the moment, reports."""

from typing import Any, Self

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.forms import DayInput, TranslatedTextsForm, VersionedForm
from maillage.foundation.common.merging import MergingForm
from maillage.foundation.network.forms.fields import CountryField
from maillage.foundation.network.models import Organization
from maillage.offer.directory.forms.choices import FeaturesFormField
from maillage.offer.directory.models import Location, Report, Service, ServiceAtLocation, Situation
from maillage.offer.directory.points import doubt_about


class NewServiceForm(TranslatedTextsForm, forms.ModelForm):
    """For which organization, in which language, under which name."""

    class Meta:
        model = Service
        fields = ["organization", "language", "name"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.acted_for_by(actor)
        self.texts_of(self.instance, actor.user.language if actor.user else settings.LANGUAGE_CODE)


class ReturnForm(forms.Form):
    """What a coordinator asks before a sheet can be public."""

    reason = forms.CharField(label=_("What should change?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SituationForm(TranslatedTextsForm, VersionedForm, forms.ModelForm):
    """What is different for the moment, until when, in a few words."""

    class Meta:
        model = Service
        fields = ["situation", "situation_until", "situation_note"]
        widgets = {"situation": forms.RadioSelect, "situation_until": DayInput}
        help_texts = {
            "situation_until": _("The last day. Leave it empty when nobody knows. “Full today” ends by itself.")
        }

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts_of(self.instance, service.language)
        self.version_of(service)

    def clean_situation_until(self) -> Any:
        until = self.cleaned_data["situation_until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return until

    def clean_situation(self) -> Situation:
        return Situation(self.cleaned_data["situation"])

    def _post_clean(self) -> None:
        """The action writes on the service, not the form."""


class PlaceSituationForm(SituationForm):
    """The same, at one of its places only."""

    class Meta(SituationForm.Meta):
        model = ServiceAtLocation


class ReportForm(forms.ModelForm):
    """Something is wrong on a sheet. `website` is a trap: people do not see it, machines fill it in."""

    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))
    reply_to = forms.EmailField(
        label=_("Your e-mail, if you want an answer"),
        required=False,
        help_text=_("Kept encrypted, and forgotten once your message has been dealt with."),
    )

    class Meta:
        model = Report
        fields = ["kind", "message", "reply_to"]
        widgets = {"kind": forms.RadioSelect, "message": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Report.Kind.choices  # without the empty line that a radio does not need

    @property
    def is_trapped(self) -> bool:
        """Whether something filled in what no person sees."""
        return bool(self.data.get("website"))


class ClosureForm(forms.Form):
    """Dealt with, and what to answer to a visitor who left an address."""

    answer = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sent to the address they left, which you are not shown. Write how to reach you if you must talk."),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"report-{report.pk.hex}", **kwargs)
        if not report.reply_to:
            del self.fields["answer"]


class LocationForm(TranslatedTextsForm, MergingForm, forms.ModelForm):
    """A place."""

    accessibility = FeaturesFormField(label=_("accessibility"), required=False)
    country = CountryField(label=_("country"))
    confirm_point = forms.BooleanField(label=_("the point is right all the same"), required=False)

    class Meta:
        model = Location
        fields = [
            "name", "description", "address_1", "address_2", "postal_code", "city", "country", "territory",
            "longitude", "latitude", "address_hidden", "accessibility", "transportation",
        ]  # fmt: skip
        help_texts = {
            "address_hidden": _("For a refuge: only your own organization sees where it is."),
            "description": _("The colour of the door, the bell, the floor."),
            "transportation": _("Tram, bus, stop, a few words on the way."),
            "longitude": _("In degrees, as a map gives them: 4.3712"),
            "latitude": _("In degrees, as a map gives them: 50.8663"),
        }

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.texts_of(self.instance, language)
        self.version_of(self.instance)

    def again(self, data: Any, instance: Location) -> Self:
        return type(self)(data, instance=instance, language=self.language)

    def values(self) -> dict[str, Any]:
        """What to write."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("longitude") is None) != (cleaned.get("latitude") is None):
            self.add_error("latitude", _("Give both the longitude and the latitude, or neither."))
        elif doubt := self._doubt(cleaned):
            self.add_error("confirm_point", doubt)
        return cleaned

    def _doubt(self, cleaned: dict[str, Any]) -> str:
        """Why the point may be wrong, unless somebody said that it is right, or it stands so already."""
        point = cleaned.get("longitude"), cleaned.get("latitude")
        if None in point or cleaned.get("confirm_point"):
            return ""
        where = *point, cleaned.get("territory"), cleaned.get("country")
        stored = self.instance
        if where == (stored.longitude, stored.latitude, stored.territory, stored.country):
            return ""
        return doubt_about(*point, territory=cleaned.get("territory"), country=cleaned.get("country") or "")

    def _post_clean(self) -> None:
        """The action writes on the place, not the form."""
