"""The lists of details beside a section: contact points, prices, documents, places."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.forms import TranslatedTextsForm
from maillage.foundation.common.phones import normalized
from maillage.foundation.network.countries import home_country
from maillage.offer.directory.forms.week import HoursField
from maillage.offer.directory.models import (
    ContactPoint,
    CostOption,
    Location,
    RequiredDocument,
    Service,
    ServiceAtLocation,
)


class DetailForm(TranslatedTextsForm, forms.ModelForm):
    """One line of a list; `service` gives the language it is written in."""

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        self.texts_of(self.instance, service.language)


class ContactPointForm(DetailForm):
    class Meta:
        model = ContactPoint
        fields = ["kind", "value", "label"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, value = cleaned.get("kind"), cleaned.get("value")
        if kind and value:
            try:
                country = home_country(self.service.organization.territory)
                cleaned["value"] = _checked_contact(kind, value, country)
            except ValidationError as error:
                self.add_error("value", error)
        return cleaned


def _checked_contact(kind: str, value: str, country: str) -> str:
    if kind == ContactPoint.Kind.PHONE:
        return normalized(value, country=country)
    if kind == ContactPoint.Kind.EMAIL:
        validate_email(value)
        return value
    address = value if "://" in value else f"https://{value}"
    URLValidator(schemes=["http", "https"])(address)
    return address


class CostOptionForm(DetailForm):
    amount = forms.DecimalField(label=_("amount"), min_value=0, max_digits=8, decimal_places=2)

    class Meta:
        model = CostOption
        fields = ["amount", "currency", "option"]


class RequiredDocumentForm(DetailForm):
    class Meta:
        model = RequiredDocument
        fields = ["document"]


class ServiceAtLocationForm(DetailForm):
    opening_hours = HoursField(label=_("opening hours"))

    class Meta:
        model = ServiceAtLocation
        fields = ["location", "opening_hours", "hours_note"]

    def __init__(self, *args: Any, actor: Actor, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, service=service, **kwargs)
        self.fields["location"].queryset = Location.objects.usable_by(actor, service.organization)


class DetailFormSet(BaseInlineFormSet):
    """A list of details: rows in order, marked rows removed."""

    def rows(self) -> list[Any]:
        """The rows as they shall be, unsaved."""
        return [
            form.instance
            for form in self.forms
            if (form.has_changed() or (form.instance.pk and not form.instance._state.adding))
            and not (self.can_delete and self._should_delete_form(form))
        ]


def list_of(form: type[DetailForm], *, extra: int) -> type[DetailFormSet]:
    """A list of such details of one service, with `extra` empty rows at its end and twenty rows at most."""
    return forms.inlineformset_factory(
        Service,
        form.Meta.model,
        form=form,
        formset=DetailFormSet,
        extra=extra,
        max_num=20,
        validate_max=True,
        can_delete=True,
        can_delete_extra=False,
    )
