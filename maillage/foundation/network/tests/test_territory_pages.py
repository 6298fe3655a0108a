"""Places, entered, drawn and imported on screen."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from maillage.foundation.journal.models import Entry
from maillage.foundation.network.models import Territory
from maillage.foundation.network.naming import label_of
from maillage.foundation.network.tests.reference import path
from maillage.foundation.network.tests.test_boundaries import square
from maillage.foundation.network.tests.test_import_boundaries import feature
from maillage.foundation.network.tests.test_territories import blocks  # noqa: F401  (a fixture)

MAY_NOT = ["alice", "amir", "bob", "viktor"]


def geojson(*features, name="places.geojson"):
    return SimpleUploadedFile(name, json.dumps({"type": "FeatureCollection", "features": features}).encode())


def typed(**changes):
    fields = {
        "name_fr": "Quartier Nord",
        "kind": "neighbourhood",
        "languages": ["fr", "nl"],
        "time_zone": "Europe/Brussels",
    }
    fields |= {
        "version": "1",
        "codes-TOTAL_FORMS": "1",
        "codes-INITIAL_FORMS": "0",
        "codes-0-scheme": "",
        "codes-0-value": "",
    }
    return fields | changes


@pytest.mark.parametrize("name", MAY_NOT)
def test_who_may_not(cast, client, name):
    client.force_login(getattr(cast.people, name))
    for page, arguments in (
        ("create", []),
        ("import", []),
        ("import_run", ["key"]),
        ("edit", ["cuneo"]),
        ("draw", ["cuneo"]),
    ):
        address = reverse(f"territory_{page}", args=arguments)
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403


@pytest.mark.parametrize("page", ["edit", "draw"])
def test_a_coordinator_of_another_network_may_not(cast, client, page):
    address = reverse(f"territory_{page}", args=["cuneo"])
    client.force_login(cast.people.carla)
    assert client.get(address).status_code == 403
    assert client.post(address, typed()).status_code == 403
    assert address not in client.get(reverse("territory", args=["cuneo"])).text
    client.force_login(cast.people.dora)
    assert client.get(address).status_code == 200
    assert address in client.get(reverse("territory", args=["cuneo"])).text


def test_a_coordinator_enters_places_only_where_the_network_works(cast, client):
    client.force_login(cast.people.carla)
    offered = client.get(reverse("territory_create")).context["form"].fields["parent"].queryset
    assert list(offered) == [cast.place]
    for parent in ("", str(cast.elsewhere.pk)):
        response = client.post(reverse("territory_create"), typed(parent=parent))
        assert "parent" in response.context["form"].errors
    address = upload(client, geojson(feature()), parent="cuneo").url
    for parent in ("", "cuneo"):
        sent = choices(client.get(address)) | {"parent": parent, "run": "1"}
        assert "parent" in client.post(address, sent).context["form"].errors
    assert Territory.objects.count() == 2


def test_a_stranger_is_asked_to_log_in(cast, client):
    for page, arguments in (
        ("create", []),
        ("import", []),
        ("import_run", ["key"]),
        ("edit", ["cuneo"]),
        ("draw", ["cuneo"]),
    ):
        assert "login" in client.get(reverse(f"territory_{page}", args=arguments)).url


def test_a_place_is_entered_with_its_boundary_and_its_code(cast, client):
    client.force_login(cast.people.carla)
    assert client.get(reverse("territory_create")).status_code == 200
    pieces = [feature(geometry=square(4, 50, 0.5)), feature("B2", geometry=square(4.5, 50, 0.5))]
    more = {"parent": str(cast.place.pk), "country": "BE", "population": "17504", "postcodes": "1030, 1031"}
    code = {"codes-0-scheme": "LOCAL", "codes-0-value": "N1"}
    response = client.post(reverse("territory_create"), typed(boundary=geojson(*pieces), **more, **code))
    place = Territory.objects.get(slug="quartier-nord")
    assert response.url == reverse("territory", args=["quartier-nord"])
    assert (place.parent, place.country, place.postcodes, place.population) == (
        cast.place,
        "BE",
        ["1030", "1031"],
        17504,
    )
    assert place.boundary["type"] == "Polygon"  # of two features, one
    assert place.codes.get().value == "N1"


def test_a_place_is_revised_and_keeps_its_boundary_without_a_new_file(cast, client):
    cast.place.boundary, cast.place.languages = square(), ["nl", "fr"]
    cast.place.save()
    client.force_login(cast.people.carla)
    address = reverse("territory_edit", args=["schaerbeek"])
    assert client.get(address).status_code == 200
    assert client.post(address, typed(name_nl="Schaarbeek")).status_code == 302
    cast.place.refresh_from_db()
    assert cast.place.boundary == square()
    assert cast.place.languages == ["nl", "fr"]  # the first stays the first
    response = client.post(address, typed(name_nl="Schaarbeek?"))
    assert response.status_code == 422
    assert "Schaarbeek" in response.context["form"].errors["name"][0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", {"name_fr": ""}),
        ("languages", {"languages": []}),
        ("time_zone", {"time_zone": "Mars"}),
        ("postcodes", {"postcodes": "10'30"}),
        ("population", {"population": "-4"}),
        ("country", {"country": "XX"}),
        ("boundary", {"boundary": SimpleUploadedFile("a.geojson", b"<html>")}),
        ("boundary", {"boundary": geojson(feature(geometry={"type": "Point", "coordinates": [4, 50]}))}),
        ("boundary", {"boundary": geojson(feature(geometry=square(149000, 171000, 9)))}),
        ("boundary", {"boundary": geojson("nothing")}),
        ("boundary", {"country": "BE", "boundary": geojson(feature(geometry=square(50.8, 4.3, 0.1)))}),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(cast, client, field, value):
    for upload in value.values():
        if hasattr(upload, "seek"):
            upload.seek(0)
    client.force_login(cast.people.carla)
    response = client.post(reverse("territory_create"), typed(parent=str(cast.place.pk)) | value)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert Territory.objects.count() == 2


def test_a_cycle_is_said_beside_its_field(cast, client):
    part = Territory.objects.create(
        slug="part", kind="block", parent=cast.place, languages=["fr"], name=cast.place.name
    )
    Territory.objects.filter(pk=part.pk).update(kind="neighbourhood")
    client.force_login(cast.people.carla)
    response = client.post(reverse("territory_edit", args=["schaerbeek"]), typed(parent=str(part.pk)))
    assert "parent" in response.context["form"].errors


def test_a_perimeter_is_drawn_on_screen(cast, client, blocks):  # noqa: F811
    perimeter = Territory.objects.create(
        slug="perimeter", kind="neighbourhood", name=cast.place.name, parent=cast.place, languages=["fr"]
    )
    client.force_login(cast.people.carla)
    address = reverse("territory_draw", args=["perimeter"])
    text = client.get(address).content.decode()
    assert text.count('name="drawn_from"') == 3
    assert [piece["label"] for piece in json.loads(re.search(r'<script id="pieces"[^>]*>(.*?)</script>', text)[1])] == [
        "Bloc 0", "Bloc 1", "Bloc 2",
    ]  # fmt: skip
    chosen = {"drawn_from": [str(block.pk) for block in blocks[:2]], "bridge_m": "20", "version": "1"}
    assert client.post(address, chosen).status_code == 302
    perimeter.refresh_from_db()
    assert (perimeter.population, perimeter.boundary["type"]) == (201, "Polygon")
    assert client.post(address, chosen).status_code == 422  # the version is an old one
    assert client.post(address, {"version": "2", "bridge_m": "20"}).status_code == 422
    blocks[2].boundary = None
    blocks[2].save()
    response = client.post(address, chosen | {"version": "2", "drawn_from": [str(blocks[2].pk)]})
    assert "Bloc 2" in response.context["form"].non_field_errors()[0]
    elsewhere = client.get(f"{address}?within=cuneo").content.decode()
    assert elsewhere.count('name="drawn_from"') == 2  # its own pieces stay offered


@pytest.fixture
def neighbourhood(cast, blocks):  # noqa: F811
    """Around the first two blocks, which lie in the commune as everything does."""
    return Territory.objects.create(
        slug="quartier", kind="neighbourhood", name=cast.place.name, parent=cast.place, languages=["fr"],
        boundary=square(4, 50, 0.0025),
    )  # fmt: skip


def test_a_place_offers_what_lies_inside_its_boundary(cast, client, neighbourhood):
    client.force_login(cast.people.carla)
    response = client.get(reverse("territory_draw", args=["quartier"]))
    assert [str(piece) for piece in response.context["form"].fields["drawn_from"].queryset] == ["Bloc 0", "Bloc 1"]
    assert [area.slug for area in response.context["areas"]] == ["quartier", "schaerbeek"]
    around = client.get(reverse("territory_draw", args=["quartier"]) + "?within=schaerbeek&kind=block")
    assert around.context["form"].fields["drawn_from"].queryset.count() == 3


def test_a_place_offers_what_was_imported_into_it(cast, client, neighbourhood):
    client.force_login(cast.people.carla)
    Territory.objects.filter(slug="quartier").update(boundary=None)
    address = upload(client, geojson(feature(geometry=square(4.3, 50, 0.001))), parent="quartier").url
    client.post(address, choices(client.get(address), kind="block") | {"run": "1"})
    response = client.get(reverse("territory_draw", args=["quartier"]))
    assert response.context["form"].fields["drawn_from"].queryset.get().parent == neighbourhood
    below = client.get(reverse("territory_draw", args=["schaerbeek"]))  # at whatever depth
    assert below.context["form"].fields["drawn_from"].queryset.count() == 4
    assert [kind.value for kind in below.context["kinds"]] == ["block", "neighbourhood"]


def test_a_place_in_which_nothing_lies_says_what_to_do(cast, client):
    client.force_login(cast.people.carla)
    response = client.get(reverse("territory_draw", args=["schaerbeek"]))
    assert response.status_code == 200
    assert f"{reverse('territory_import')}?parent=schaerbeek" in response.text


def upload(client, file, parent="schaerbeek"):
    return client.post(f"{reverse('territory_import')}?parent={parent}", {"file": file})


def choices(response, **changes):
    form = response.context["form"]
    fields = {name: form[name].value() or "" for name in form.fields} | changes
    fields["name_language"] = fields["name_language"] or "fr"
    return {name: value for name, value in fields.items() if value not in ("", None)}


def test_a_file_is_tried_then_imported(cast, client):
    client.force_login(cast.people.carla)
    address = upload(client, geojson(feature(), feature("B2", ""), feature("B3", "Bloc 3", None))).url
    response = client.get(address)
    sent = choices(response, kind="block")
    assert (sent["name_property"], sent["code_property"], sent["population_property"]) == ("name", "code", "population")
    assert (sent["parent"], sent["country"]) == (label_of(cast.place), "BE")
    response = client.post(address, sent | {"try": "1"})
    assert (len(response.context["result"].created), len(response.context["result"].refused)) == (2, 1)
    assert Territory.objects.count() == 2
    assert 'name="run"' in response.content.decode()
    response = client.post(address, sent | {"run": "1"})
    assert response.status_code == 200
    assert Territory.objects.filter(parent=cast.place, kind="block").count() == 2
    assert Entry.objects.filter(action="territory.imported").count() == 1
    response = client.post(address, sent | {"run": "1"})  # sent twice, done once
    assert len(response.context["result"].unchanged) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<!doctype html><html></html>", "web page"),
        (b"", "empty"),
        (b"code;name", "GeoJSON"),
        (b"{" + b" " * (10 * 1024 * 1024) + b"}", "large"),
        (
            json.dumps(
                {"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "EPSG:31370"}}}
            ).encode(),
            "31370",
        ),
    ],
    ids=["html", "empty", "table", "large", "projected"],
)
def test_a_file_that_is_not_what_is_asked_for(cast, client, data, words):
    client.force_login(cast.people.carla)
    with translation.override("en"):
        response = client.post(reverse("territory_import"), {"file": SimpleUploadedFile("places.geojson", data)})
        assert response.status_code == 422
        assert words in str(response.context["form"].errors["file"])


@pytest.mark.parametrize("geometry", [square(50.8, 4.3, 0.1), square(149000, 171000, 9)], ids=["swapped", "metres"])
def test_wrong_coordinates_are_told_before_anything_is_saved(cast, client, geometry):
    client.force_login(cast.people.carla)
    address = upload(client, geojson(feature(geometry=geometry))).url
    response = client.post(address, choices(client.get(address)) | {"try": "1"})
    (refusal,) = response.context["result"].refused
    assert refusal.property == "geometry"
    assert str(refusal.reason) in response.content.decode().replace("&#x27;", "'")


def test_choices_that_do_not_fit_the_file(cast, client):
    client.force_login(cast.people.carla)
    address = upload(client, geojson(feature())).url
    sent = choices(client.get(address)) | {
        "try": "1",
        "name_property": "naam",
        "only_property": "code",
        "time_zone": "Mars",
    }
    errors = client.post(address, sent).context["form"].errors
    assert {"name_property", "only_value", "time_zone"} <= set(errors)


def test_a_file_belongs_to_whoever_brought_it_and_for_an_hour(cast, client):
    client.force_login(cast.people.carla)
    address = upload(client, geojson(feature())).url
    client.force_login(cast.people.dora)
    assert client.get(address).url == reverse("territory_import")
    assert client.get(reverse("territory_import_run", args=["nothing"])).status_code == 302


def test_real_neighbourhoods(cast, client):
    client.force_login(cast.people.ada)
    data = path("schaerbeek/neighbourhoods.geojson").read_bytes()
    address = upload(client, SimpleUploadedFile("n.geojson", data)).url
    response = client.post(address, choices(client.get(address)) | {"run": "1"})
    assert len(response.context["result"].created) == 14
    assert client.get(reverse("territory", args=["colignon"])).status_code == 200
