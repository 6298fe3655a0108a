"""Forms with texts in several languages, and forms that notice a second editor."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from maillage.foundation.common.forms import DayInput, TranslatedTextsForm, VersionedForm, add_errors
from maillage.foundation.common.texts import State, TranslatedText
from maillage.foundation.network.models import Organization, Territory


class OrganizationForm(VersionedForm, TranslatedTextsForm, forms.ModelForm):
    class Meta:
        model = Organization
        fields = ["name", "description", "kind", "language", "territory", "members"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.version_of(self.instance)
        self.texts_of(self.instance, "nl")


def typed(**changes):
    return {
        "name_fr": "Antenne sociale",
        "kind": "association",
        "language": "fr",
        "territory": "",
        "version": "1",
    } | changes


def test_a_new_text_is_written_in_the_language_the_form_asks_for(db):
    form = OrganizationForm(typed(name_fr="", name_de="Sozialdienst", language="de"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"].source == "de"


def test_a_stored_text_keeps_its_versions_and_its_source(cast):
    cast.antenna.name = TranslatedText.of({"fr": "Antenne", "nl": "Antenne (nl)"})
    form = OrganizationForm(typed(name_fr="Antenne sociale"), instance=cast.antenna)
    assert form.is_valid(), form.errors
    name = form.cleaned_data["name"]
    assert (name.source, name.text_in("fr"), name.text_in("nl")) == ("fr", "Antenne sociale", "Antenne (nl)")
    assert name.state("nl") == State.OUTDATED


def test_a_conflict_shows_what_is_stored_beside_what_was_typed(cast):
    stored = Organization.objects.get(pk=cast.antenna.pk)
    stored.name, stored.kind, stored.territory, stored.version = (
        TranslatedText.of({"fr": "Antenne nord"}),
        "ngo",
        None,
        4,
    )
    stored.save()
    stored.members.add(cast.other)
    form = OrganizationForm(typed(name_fr="Antenne sud", territory=str(cast.place.pk)), instance=cast.antenna)
    assert form.is_valid(), form.errors
    form.show_conflict(stored)
    assert "Antenne nord" in form.errors["name"][0]
    assert str(Organization.Kind.NGO.label) in form.errors["kind"][0]
    assert form.errors["territory"][0].endswith("—")
    assert "Autre association" in form.errors["members"][0]
    assert "description" not in form.errors
    assert form["version"].value() == "4"  # sent again, it is saved
    assert form["name"].value().texts["fr"] == "Antenne sud"


@pytest.mark.parametrize("version", ["", "abc"])
def test_a_form_without_its_version_is_refused(cast, version):
    form = OrganizationForm(typed(version=version), instance=cast.antenna)
    assert not form.is_valid()
    assert "version" in form.errors
    assert Territory.objects.count() == 2


@pytest.mark.parametrize("language", ["fr", "de", "ar"])
def test_a_day_is_written_as_browsers_read_it(language):
    with translation.override(language):
        assert 'value="2026-03-09"' in DayInput().render("day", date(2026, 3, 9))
        assert forms.DateField(widget=DayInput).clean("2026-03-09") == date(2026, 3, 9)


def test_what_an_action_refused_stands_beside_its_field_or_above():
    class Small(forms.Form):
        name = forms.CharField()

    form = Small({"name": "x"})
    form.is_valid()
    add_errors(form, ValidationError({"name": "taken", "elsewhere": ["one", "two"]}))
    add_errors(form, ValidationError("plain"))
    assert form.errors == {"name": ["taken"], "__all__": ["one", "two", "plain"]}
