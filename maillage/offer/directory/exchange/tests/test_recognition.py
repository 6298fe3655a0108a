"""Columns are recognised in five languages, by their headings and by what stands in them."""

import pytest

from maillage.offer.directory.exchange import Kind, Mapping, inspect, recognise
from maillage.offer.directory.exchange.tests.helpers import read

# ruff: noqa: E501  (a table is easier to read on its lines)
TABLES = {
    "fr": (
        ["Nom", "Organisme", "Adresse", "CP", "Commune", "Téléphone", "Courriel", "Site web", "Horaires", "Langues"],
        ["Écoute", "CPAS", "Rue Vifquin 2", "1030", "Schaerbeek", "02 435 50 11", "a@cpas.be", "www.cpas.be", "Lu-Ve 9h-12h", "français"],
    ),
    "nl": (
        ["Naam", "Organisatie", "Straat", "Postcode", "Gemeente", "Tel.", "E-mailadres", "Website", "Openingsuren", "Talen"],
        ["Buurthuis", "OCMW", "Kerkstraat 12", "9000", "Gent", "09 123 45 67", "a@b.be", "www.b.be", "maandag 9u-12u", "Frans"],
    ),
    "de": (
        ["Bezeichnung", "Träger", "Anschrift", "PLZ", "Ort", "Telefon", "E-Mail", "Webseite", "Öffnungszeiten", "Sprachen"],
        ["Beratung", "Caritas", "Hauptstraße 3", "52062", "Aachen", "0241 4770", "a@b.de", "www.b.de", "Mo-Fr 9-12", "Deutsch"],
    ),
    "it": (
        ["Denominazione", "Ente", "Indirizzo", "CAP", "Comune", "Telefono", "Posta elettronica", "Sito web", "Orari", "Lingue"],
        ["Sportello", "ASL", "Via Roma 1", "10100", "Torino", "011 4321234", "a@b.it", "www.b.it", "lun-ven 9-13", "italiano"],
    ),
    "en": (
        ["Service name", "Organization", "Street address", "Postcode", "City", "Phone", "Email", "Website", "Opening hours", "Languages"],
        ["Advice", "CAB", "High Street 3", "1050", "Ixelles", "+32 2 435 50 11", "a@b.org", "www.b.org", "Mon-Fri 9-12", "English"],
    ),
}  # fmt: skip
FIELDS = [
    "service.name", "organization.name", "location.address_1", "location.postal_code", "location.city", "contact.phone",
    "contact.email", "contact.website", "hours", "service.languages",
]  # fmt: skip


def guesses(columns, *rows, **told):
    found = recognise(columns, [dict(zip(columns, row, strict=True)) for row in rows], "x", **told)
    return found, {guess.column: guess.field for guess in found.guesses}


@pytest.mark.parametrize("language", TABLES)
def test_headings_in_five_languages(language):
    columns, row = TABLES[language]
    found, fields = guesses(columns, row)
    assert list(fields.values()) == FIELDS
    assert found.language == language
    assert min(found.confidence.values()) > 0.8


def test_countries_are_concluded():
    assert [guesses(*TABLES[language])[0].country for language in TABLES] == ["BE", "BE", "DE", "IT", "BE"]


def test_cells_speak_where_headings_do_not():
    columns = list("ABCDEF")
    rows = [
        ["Aide alimentaire", "a@b.be", "02 435 50 11", "www.b.be", "50.86, 4.38", "Mo-Fr 09:00-12:00"],
        ["Vestiaire social", "c@b.be", "02 435 50 12", "https://c.be", "50.87, 4.39", "lundi 9h-12h"],
    ]
    _, fields = guesses(columns, *rows, country="BE")
    assert fields == {
        "A": "service.name", "B": "contact.email", "C": "contact.phone", "D": "contact.website", "E": "location.point", "F": "hours",
    }  # fmt: skip


def test_coordinates_are_told_apart_by_where_they_lie():
    _, fields = guesses(["titel", "veld1", "veld2"], ["Aa", "50.861", "4.381"], ["Bb", "50.862", "4.371"])
    assert fields == {"titel": "service.name", "veld1": "location.latitude", "veld2": "location.longitude"}


