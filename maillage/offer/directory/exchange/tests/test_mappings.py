"""The ready mappings read what they are for; a mapping says the same as TOML, as JSON and as itself."""

import json

import pytest

from maillage.foundation.network.tests import reference
from maillage.offer.directory.exchange import (
    Kind,
    Mapping,
    MappingError,
    Severity,
    inspect,
    load_mapping,
    ready_mappings,
)
from maillage.offer.directory.exchange.mapping import Rule, Section, TableMapping
from maillage.offer.directory.exchange.templates import template
from maillage.offer.directory.exchange.tests.helpers import by_kind, read, reasons

CELLS = {"a": "Rue X", "b": "", "c": "12", "l": ["u", "v"]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a}", "Rue X"),
        ("{b|a}", "Rue X"),
        ("{a} {c}", "Rue X 12"),
        ("{a}, {b}", "Rue X"),
        ("{a}[ bte {b}]", "Rue X"),
        ("{a}[ bte {c}]", "Rue X bte 12"),
        ("pays {b}", ""),
        ("constant", "constant"),
        ("{a} {l}", "Rue X u, v"),
        ("{missing}", ""),
        ("[{b}][ {c}]", "12"),
    ],
)
def test_templates(text, value):
    assert template(text).text(CELLS) == value


def test_an_identifier_is_whole_or_none():
    assert template("{c}-{a}-").key(CELLS) == "12-Rue X-"
    assert template("{c}-{b}").key(CELLS) == ""


@pytest.mark.parametrize("name", ready_mappings())
def test_a_mapping_survives_toml_and_json(name):
    mapping = load_mapping(name)
    assert Mapping.from_toml(mapping.to_toml()) == mapping
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_strange_names_survive_too():
    rule = Rule(source='{Colonne "à" \\ b}', words={"déjà.vu": "true", "*": ""}, otherwise="x")
    section = Section(Kind.SERVICE, {"name": rule, "accessibility.wheelchair": Rule("{é}")}, key="{n°}", when="{x}")
    mapping = Mapping(
        "x", (TableMapping((section,), file="f", items="a.b", ignored=("z",)),), recognise=(("a",), ("b",))
    )
    assert Mapping.from_toml(mapping.to_toml()) == mapping
    assert Mapping.from_json(mapping.to_json()) == mapping


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = 3",
        'name = "x"\nnonsense = 1',
        'name = "x"\n[service]\nnonsense = "{a}"',
        'name = "x"\n[service]\nname = { nonsense = "{a}" }',
        'name = "x"\n[service]\nname = ["{a}"]',
        'name = "x"\n[table]\n',
        'name = "x"\nservice = "y"',
        "not toml at all",
    ],
)
def test_a_mapping_that_cannot_be_understood_is_refused(text):
    with pytest.raises(MappingError):
        Mapping.from_toml(text)


@pytest.mark.parametrize("name", ["nothing", "../../secrets", "x.toml", "/etc/passwd"])
def test_a_mapping_that_is_not_there_is_refused(name):
    with pytest.raises(MappingError):
        load_mapping(name)


def test_the_hospitals_of_six_countries():
    kinds, refused = {}, []
    for country in ("BE", "FR", "DE", "IT", "LU", "NL"):
        path = reference.path(f"eurostat-healthcare/{country}.csv")
        assert inspect([path]).mapping.name == "eurostat-healthcare"
        found, problems = read(path, load_mapping("eurostat-healthcare"))
        kinds[country] = by_kind(found)["service"]
        refused += [problem for problem in problems if problem.severity is Severity.REFUSED]
        countries = {record.values["country"] for record in found if record.kind is Kind.LOCATION}
        assert countries == ({"FR", "MQ", "RE", "GP", "GF", "PM", "YT"} if country == "FR" else {country})
        assert not [problem for problem in problems if problem.reason == "not_a_phone"]
    assert kinds == {"BE": 272, "FR": 5368, "DE": 2761, "IT": 1283, "LU": 21, "NL": 245}
    assert {problem.reason for problem in refused} == {"same_key_other_row"}
    assert sum(kinds.values()) > 9_900


def test_places_of_acceslibre():
    path = reference.path("directories/acceslibre_erp_1381.json")
    seen = inspect([path])
    assert (seen.format, seen.mapping.name, seen.confidence) == ("json", "acceslibre", 1.0)
    found, problems = read(path, seen.mapping)
    assert by_kind(found) == {"organization": 1381, "location": 1381}
    assert not [problem for problem in problems if problem.severity is Severity.REFUSED]


