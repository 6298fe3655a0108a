"""Boundaries from files: made-up ones with every fault, and real ones."""

import pytest
from django.core.exceptions import PermissionDenied

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.importing import Columns, import_boundaries
from maillage.foundation.network.actions.territories import create_territory
from maillage.foundation.network.boundaries import area_km2, contains
from maillage.foundation.network.models import Territory
from maillage.foundation.network.tests.reference import features
from maillage.foundation.network.tests.test_boundaries import square


def feature(code="B1", name="Bloc 1", population=12, geometry=None, **properties):
    geometry = square(4.3, 50.8, 0.01) if geometry is None else geometry
    properties = {"code": code, "name": name, "population": population} | properties
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def imported(cast, rows, *, actor=None, **options):
    options = {
        "kind": "block",
        "columns": Columns(name="name", code="code", population="population"),
        "scheme": "LOCAL",
        "country": "BE",
        "languages": ["fr", "nl"],
        "parent": cast.place,
    } | options
    return import_boundaries(actor=actor or cast.actors.ada, features=rows, **options)


def counts(result):
    return len(result.created), len(result.changed), len(result.unchanged), len(result.refused)


def test_a_second_import_changes_nothing(cast):
    rows = [feature(), feature("B2", "Bloc 2", None)]
    assert counts(imported(cast, rows)) == (2, 0, 0, 0)
    assert counts(imported(cast, rows)) == (0, 0, 2, 0)
    territory = Territory.objects.get(slug="bloc-1")
    assert (territory.parent, territory.country, territory.population) == (cast.place, "BE", 12)
    assert (territory.languages, territory.version) == (["fr", "nl"], 1)
    assert contains(territory.boundary, longitude=territory.longitude, latitude=territory.latitude)
    assert Territory.objects.get(slug="bloc-2").population is None
    entry = Entry.objects.get()  # one import, one entry; the second had nothing to say
    assert (entry.action, entry.subject_id) == ("territory.imported", str(cast.place.pk))


def test_only_what_differs_is_changed(cast):
    imported(cast, [feature(), feature("B2", "Bloc 2")])
    place = Territory.objects.get(slug="bloc-1")
    place.name = TranslatedText.of({"fr": "Bloc 1", "nl": "Blok 1"})
    place.save()
    result = imported(cast, [feature(name="Bloc un", population=None), feature("B2", "Bloc 2")])
    assert counts(result) == (0, 1, 1, 0)
    place.refresh_from_db()
    assert place.name.text_in("fr") == "Bloc un"
    assert place.name.text_in("nl") == "Blok 1"  # kept, and outdated
    assert place.population == 12  # the file does not know: what is stored stays
    assert place.version == 2


def test_a_dry_run_says_the_same_and_saves_nothing(cast):
    assert counts(imported(cast, [feature(), feature("")], dry_run=True)) == (1, 0, 0, 1)
    assert Territory.objects.count() == 2
    assert not Entry.objects.exists()


def test_places_of_one_name_have_two_addresses(cast):
    imported(cast, [feature("B1", "Saint-Paul"), feature("B2", "Saint-Paul"), feature("B3", "؟"), feature("B4", "؟")])
    slugs = set(Territory.objects.filter(parent=cast.place).values_list("slug", flat=True))
    assert {"saint-paul", "saint-paul-b2"} <= slugs
    assert len(slugs) == 4


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        ("not a feature", "type", "not a feature"),
        ({"type": "Polygon"}, "type", "{'type': 'Polygon'}"),
        ({"type": "Feature", "properties": None}, "properties", "None"),
        (feature(code=None), "code", ""),
        (feature(code=" "), "code", ""),
        (feature(code=1.5), "code", "1.5"),
        (feature(code="x" * 41), "code", "x" * 41),
        (feature(name=""), "name", ""),
        (feature(name={"fr": "Bloc"}), "name", "{'fr': 'Bloc'}"),
        (feature(population=-1), "population", "-1"),
        (feature(population="many"), "population", "many"),
        (feature(population=12.5), "population", "12.5"),
        (feature(population=True), "population", "True"),
        (feature(population="٣"), "population", "٣"),
        (feature(geometry={"type": "Point", "coordinates": [4, 50]}), "geometry", "Point"),
        (feature(geometry="nowhere"), "geometry", ""),
        (feature(geometry=square(50.8, 4.3, 0.01)), "geometry", "[50.8, 4.3]"),
        (feature(geometry=square(149000, 171000, 100)), "geometry", "[149000, 171000]"),
    ],
)
def test_a_row_that_cannot_be_read_is_listed_and_the_others_imported(cast, row, name, value):
    result = imported(cast, [feature("A"), row, feature("C")])
    assert counts(result) == (2, 0, 0, 1)
    (refusal,) = result.refused
    assert (refusal.row, refusal.property, refusal.value) == (2, name, value)
    assert len(str(refusal.reason)) > 20


def test_numbers_as_people_write_them(cast):
    rows = [feature(code=7, population="130 677"), feature("B", population="1\u202f399"), feature("C", population=12.0)]
    result = imported(cast, [*rows, feature("D", population="")])
    assert [place.population for place in result.created] == [130_677, 1399, 12, None]
    assert result.created[0].codes.get().value == "7"


def test_a_property_that_is_not_there(cast):
    result = imported(cast, [feature()], columns=Columns(name="naam", code="code"))
    assert (result.refused[0].property, result.refused[0].value) == ("naam", "")


