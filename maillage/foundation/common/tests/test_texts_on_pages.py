"""What a reader is told about the texts of a page, and how another language is written."""

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from maillage.foundation.common.languages import other_languages, own_name_of
from maillage.foundation.common.texts import State, TranslatedText
from maillage.foundation.common.texts.forms import TranslatedTextFormField
from maillage.foundation.common.texts.pages import Shown, note_texts

SOURCE = TranslatedText.of({"fr": "Bonjour"})
MACHINE = SOURCE.revised({"de": "Guten Tag"}, machine=["de"])
OUTDATED = SOURCE.revised({"de": "Guten Tag"}).revised({"fr": "Bonsoir"})


def rendered(template, **context):
    with translation.override("de"):
        return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize("name", ["text", "paragraphs"])
@pytest.mark.parametrize(("value", "sign"), [(MACHINE, "≈"), (OUTDATED, "†")])
def test_what_nobody_read_again_has_a_sign_with_its_words(name, value, sign):
    shown = rendered("{{ value|" + name + " }}", value=value)
    assert sign in shown
    assert "visually-hidden" in shown
    assert 'title="' in shown


@pytest.mark.parametrize("value", [SOURCE, SOURCE.revised({"de": "Guten Tag"}), TranslatedText()])
def test_what_was_read_has_none(value):
    assert "sign" not in rendered("{{ value|text }}{{ value|paragraphs }}", value=value)


def test_markup_in_a_text_stays_text():
    value = SOURCE.revised({"de": "<b>Tag</b>"}, machine=["de"])
    for name in ("text", "paragraphs"):
        assert "&lt;b&gt;Tag&lt;/b&gt;" in rendered("{{ value|" + name + " }}", value=value)


def test_a_page_knows_what_it_has_shown_and_the_next_one_starts_afresh():
    with translation.override("de"):
        shown = note_texts()
        assert not shown
        rendered("{{ a|text }}{{ b|text }}{{ c|text }}{{ c|text }}", a=MACHINE, b=OUTDATED, c=SOURCE)
        assert (shown.machine, shown.outdated, shown.foreign) == (True, True, ["fr"])
        assert not note_texts()
        assert Shown.of([SOURCE, TranslatedText()]).foreign == ["fr"]


def test_languages_are_chosen_by_their_own_names():
    names = dict(other_languages())
    assert (names["tr"], names["pl"], names["uk"]) == ("Türkçe", "Polski", "Українська")
    assert "fr" not in names
    with translation.override("ar"):
        assert dict(other_languages()) == names
    assert own_name_of("zz") == "Zz"


class Leaflet(forms.Form):
    title = TranslatedTextFormField(label="Title", max_length=20)


def form_of(data=None, stored=SOURCE):
    form = Leaflet(data, initial={"title": stored})
    form.fields["title"].about(stored, "fr")
    return form


def test_another_language_is_added_kept_changed_and_taken_away():
    form = form_of({"title_fr": "Bonjour", "title_other_language": "tr", "title_other": "Merhaba"})
    assert form.is_valid()
    text = form.cleaned_data["title"]
    assert text.text_in("tr") == "Merhaba"
    page = str(form_of(stored=text)["title"])
    assert 'name="title_tr"' in page
    assert '<option value="tr"' not in page
    changed = form_of({"title_fr": "Bonjour", "title_tr": "Selam"}, stored=text)
    assert changed.is_valid()
    assert changed.cleaned_data["title"].text_in("tr") == "Selam"
    gone = form_of({"title_fr": "Bonjour", "title_tr": ""}, stored=text)
    assert gone.is_valid()
    assert gone.cleaned_data["title"].state("tr") == State.MISSING


def test_a_right_to_left_language_is_written_from_the_right():
    text = SOURCE.revised({"fa": "سلام"})
    box = str(form_of(stored=text)["title"]).split('name="title_fa"')[1].split(">")[0]
    assert 'dir="rtl"' in box


@pytest.mark.parametrize("language", ["", "xx", "fr-simple", "<b>"])
def test_words_without_a_language_are_not_lost(language):
    form = form_of({"title_fr": "Bonjour", "title_other_language": language, "title_other": "Merhaba"})
    assert not form.is_valid()
    assert "Merhaba" in str(form["title"])


def test_a_text_too_long_is_refused_in_any_language():
    form = form_of({"title_fr": "Bonjour", "title_other_language": "tr", "title_other": "M" * 21})
    assert not form.is_valid()
    assert "M" * 21 in str(form["title"])