def test_acceslibre_as_it_is_published(tmp_path):
    path = tmp_path / "acceslibre.csv"
    path.write_text(
        "id,name,postal_code,commune,numero,voie,lieu_dit,code_insee,siret,activite,contact_url,site_internet,longitude,"
        "latitude,entree_plain_pied,stationnement_pmr,sanitaires_adaptes,accueil_equipements_malentendants\n"
        'a1,Mairie,04000,Digne-les-Bains,1,Bd Gassendi,,04070,,Mairie,,www.digne.fr,6.23,44.09,True,False,,"bim,lsf"\n'
    )
    seen = inspect([path])
    assert seen.mapping.name == "acceslibre"
    found, _ = read(path, seen.mapping)
    place = next(record for record in found if record.kind is Kind.LOCATION)
    assert place.values["accessibility"] == {"wheelchair": True, "parking": False}
    assert place.values["address_1"] == "1 Bd Gassendi"


# ruff: noqa: E501  (a table is easier to read on its lines)
SOCIAL_BRUSSELS = {
    "id": 900001,
    "legalStatus": {"id": 932, "labelFr": "Service public - CPAS", "labelNl": "Openbare dienst - OCMW"},
    "address": {
        "id": None, "x": 150000, "y": 170000, "lon": 4.3801, "lat": 50.8612, "municipalityFr": "SCHAERBEEK",
        "municipalityNl": "SCHAARBEEK", "streetFr": "Rue Inventée", "streetNl": "Verzonnen straat", "number": "7",
        "numberBuilding": None, "zipCode": 1030, "postalBox": None, "remarkFr": None, "remarkNl": None,
    },
    "categories": None,
    "sectorsObjects": [{"id": 4, "labelFr": "Santé", "labelNl": "Gezondheid"}],
    "languageOffer": [{"nameFr": "français", "nameNl": "Frans"}, {"nameFr": "arabe", "nameNl": "Arabisch"}],
    "nameOfficialFr": "PERMANENCE D'ESSAI", "nameOfficialNl": "PROEFZITDAG",
    "descriptionFr": None, "descriptionNl": None,
    "activitiesFr": "Écoute et orientation", "activitiesNl": "Luisteren en doorverwijzen",
    "accessFr": ["Par téléphone", "Sur rendez-vous"], "accessNl": ["Telefonisch", "Op afspraak"],
    "permanencyFr": "Du lundi au vendredi de 8h30 à 16h", "permanencyNl": "Van maandag tot vrijdag van 8.30 tot 16 uur",
    "publicFr": "Tout public", "publicNl": "Iedereen", "pmRp": ["0212.347.945"], "langStatus": "FR-NL",
    "lastUpdate": "28/08/20", "nameAlternativeFr": ["PE"], "nameAlternativeNl": ["PZ"],
    "telFr": ["02/435.51.38", "02/435.51.39"], "telNl": ["02/435.51.38"], "emailFr": ["essai@example.org"],
    "emailNl": ["essai@example.org"], "websiteOfficialFr": ["http://www.example.org"], "websiteOfficialNl": [],
}  # fmt: skip


@pytest.mark.parametrize("wrapped", [False, True])
def test_an_organization_of_social_brussels(tmp_path, wrapped):
    path = tmp_path / "organisation.json"
    path.write_text(json.dumps([SOCIAL_BRUSSELS] if wrapped else SOCIAL_BRUSSELS))
    seen = inspect([path])
    assert seen.mapping.name == "social-brussels"
    found, problems = read(path, seen.mapping)
    organization, place, service, here, *contacts = found
    assert organization.values["kind"] == "public_welfare"
    assert organization.values["identifiers"] == {"BE-ENT": "0212.347.945"}
    assert organization.values["phone"] == "+3224355138"
    assert place.values["address_1"] == "Rue Inventée 7"
    assert (place.values["longitude"], place.values["latitude"]) == (4.3801, 50.8612)
    assert service.values["name"] == {"fr": "PERMANENCE D'ESSAI", "nl": "PROEFZITDAG"}
    assert service.values["description"]["nl"] == "Luisteren en doorverwijzen"
    assert service.values["languages"] == ["fr", "ar"]
    assert service.values["access_modes"] == ["phone", "appointment"]
    assert service.values["themes"] == ["sante"]
    assert here.values["opening_hours"] == "Du lundi au vendredi de 8h30 à 16h"
    assert [contact.values["value"] for contact in contacts] == [
        "+3224355138", "+3224355139", "essai@example.org", "http://www.example.org",
    ]  # fmt: skip
    assert not [problem for problem in problems if problem.severity is Severity.REFUSED]


