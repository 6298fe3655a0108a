"""Texts in several languages: which version is read, and in what state each is."""

import pytest

from maillage.foundation.common.texts import State, TranslatedText

FRENCH = TranslatedText.of({"fr": "Bonjour", "nl": "Dag"})


def test_the_reader_gets_the_first_language_wanted():
    reading = FRENCH.reading(["nl", "fr"])
    assert (reading.text, reading.language, reading.state, reading.exact) == ("Dag", "nl", State.REVIEWED, True)


def test_what_is_missing_is_read_in_the_source_and_says_so():
    reading = FRENCH.reading(["de"])
    assert (reading.text, reading.language, reading.exact) == ("Bonjour", "fr", False)
    assert FRENCH.state("de") == State.MISSING


def test_an_empty_text_reads_as_nothing():
    assert TranslatedText().reading(["fr"]).text == ""
    assert not TranslatedText()
    assert not TranslatedText.written("  ", "fr")


def test_when_the_source_changes_its_translations_are_outdated_until_read_again():
    changed = FRENCH.revised({"fr": "Bonsoir"})
    assert changed.state("fr") == State.REVIEWED
    assert changed.state("nl") == State.OUTDATED
    assert changed.revised({}, confirmed=["nl"]).state("nl") == State.REVIEWED
    assert changed.revised({"nl": "Goedenavond"}).state("nl") == State.REVIEWED


def test_a_source_that_goes_back_to_what_it_was_outdates_nothing():
    assert FRENCH.revised({"fr": "Bonsoir"}).revised({"fr": "Bonjour"}).state("nl") == State.REVIEWED


def test_both_changed_at_once_are_up_to_date():
    assert FRENCH.revised({"fr": "Bonsoir", "nl": "Goedenavond"}).state("nl") == State.REVIEWED


def test_a_language_that_was_not_shown_stays():
    assert FRENCH.revised({"fr": "Bonsoir"}).text_in("nl") == "Dag"


def test_a_language_that_was_emptied_goes():
    assert FRENCH.revised({"nl": " "}).state("nl") == State.MISSING


def test_what_a_machine_wrote_says_so_until_somebody_read_it():
    machine = FRENCH.revised({"de": "Guten Tag"}, machine=["de"])
    assert machine.state("de") == State.MACHINE
    assert machine.revised({"de": "Guten Tag"}).state("de") == State.MACHINE
    assert machine.revised({"de": "Guten Tag"}, confirmed=["de"]).state("de") == State.REVIEWED
    assert machine.revised({"de": "Hallo"}).state("de") == State.REVIEWED


def test_an_easy_version_follows_its_own_language():
    text = TranslatedText.of({"fr": "Bonjour", "nl": "Goedendag", "nl-simple": "Dag"})
    assert text.reading(["nl-simple", "nl"]).text == "Dag"
    assert text.revised({"nl": "Goedenavond"}).state("nl-simple") == State.OUTDATED


def test_arabic_is_read_from_right_to_left():
    assert TranslatedText.of({"ar": "مرحبا"}).reading(["ar"]).direction == "rtl"
    assert FRENCH.reading(["ar"]).direction == "ltr"


@pytest.mark.parametrize("text", [TranslatedText(), FRENCH, FRENCH.revised({"de": "Hallo"}, machine=["de"])])
def test_what_is_stored_is_read_again(text):
    assert TranslatedText.from_json(text.to_json()) == text


def test_the_column_keeps_it(cast):
    cast.place.name = FRENCH.revised({"ar": "مرحبا"}, machine=["ar"])
    cast.place.save()
    stored = type(cast.place).objects.get(pk=cast.place.pk)
    assert stored.name == cast.place.name
    assert stored.name.state("ar") == State.MACHINE
