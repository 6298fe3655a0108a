"""Cells in five languages: what is clear is read, what is not is kept and said, nothing is invented."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.offer.directory.exchange.cleaning.contacts import read_emails, read_phones, read_url
from maillage.offer.directory.exchange.cleaning.numbers import decimal_of, read_amount, read_date, read_whole_number
from maillage.offer.directory.exchange.cleaning.places import (
    checked_position,
    read_country,
    read_point,
    read_position,
    read_postcode,
)
from maillage.offer.directory.exchange.cleaning.reading import Setting
from maillage.offer.directory.exchange.cleaning.texts import read_text, shortened, tidy
from maillage.offer.directory.exchange.cleaning.words import (
    read_fees,
    read_language,
    read_languages,
    read_yes_or_no,
)

BE, FR, NONE = Setting("BE", "fr"), Setting("FR", "fr"), Setting()


def reasons(cleaned):
    return [fault.reason for fault in cleaned.faults]


@pytest.mark.parametrize(
    ("text", "country", "numbers"),
    [
        ("02/247.32.15", "BE", ["+3222473215"]),
        ("+32 (0)2 247 32 15", "", ["+3222473215"]),
        ("0032 2 247 32 15", "", ["+3222473215"]),
        ("112", "BE", ["112"]),
        ("474454647", "FR", ["+33474454647"]),
        ("0590 82 00 00", "FR", ["+590590820000"]),
        ("44 11 - 11", "LU", ["+352441111"]),
        ("02 247 32 15 / 0475 12 34 56", "BE", ["+3222473215", "+32475123456"]),
        ("02 247 32 15 ou 02 247 32 16", "BE", ["+3222473215", "+3222473216"]),
        ("02 247 32 15, 02 247 32 16", "BE", ["+3222473215", "+3222473216"]),
        ("Accueil : 02 247 32 15", "BE", ["+3222473215"]),
        ("(202) 540-9862", "US", ["+12025409862"]),
        ("", "BE", None),
        ("-", "BE", None),
        ("n/a", "BE", None),
        ("02 247 32 15", "", None),
        ("appelez Marie", "BE", None),
        ("12 34 56 78 90 12 34 56", "BE", None),
        ("02 247 32 15 et 02 999", "BE", None),
    ],
)
def test_telephone_numbers(text, country, numbers):
    cleaned = read_phones(text, Setting(country))
    assert (cleaned.value and [number for number, _ in cleaned.value]) == numbers


def test_what_stands_beside_a_number_is_what_it_is_for():
    cleaned = read_phones("Accueil : 02 247 32 15 - urgences : 0475 12 34 56", BE)
    assert cleaned.value == [("+3222473215", "Accueil"), ("+32475123456", "urgences")]
    assert reasons(cleaned) == ["phone_note", "several_phones"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Info@CPAS.be", ["Info@cpas.be"]),
        ("mailto:a@b.be", ["a@b.be"]),
        ("<a@b.be>", ["a@b.be"]),
        ("a@b.be; c@d.be", ["a@b.be", "c@d.be"]),
        ("a@b", None),
        ("a@@b.be", None),
        ("voir site", None),
        ("a..b@c.be", None),
        ("a@b.be et le site", None),
    ],
)
def test_email_addresses(text, value):
    assert read_emails(text, BE).value == value


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("www.cpas.be", "https://www.cpas.be", []),
        ("http://CPAS.be/Accueil?a=B", "http://cpas.be/Accueil?a=B", []),
        ("cpas.be/aide", "https://cpas.be/aide", ["url_completed"]),
        ("http//www.cpas.be", "https://www.cpas.be", ["url_completed"]),
        ("www.a.be; www.b.be", "https://www.a.be", ["several_urls"]),
        ("info@cpas.be", None, ["not_a_url"]),
        ("javascript:alert(1)", None, ["not_a_url"]),
        ("pas de site", None, ["not_a_url"]),
        ("/", None, []),
        ("", None, []),
    ],
)
def test_web_addresses(text, value, said):
    cleaned = read_url(text, BE)
    assert cleaned.value == value
    assert reasons(cleaned) == said


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("51,123", "51.123"),
        ("51.123", "51.123"),
        ("-3,5", "-3.5"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1 234,5", "1234.5"),
        ("1'234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("51.185.1255", None),
        ("1,2,3", None),
        ("12 rue", None),
        ("1e400", None),
        ("", None),
    ],
)
def test_numbers(text, number):
    assert decimal_of(text) == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("2026-03-31T10:00:00Z", date(2026, 3, 31)),
        ("31/03/26", date(2026, 3, 31)),
        ("31.3.2026", date(2026, 3, 31)),
        ("01/02/20", date(2020, 2, 1)),
        ("12/24/2015", date(2015, 12, 24)),
        ("1er mars 2026", date(2026, 3, 1)),
        ("31. März 2026", date(2026, 3, 31)),
        ("January 01, 2015", date(2015, 1, 1)),
        ("31/02/2026", None),
        ("bientôt", None),
    ],
)
def test_days(text, day):
    assert read_date(text, BE).value == day


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("5 €", "5.00", "EUR"),
        ("€ 12,50", "12.50", "EUR"),
        ("CHF 20.-", "20.00", "CHF"),
        ("35", "35.00", "EUR"),
        ("1.234,50 EUR", "1234.50", "EUR"),
        ("de 5 à 10 €", None, None),
        ("35 GBP", None, None),
        ("10 %", None, None),
        ("selon revenus", None, None),
    ],
)
def test_prices(text, amount, currency):
    cleaned = read_amount(text, BE)
    expected = {"amount": Decimal(amount), "currency": currency} if amount else None
    assert cleaned.value == expected
    assert bool(cleaned.faults) is (amount is None)


@pytest.mark.parametrize(
    ("longitude", "latitude", "country", "place", "said"),
    [
        ("4,38", "50,86", "BE", (4.38, 50.86), []),
        ("50.86", "4.38", "BE", (4.38, 50.86), ["swapped"]),
        ("0", "0", "BE", None, ["zero_zero"]),
        ("152302", "171263", "BE", None, ["position_out_of_range"]),
        ("2.35", "48.85", "BE", (2.35, 48.85), ["position_elsewhere"]),
        ("55.45", "-20.88", "FR", (55.45, -20.88), []),
        ("4.38", "", "BE", None, ["half_position"]),
        ("x", "y", "BE", None, ["not_a_number"]),
        ("", "", "BE", None, []),
        ("50.86", "4.38", "", (50.86, 4.38), []),
    ],
)
def test_positions(longitude, latitude, country, place, said):
    cleaned = read_position(longitude, latitude, Setting(country))
    assert cleaned.value == place
    assert reasons(cleaned) == said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SRID=4326;POINT (-3.361981 47.750243)", (-3.361981, 47.750243)),
        ("POINT(4.38 50.86)", (4.38, 50.86)),
        ("50.86, 4.38", (4.38, 50.86)),
        ("50,86 4,38", (4.38, 50.86)),
        ("[50.86,4.38]", (4.38, 50.86)),
        ("SRID=31370;POINT (152302 171263)", None),
        ("au coin", None),
    ],
)
def test_points(text, place):
    assert read_point(text, NONE).value == place


@given(st.floats(-180, 180), st.floats(-90, 90), st.sampled_from(["", "BE", "FR", "IT", "US"]))
def test_a_position_is_never_moved_but_swapped(longitude, latitude, country):
    value = checked_position(longitude, latitude, Setting(country)).value
    assert value in (None, (longitude, latitude), (latitude, longitude))


@pytest.mark.parametrize(
    ("text", "country", "value", "said"),
    [
        (" L-1210 ", "LU", "1210", []),
        ("B-1030", "BE", "1030", []),
        ("1105 AZ", "NL", "1105 AZ", []),
        ("1030.0", "BE", "1030", []),
        ("4000", "FR", "04000", ["postcode_zero"]),
        ("75 001", "FR", "75001", []),
        ("10300", "BE", "10300", ["postcode_form"]),
        ("ABC", "", "ABC", []),
    ],
)
def test_postcodes(text, country, value, said):
    cleaned = read_postcode(text, Setting(country))
    assert (cleaned.value, reasons(cleaned)) == (value, said)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BE", "BE"),
        ("be", "BE"),
        ("Belgique", "BE"),
        ("België", "BE"),
        ("Deutschland", "DE"),
        ("Italia", "IT"),
        ("Frankrijk", "FR"),
        ("Narnia", None),
    ],
)
def test_countries(text, code):
    assert read_country(text, NONE).value == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("français, néerlandais et arabe", ["fr", "nl", "ar"]),
        ("FR-NL", ["fr", "nl"]),
        ("fr/nl/en", ["fr", "nl", "en"]),
        ("Frans, Nederlands en Engels", ["fr", "nl", "en"]),
        ("Deutsch und Türkisch", ["de", "tr"]),
        ("italiano e inglese", ["it", "en"]),
        ("Türkçe", ["tr"]),
        ("LSFB", ["sfb"]),
        ("néerlandais (sur rendez-vous)", ["nl"]),
    ],
)
def test_languages(text, codes):
    cleaned = read_languages(text, BE)
    assert (cleaned.value, reasons(cleaned)) == (codes, [])


def test_a_language_that_nobody_knows_is_kept():
    cleaned = read_languages("français, klingonais du nord", BE)
    assert cleaned.value == ["fr"]
    assert reasons(cleaned) == ["not_a_language"]
    assert read_language("elvish of the woods", BE).value is None


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("oui", True, []), ("JA", True, []), ("Sì", True, []), ("x", True, []), ("1", True, []), ("✓", True, []),
        ("non", False, []), ("nee", False, []), ("Nein", False, []), ("falso", False, []), ("0", False, []),
        ("", None, []), ("inconnu", None, []), ("onbekend", None, []), ("?", None, []), ("k. A.", None, []),
        ("sur demande", None, ["not_yes_or_no"]), ("limited", None, ["not_yes_or_no"]),
    ],
)  # fmt: skip
def test_yes_and_no(text, value, said):
    cleaned = read_yes_or_no(text, BE)
    assert (cleaned.value, reasons(cleaned)) == (value, said)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("gratuit", "free"), ("Kosteloos", "free"), ("kostenlos", "free"), ("gratuito", "free"), ("5 €", "paid"),
        ("payant", "paid"), ("selon vos revenus", "means_tested"), ("pas gratuit", "paid"), ("demander", None),
        ("gratuit ou 5 €", None),
    ],
)  # fmt: skip
def test_what_it_costs(text, code):
    assert read_fees(text, BE).value == code


def test_texts_are_tidied_and_not_changed():
    assert tidy("they&rsquo;re<br>here &amp; there  \r\n\r\n\r\n\r\nnow") == "they’re\nhere & there\n\nnow"
    assert tidy("a < b et c > d") == "a < b et c > d"
    assert read_text("  –  ", BE).value is None
    assert shortened("un deux trois quatre", 14) == "un deux trois…"


def test_whole_numbers_are_whole():
    assert read_whole_number("419.0", BE).value == 419
    assert reasons(read_whole_number("12.5", BE)) == ["not_a_whole_number"]
    assert reasons(read_whole_number("-2", BE)) == ["negative"]


@given(st.text(max_size=60))
def test_no_cell_makes_a_reader_fail(text):
    for reader in (read_phones, read_emails, read_url, read_amount, read_date, read_point, read_languages, read_fees,
                   read_postcode, read_country, read_yes_or_no, read_text, read_whole_number):  # fmt: skip
        reader(text, BE)