def test_a_sector_without_a_theme_of_ours_is_told_and_kept(tmp_path):
    sectors = [{"labelFr": "Santé"}, {"labelFr": "Justice"}, {"labelFr": "Culture et loisirs"}]
    access = ["Par téléphone", "Par pigeon"]
    path = tmp_path / "organisation.json"
    path.write_text(json.dumps([SOCIAL_BRUSSELS | {"sectorsObjects": sectors, "accessFr": access}]))
    found, problems = read(path, load_mapping("social-brussels"))
    service = next(record for record in found if record.kind is Kind.SERVICE)
    assert service.values["themes"] == ["sante"]
    assert service.raw["sectorsObjects[].labelFr"] == "Santé; Justice; Culture et loisirs"
    told = {problem.where.column: problem for problem in problems if problem.reason == "not_a_code"}
    assert told["sectorsObjects[].labelFr"].value == "Justice; Culture et loisirs"
    assert told["accessFr"].value == "Par pigeon"
    assert {problem.severity for problem in told.values()} == {Severity.KEPT_AS_TEXT}
    assert "Logement" in told["sectorsObjects[].labelFr"].details["choices"]


STRUCTURE = {"id": "s1", "source": "x", "nom": "CCAS", "date_maj": "2024-01-02", "siret": None, "code_insee": "04070",
             "reseaux_porteurs": ["ccas-cias"], "commune": "Digne", "longitude": 6.23, "latitude": 44.09}  # fmt: skip
SERVICE = {
    "id": "v1", "source": "x", "structure_id": "s1", "nom": "Colis", "description": "Un colis", "date_maj": "2024-01-02",
    "thematiques": ["equipement-et-alimentation--alimentation"], "publics": ["tous-publics"], "frais": "gratuit",
    "modes_mobilisation": ["telephoner", "se-presenter"], "modes_accueil": ["en-presentiel"],
    "telephone": "04 92 30 52 00", "commune": "Digne", "horaires_accueil": "Mo-Fr 09:00-12:00",
}  # fmt: skip


@pytest.mark.parametrize("form", ["one", "two", "csv"])
def test_data_inclusion_in_one_file_or_two(tmp_path, form):
    if form == "one":
        (tmp_path / "di.json").write_text(json.dumps({"services": [SERVICE], "structures": [STRUCTURE]}))
    elif form == "two":
        (tmp_path / "a.json").write_text(json.dumps([SERVICE]))
        (tmp_path / "b.json").write_text(json.dumps([STRUCTURE]))
    else:
        for name, item in (("services.csv", SERVICE), ("structures.csv", STRUCTURE)):
            cells = [json.dumps(cell) if isinstance(cell, list) else str(cell or "") for cell in item.values()]
            line = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
            (tmp_path / name).write_text(",".join(item) + "\n" + line + "\n")
    seen = inspect([tmp_path])
    assert (seen.format, seen.mapping.name) == ("data-inclusion", "data-inclusion")
    found, problems = read(tmp_path, seen.mapping)
    assert by_kind(found) == {
        "organization": 1,
        "location": 2,
        "service": 1,
        "service_at_location": 1,
        "contact_point": 1,
    }
    service = next(record for record in found if record.kind is Kind.SERVICE)
    assert service.links == {"organization": "s1"}
    assert service.values["themes"] == ["equipement-et-alimentation--alimentation"]
    assert service.values["access_modes"] == ["phone", "walk_in"]
    assert service.values["fees"] == "free"
    assert found[0].values["kind"] == "public_welfare"
    assert reasons(problems) == {("noted", "no_position"): 1}


def test_a_map_of_points_by_recognition(tmp_path):
    path = tmp_path / "places.geojson"
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [4.38, 50.86]},
               "properties": {"nom": "Fontaine", "adresse": "Place X 1", "telephone": "02 435 51 38"}}  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    seen = inspect([path])
    assert seen.format == "geojson"
    found, _ = read(path, seen.mapping)
    place = next(record for record in found if record.kind is Kind.LOCATION)
    assert (place.values["longitude"], place.values["latitude"]) == (4.38, 50.86)
    assert by_kind(found)["contact_point"] == 1