def test_a_heading_that_the_cells_contradict_is_not_believed():
    _, fields = guesses(
        ["Nom", "Contact", "Téléphone"], ["Accueil", "a@b.be", "voir site"], ["Repas", "c@d.be", "sur place"]
    )
    assert fields == {"Nom": "service.name", "Contact": "contact.email", "Téléphone": ""}


def test_pairs_of_languages_are_one_field():
    found, _ = guesses(
        ["id", "name_fr", "name_nl", "adresse_fr", "adresse_nl"], ["1", "Maison", "Huis", "Rue A 1", "A-straat 1"]
    )
    (table,) = found.mapping.tables
    service = next(section for section in table.sections if section.kind is Kind.SERVICE)
    assert dict(service.fields["name"].texts) == {"fr": "{name_fr}", "nl": "{name_nl}"}
    assert service.key == "{id}"


def test_an_identifier_that_repeats_is_none():
    found, _ = guesses(["code", "nom"], ["7", "a"], ["7", "b"])
    assert next(s for s in found.mapping.tables[0].sections if s.kind is Kind.SERVICE).key == ""


def test_the_proposed_mapping_reads_the_file(tmp_path):
    columns, row = TABLES["fr"]
    path = tmp_path / "services.csv"
    path.write_text(";".join(columns) + "\n" + ";".join(row) + "\n", encoding="cp1252")
    seen = inspect([path], country="BE")
    assert (seen.format, seen.tables[0].encoding, seen.tables[0].separator) == ("csv", "cp1252", ";")
    assert seen.tables[0].first_rows == (tuple(row),)
    assert 0.85 < seen.confidence < 1
    found, problems = read(path, Mapping.from_json(seen.mapping.to_json()))
    assert not problems or {problem.reason for problem in problems} == {"no_position"}
    service = next(record for record in found if record.kind is Kind.SERVICE)
    assert service.values == {"name": "Écoute", "languages": ["fr"], "language": "fr"}
    here = next(record for record in found if record.kind is Kind.SERVICE_AT_LOCATION)
    assert here.values == {"opening_hours": "Lu-Ve 9h-12h"}
    place = next(record for record in found if record.kind is Kind.LOCATION)
    assert place.values["postal_code"] == "1030" and place.values["country"] == "BE"


def test_a_mapping_that_somebody_made_is_found_again(tmp_path):
    columns, row = TABLES["nl"]
    path = tmp_path / "services.csv"
    path.write_text(";".join(columns) + "\n" + ";".join(row) + "\n")
    made = inspect([path]).mapping.with_name("ours")
    assert inspect([path], mappings=[made]).mapping == made
    assert inspect([path], mappings=[made]).confidence == 1


def test_names_of_people_are_left_out_and_told(tmp_path):
    path = tmp_path / "services.csv"
    path.write_text("Nom,Organisme,Personne de contact\nAccueil,CPAS,Jeanne Dupont\nRepas,CPAS,Jean Durand\n")
    seen = inspect([path])
    assert "name_of_person" in {problem.reason for problem in seen.problems}
    found, _ = read(path, seen.mapping)
    assert "Dupont" not in repr(found)


@pytest.mark.parametrize("data", [b"x\n", b"1,2,3\n4,5,6\n", b"a\nb\nc\n", "\ufeff;;;\n;;;\n".encode()])
def test_nothing_to_recognise_is_no_crash(tmp_path, data):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    inspect([path])


def test_an_identifier_may_be_there_twice_by_mistake_but_not_in_every_second_row():
    def field_of(identifiers):
        rows = [{"id": one, "Nom": f"Service {number}"} for number, one in enumerate(identifiers)]
        return recognise(["id", "Nom"], rows).guesses[0].field

    assert field_of(["1", "1", "2", "3"]) == "service.key"
    assert field_of(["1", "1", "2", "2", "3", "3"]) == ""
