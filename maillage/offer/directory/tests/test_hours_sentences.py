"""Hours in words: as people say them, in every language, and without losing a rule."""

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.foundation.network.tests import reference
from maillage.offer.directory.hours import HoursError, parse
from maillage.offer.directory.hours.sentences import LANGUAGES, say, sentences, words_of
from maillage.offer.directory.hours.sentences.grammar import clauses
from maillage.offer.directory.hours.sentences.notes import KNOWN


def said(value, language):
    """The sentence, with plain spaces."""
    return say(parse(value), language).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("Mo-Fr 08:30-11:30; PH off", "lundi au vendredi de 8 h 30 à 11 h 30, fermé les jours fériés"),
        ("Tu[1,3] 14:00-16:00", "1er et 3e mardi du mois de 14 h à 16 h"),
        (
            "Tu[1],Tu[3] 14:00-16:00; SH off",
            "1er et 3e mardi du mois de 14 h à 16 h, sauf pendant les vacances scolaires",
        ),
        (
            "Mo-Fr 09:00-17:00; We 09:00-12:00; Sa,Su off; PH,SH off",
            "lundi, mardi, jeudi et vendredi de 9 h à 17 h ; mercredi de 9 h à 12 h ; fermé le samedi et le dimanche, "
            "les jours fériés et pendant les vacances scolaires",
        ),
        ("Mo 09:00-12:00; Jul,Aug off", "lundi de 9 h à 12 h, fermé en juillet et en août"),
        ("Mo 09:00-12:00; Jul 15-Aug 15 off", "lundi de 9 h à 12 h, fermé du 15 juillet au 15 août"),
        (
            "Apr-Sep Mo-Fr 09:00-17:00; Oct-Mar Mo-Fr 10:00-16:00",
            "d’avril à septembre : lundi au vendredi de 9 h à 17 h ; "
            "d’octobre à mars : lundi au vendredi de 10 h à 16 h",
        ),
        ("2026 Dec 24 off", "fermé le 24 décembre 2026"),
        ("2027 Jan 01 10:00-12:00", "le 1er janvier 2027 de 10 h à 12 h"),
        ("Fr 20:00-02:00", "vendredi de 20 h jusqu’à 2 h le lendemain"),
        ("Fr 20:00-26:00", "vendredi de 20 h jusqu’à 2 h le lendemain"),
        ("Mo-Su 09:00-24:00", "tous les jours de 9 h à minuit"),
        ("Mo 17:00+", "lundi à partir de 17 h"),
        ("24/7", "24 heures sur 24, 7 jours sur 7"),
        ("unknown", "horaires inconnus"),
        ("Mo-Fr unknown", "lundi au vendredi, à confirmer"),
        ('"sur rdv"', "sur rendez-vous"),
        ('Mo-Fr 09:00-12:00 "nach Vereinbarung"', "lundi au vendredi de 9 h à 12 h, sur rendez-vous"),
        ('Mo 09:00-12:00 "sonner deux fois"', "lundi de 9 h à 12 h (« sonner deux fois »)"),
        ('Mo 09:00-12:00 || "by appointment"', "lundi de 9 h à 12 h ; le reste du temps, sur rendez-vous"),
        ("Sa,PH 10:00-12:00", "samedi et jours fériés de 10 h à 12 h"),
        ("SH Mo-Fr 09:00-12:00", "pendant les vacances scolaires : lundi au vendredi de 9 h à 12 h"),
        ("PH Mo-Fr off", "fermé les jours fériés qui tombent du lundi au vendredi"),
        ("sunrise-sunset", "tous les jours du lever du soleil au coucher du soleil"),
        ("Mo[1] +2 days 10:00-12:00", "« Mo[1] +2 days 10:00-12:00 »"),
        ("Su[-1] 10:00-12:00", "dernier dimanche du mois de 10 h à 12 h"),
    ],
)
def test_in_french(value, sentence):
    assert said(value, "fr") == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "dinsdag tot en met donderdag van 8.30 tot 12 uur en van 13 tot 16 uur, gesloten op feestdagen"),
        ("de", "Dienstag bis Donnerstag von 8:30 bis 12 Uhr und von 13 bis 16 Uhr, an Feiertagen geschlossen"),
        ("it", "da martedì a giovedì dalle 8.30 alle 12 e dalle 13 alle 16, chiuso nei giorni festivi"),
        ("en", "Tuesday to Thursday from 8:30 am to noon and from 1 pm to 4 pm, closed on public holidays"),
        ("fr-BE", "mardi au jeudi de 8 h 30 à 12 h et de 13 h à 16 h, fermé les jours fériés"),
        ("tr", "Tuesday to Thursday from 8:30 am to noon and from 1 pm to 4 pm, closed on public holidays"),
    ],
)
def test_in_the_other_languages(language, sentence):
    assert said("Tu-Th 08:30-12:00,13:00-16:00; PH off", language) == sentence


