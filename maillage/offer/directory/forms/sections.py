"""The form of a service, in sections: one subject a page, a few questions each.

A section is a form over some columns of the service, and lists of details beside it. It says what to change
(`changes()`, for `revise_service`); it saves nothing itself.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.forms import TranslatedTextsForm
from maillage.foundation.common.languages import language_name
from maillage.foundation.common.merging import MergingForm
from maillage.foundation.common.pictures import PictureFormField
from maillage.foundation.network.models import Territory
from maillage.offer.directory.eligibility.criteria import Criteria, criteria_of, expression_of
from maillage.offer.directory.eligibility.facts import DISABILITY, DOCUMENTS, FAMILY, GENDER, STATUS
from maillage.offer.directory.eligibility.questions import territory_names
from maillage.offer.directory.eligibility.sentences import sentences
from maillage.offer.directory.forms.choices import (
    LANGUAGES_SPOKEN,
    CheckboxesField,
    FeaturesFormField,
    TermsField,
    ThemesField,
)
from maillage.offer.directory.forms.details import (
    ContactPointForm,
    CostOptionForm,
    DetailFormSet,
    RequiredDocumentForm,
    ServiceAtLocationForm,
    list_of,
)
from maillage.offer.directory.forms.week import HoursField
from maillage.offer.directory.models import (
    AccessMode,
    Service,
    Taxonomy,
    TaxonomyTerm,
)


class Section(TranslatedTextsForm, MergingForm, forms.ModelForm):
    """One page of the form. `lists` names the lists of details and says what to add one with."""

    kept_conditions: tuple[str, ...] = ()
    do_not_call_in_templates = True  # a template lists the sections themselves
    title: ClassVar[str | Promise]
    hint: ClassVar[str | Promise]
    lists: ClassVar[Mapping[str, tuple[type[DetailFormSet], str | Promise]]] = {}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.texts_of(self.instance, self.instance.language)
        self.version_of(self.instance)
        self.formsets = {name: self._formset(name) for name in self.lists}

    def _formset(self, name: str) -> DetailFormSet:
        given: dict[str, Any] = {"service": self.instance}
        if name == "service_at_locations":
            given["actor"] = self.actor
        formset_class = self.lists[name][0]
        data = (self.data, self.files) if self.is_bound else (None, None)
        formset = formset_class(*data, instance=self.instance, prefix=name, form_kwargs=given)
        formset.add_label = self.lists[name][1]
        return formset

    def again(self, data: Any, instance: Service) -> Self:
        return type(self)(data, self.files if data is not None else None, instance=instance, actor=self.actor)

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(formset.is_valid() for formset in self.formsets.values())])

    def changes(self) -> dict[str, Any]:
        """What `revise_service` shall change."""
        values = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}
        return {**values, **{name: formset.rows() for name, formset in self.formsets.items()}}

    def _post_clean(self) -> None:
        """The action checks the model; the form must not write on the instance before it is allowed to."""


class WhatSection(Section):
    title = _("What it is")
    hint = _("Write as you would say it to somebody at the counter.")
    themes = ThemesField(label=_("themes"), required=False)
    picture = PictureFormField(
        label=_("picture"), required=False, help_text=_("The door or the room helps people who do not read.")
    )

    class Meta:
        model = Service
        fields = [
            "language",
            "name",
            "alternate_name",
            "summary",
            "description",
            "themes",
            "picture",
            "picture_alternative",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].widget.easy = True
        self.taxonomies = Taxonomy.objects.filter(subject=Taxonomy.Subject.OTHER).order_by("slug")
        chosen = list(self.instance.terms.all()) if self.taxonomies else []
        for taxonomy in self.taxonomies:
            name = f"terms_{taxonomy.slug}"
            self.fields[name] = TermsField(taxonomy)
            self.initial[name] = [term.pk for term in chosen if term.taxonomy_id == taxonomy.pk]

    def changes(self) -> dict[str, Any]:
        changes = super().changes()
        if self.taxonomies:
            named = [self.cleaned_data[f"terms_{taxonomy.slug}"] for taxonomy in self.taxonomies]
            changes["terms"] = [term for terms in named for term in terms]
        return {**changes, "picture": changes["picture"] or ""}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("picture") and not cleaned.get("picture_alternative"):
            self.add_error("picture_alternative", _("Say what the picture shows, for those who cannot see it."))
        return cleaned


class WhomSection(Section):
    title = _("For whom")
    hint = _("Only what really decides. What you leave empty is open to all.")
    audiences = forms.ModelMultipleChoiceField(
        TaxonomyTerm.objects.audiences(), label=_("for whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas_served = forms.ModelMultipleChoiceField(
        Territory.objects.none(), label=_("area served"), required=False, widget=forms.CheckboxSelectMultiple
    )
    age_min = forms.IntegerField(label=_("from age"), required=False, min_value=0, max_value=130)
    age_max = forms.IntegerField(label=_("up to age"), required=False, min_value=0, max_value=130)
    residence = forms.ModelMultipleChoiceField(
        Territory.objects.none(),
        label=_("only for people who live in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    income_max = forms.IntegerField(
        label=_("household income up to"), required=False, min_value=0, help_text=_("After taxes, in euro, a month.")
    )
    status = CheckboxesField(label=_("only for these situations"), choices=STATUS.items())
    family = CheckboxesField(label=_("only for these families"), choices=FAMILY.items())
    disability = CheckboxesField(label=_("disability"), choices=DISABILITY.items())
    gender = CheckboxesField(label=_("gender"), choices=GENDER.items())
    documents = CheckboxesField(label=_("only with one of these papers"), choices=DOCUMENTS.items())

    class Meta:
        model = Service
        fields = ["audiences", "areas_served", "eligibility_description"]

    CRITERIA = (
        "age_min",
        "age_max",
        "income_max",
        "residence",
        "status",
        "family",
        "disability",
        "gender",
        "documents",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        around = Territory.objects.around(self.instance.organization)
        self.fields["areas_served"].queryset = (around | Territory.objects.filter(services=self.instance)).distinct()
        criteria = criteria_of(self.instance.eligibility)
        named = criteria.residence if criteria else ()
        self.fields["residence"].queryset = (around | Territory.objects.filter(pk__in=named)).distinct()
        # A condition that boxes cannot show stays as it is; the page says it in words and offers to take it away.
        self.keeps_condition = criteria is None
        if criteria is None:
            names = territory_names(self.instance.eligibility, get_language() or "")
            self.kept_conditions = tuple(sentences(self.instance.eligibility, names))
            self.fields["remove_condition"] = forms.BooleanField(label=_("take these conditions away"), required=False)
        for name in self.CRITERIA:
            if criteria is None:
                del self.fields[name]
            else:
                value = getattr(criteria, name)
                self.initial[name] = list(value) if isinstance(value, tuple) else value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("age_min"), cleaned.get("age_max")
        if low is not None and high is not None and low > high:
            self.add_error("age_max", _("The highest age is below the lowest."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        changes = super().changes()
        if self.cleaned_data.get("remove_condition"):
            changes["eligibility"] = None
        elif not self.keeps_condition:
            told = {name: self.cleaned_data[name] for name in self.CRITERIA}
            told["residence"] = [str(territory.pk) for territory in told["residence"]]
            criteria = Criteria(
                **{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
            )
            changes["eligibility"] = expression_of(criteria)
        return changes


class PlacesSection(Section):
    title = _("Where and when")
    hint = _("Unknown is better than wrong: leave the hours empty when you are not sure.")
    opening_hours = HoursField(label=_("hours by phone or online"))
    lists = {"service_at_locations": (list_of(ServiceAtLocationForm, extra=1), _("Another place"))}

    class Meta:
        model = Service
        fields = ["opening_hours", "hours_note"]


class HowSection(Section):
    title = _("How to come, what to bring, what it costs")
    hint = _("What somebody must know before leaving home.")
    access_modes = CheckboxesField(label=_("how to come"), choices=AccessMode.choices)
    lists = {
        "required_documents": (list_of(RequiredDocumentForm, extra=2), _("Another document")),
        "cost_options": (list_of(CostOptionForm, extra=1), _("Another price")),
    }

    class Meta:
        model = Service
        fields = ["access_modes", "application_process", "wait_weeks", "capacity", "fees", "fees_description"]


class ContactsSection(Section):
    title = _("Contacts, languages, accessibility")
    hint = _("A number that is answered beats an address that nobody reads. No names of persons.")
    languages = CheckboxesField(label=_("languages spoken"), choices=LANGUAGES_SPOKEN)
    accessibility = FeaturesFormField(label=_("accessibility"), required=False)
    lists = {"contact_points": (list_of(ContactPointForm, extra=2), _("Another contact"))}

    class Meta:
        model = Service
        fields = ["languages", "interpretation_services", "accessibility"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A language that came from elsewhere and that we do not offer is shown and kept, never dropped on the quiet.
        offered = dict(LANGUAGES_SPOKEN)
        others = [(code, language_name(code)) for code in self.instance.languages if code not in offered]
        self.fields["languages"].choices = [*LANGUAGES_SPOKEN, *others]


SECTIONS: dict[str, type[Section]] = {
    "what": WhatSection,
    "whom": WhomSection,
    "places": PlacesSection,
    "how": HowSection,
    "contacts": ContactsSection,
}