def test_one_code_twice_in_a_file(cast):
    result = imported(cast, [feature("A"), feature("A", "Autre")])
    assert counts(result) == (1, 0, 0, 1)
    assert "1" in str(result.refused[0].reason)


@pytest.mark.parametrize(
    ("scheme", "good", "bad"),
    [("INSEE", "2A004", "4001"), ("NIS", "21015", "2101"), ("ISTAT", "001001", 1001), ("AGS", "05315000", "5315000")],
)
def test_the_codes_of_municipalities_have_the_form_of_their_register(cast, scheme, good, bad):
    result = imported(cast, [feature(good), feature(bad)], kind="municipality", scheme=scheme, country="")
    assert counts(result) == (1, 0, 0, 1)


def test_a_place_is_not_imported_into_itself(cast):
    region = create_territory(
        actor=cast.actors.ada,
        values={"name": TranslatedText.of({"fr": "Région"}), "kind": "region", "languages": ["fr"]},
        codes=[("LOCAL", "R")],
    )
    cast.place.parent = region
    cast.place.save()
    result = imported(cast, [feature("R"), feature("B")])
    assert counts(result) == (1, 0, 0, 1)


def test_a_place_keeps_the_closer_place_it_lies_in(cast):
    (block,) = imported(cast, [feature()], parent=cast.elsewhere).created
    near = Territory.objects.create(slug="near", kind="neighbourhood", parent=cast.place, languages=["fr"])
    assert counts(imported(cast, [feature()])) == (0, 1, 0, 0)
    block.refresh_from_db()
    assert block.parent == cast.place
    block.parent = near
    block.save()
    assert counts(imported(cast, [feature()])) == (0, 0, 1, 0)
    block.refresh_from_db()
    assert block.parent == near


def test_only_some_rows_of_a_file(cast):
    columns = Columns(name="name", code="code", only=("country", "FR"))
    result = imported(cast, [feature("A", country="FR"), feature("B", country="IT"), feature("C")], columns=columns)
    assert (counts(result), result.left_out) == ((1, 0, 0, 0), 2)


@pytest.mark.parametrize("name", ["alice", "amir", "viktor", "charlie"])
def test_who_may_not_import(cast, name):
    with pytest.raises(PermissionDenied):
        imported(cast, [feature()], actor=getattr(cast.actors, name))
    assert Territory.objects.count() == 2


def test_progress_is_told(cast):
    told = []
    imported(cast, [feature("A"), feature("")], progress=told.append)
    assert told == [0, 1, 2]


def test_an_unexpected_failure_leaves_nothing(cast, monkeypatch):
    def fails(**_fields):
        raise RuntimeError

    monkeypatch.setattr("maillage.foundation.network.actions.importing.record", fails)
    with pytest.raises(RuntimeError):
        imported(cast, [feature()])
    assert Territory.objects.count() == 2


def test_the_blocks_and_neighbourhoods_of_schaerbeek(cast):
    blocks = features("schaerbeek/blocks.geojson")
    columns = Columns(name="block", code="block", population="population")
    assert counts(imported(cast, blocks, columns=columns)) == (396, 0, 0, 0)
    assert counts(imported(cast, blocks, columns=columns)) == (0, 0, 396, 0)
    places = Territory.objects.filter(kind="block")
    assert sum(places.values_list("population", flat=True)) == 130_677

    neighbourhoods = features("schaerbeek/neighbourhoods.geojson")
    columns = Columns(name="name", code="code")
    result = imported(cast, neighbourhoods, columns=columns, kind="neighbourhood")
    assert counts(result) == (14, 0, 0, 0)
    assert all(place.population is None for place in result.created)  # unknown, not nobody
    assert sum(area_km2(place.boundary) for place in result.created) == pytest.approx(8.3, abs=0.4)

    inside = {row["properties"]["block"] for row in blocks if row["properties"]["neighbourhood"] == "Colignon"}
    pieces = list(places.filter(codes__value__in=inside))
    perimeter = create_territory(
        actor=cast.actors.carla,
        values={
            "name": TranslatedText.of({"fr": "Contrat"}),
            "kind": "neighbourhood",
            "languages": ["fr"],
            "parent": cast.place,
        },
        pieces=pieces,
    )
    assert (len(pieces), perimeter.population) == (49, 17_504)
    assert perimeter.boundary["type"] == "Polygon"
    colignon = Territory.objects.get(slug="colignon")
    assert contains(colignon.boundary, longitude=perimeter.longitude, latitude=perimeter.latitude)
    assert area_km2(perimeter.boundary) == pytest.approx(area_km2(colignon.boundary), rel=0.2)


def test_the_communes_of_both_sides_of_the_alps(cast):
    rows = features("we-pro/communes.geojson")
    result = {}
    for country, scheme in (("FR", "INSEE"), ("IT", "ISTAT")):
        columns = Columns(name="name", code="code", population="population", only=("country", country))
        languages = ["fr"] if country == "FR" else ["it"]
        result[country] = imported(
            cast,
            rows,
            columns=columns,
            kind="municipality",
            scheme=scheme,
            country=country,
            languages=languages,
            parent=None,
        )
    assert {country: counts(found) for country, found in result.items()} == {"FR": (523, 0, 0, 0), "IT": (699, 0, 0, 0)}
    places = Territory.objects.filter(codes__scheme__in=["INSEE", "ISTAT"])
    assert (places.count(), sum(places.values_list("population", flat=True))) == (1222, 4_615_405)