@pytest.mark.parametrize(
    ("value", "language", "sentence"),
    [
        ("Su[1,-1] 10:00-13:00", "it", "1ª e ultima domenica del mese dalle 10 alle 13"),
        ("Mo 01:00-13:00; Aug 08-Nov 11 off", "it", "lunedì dall’1 alle 13, chiuso dall’8 agosto all’11 novembre"),
        (
            "Tu[-1] 10:00-13:00; Dec 24 off",
            "de",
            "am letzten Dienstag im Monat von 10 bis 13 Uhr, am 24. Dezember geschlossen",
        ),
        ("Mo off", "de", "montags geschlossen"),
        ("Mo-We off", "en", "closed from Monday to Wednesday"),
        ("Fr 22:00-03:00", "nl", "vrijdag van 22 tot 3 uur de volgende dag"),
        ("Mo 00:00-08:00", "en", "Monday from midnight to 8 am"),
    ],
)
def test_what_is_particular_to_a_language(value, language, sentence):
    assert said(value, language) == sentence


def test_the_parts_can_stand_below_each_other():
    assert len(sentences(parse("Mo 09:00-12:00; Tu[1] 14:00-16:00; PH off"), "fr")) == 3


def test_every_language_knows_every_note():
    assert {frozenset(words.notes) for words in LANGUAGES.values()} == {frozenset(KNOWN)}
    for words in LANGUAGES.values():
        assert len(words.weekdays) == len(words.weekdays_on) == 7 and len(words.months) == 12
        assert words_of(words.code) is words


DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
CLOCKS = st.integers(0, 95).map(lambda quarter: quarter * 15)


@st.composite
def spans(draw):
    start, end = sorted(draw(st.lists(CLOCKS, min_size=2, max_size=2, unique=True)))
    return start, end


@given(st.permutations(DAYS), st.lists(spans(), min_size=1, max_size=7), st.sampled_from(sorted(LANGUAGES)))
@settings(max_examples=200, deadline=None)
def test_every_time_is_said(days, all_spans, language):
    """A day each, so that no rule covers another."""
    rules = [f"{day} {_clock(a)}-{_clock(b)}" for day, (a, b) in zip(days, all_spans, strict=False)]
    words = words_of(language)
    sentence = say(parse("; ".join(rules)), language)
    for day, (start, end) in zip(days, all_spans, strict=False):
        assert words.clock(start) in sentence and words.clock(end) in sentence
        assert words.weekdays[DAYS.index(day)] in sentence or len(rules) > 2


PIECES = st.tuples(
    st.sampled_from(
        ["", "2027 ", "Jul-Aug ", "Dec 24-Jan 02 ", "week 01-53/2 ", "Dec 25 ", "easter ", "2026+ ", "week 10-20/3 "]
    ),
    st.sampled_from(
        ["", "Mo ", "Mo-Fr ", "Sa-Mo ", "Tu[1,-1] ", "Sa,PH ", "PH ", "SH ", "PH Mo-Fr ", "SH -1 day ", "Mo[2] +1 day "]
    ),
    st.sampled_from(
        ["", "09:00-12:00", "20:00-02:00", "17:00+", "09:30", "sunrise-(sunset+01:00)", "09:00-12:00,13:00-17:00+"]
    ),
    st.sampled_from(["", " off", " unknown", " open", ' "by appointment"', ' unknown "bring papers"', ' off "works"']),
    st.sampled_from(["; ", "; ", ", ", " || "]),
)


@given(st.lists(PIECES, min_size=1, max_size=5), st.sampled_from(sorted(LANGUAGES)))
@settings(max_examples=250, deadline=None)
def test_no_rule_is_lost(pieces, language):
    """Each rule belongs to a clause, and no clause is empty or speaks in templates."""
    value = ""
    for *parts, join in pieces:
        value += (join if value else "") + "".join(parts).strip()
    try:
        schedule = parse(value)
    except HoursError:
        return
    found = clauses(schedule, words_of(language))
    assert {place for clause in found for place in clause.rules} == set(range(len(schedule.rules))), value
    assert all(clause.text.strip() and "{" not in clause.text for clause in found), value
    for rule in schedule.rules:
        if rule.comment and rule.comment != "by appointment":
            assert rule.comment in " ".join(clause.text for clause in found), value


def test_what_people_really_wrote_can_be_said():
    with reference.path("opening-hours/invalid_but_unambiguous_opening_hours_half.tsv").open(encoding="utf-8") as file:
        values = [line.rstrip("\n").partition("\t")[2] for line in islice(file, None, None, 4)]
    said_ = 0
    for value in values:
        try:
            schedule = parse(" ".join(value.split()))
        except HoursError:
            continue
        for language in LANGUAGES:
            found = clauses(schedule, words_of(language))
            assert {place for clause in found for place in clause.rules} == set(range(len(schedule.rules))), value
        said_ += 1
    assert said_ > 50  # most of the file is not strict notation


def _clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"
