"""The point of a place: set by a click or by numbers, and questioned where it cannot be right."""

import json

import pytest

from maillage.offer.directory.models import Location
from maillage.offer.directory.points import doubt_about
from maillage.offer.directory.tests.browsing import as_opened

SQUARE = {"type": "Polygon", "coordinates": [[[4.36, 50.85], [4.4, 50.85], [4.4, 50.88], [4.36, 50.88], [4.36, 50.85]]]}


@pytest.fixture
def bounded(cast):
    """Schaerbeek, with a boundary."""
    cast.place.boundary = SQUARE
    cast.place.save()
    return cast.place


@pytest.mark.parametrize(
    ("longitude", "latitude", "country", "doubtful"),
    [
        (4.37, 50.86, "BE", False),
        (4.5, 50.86, "BE", True),  # outside the municipality
        (50.86, 4.37, "BE", True),  # the wrong way round
    ],
)
def test_a_boundary_decides(bounded, longitude, latitude, country, doubtful):
    assert bool(doubt_about(longitude, latitude, territory=bounded, country=country)) == doubtful


def test_the_nearest_boundary_around_it_decides(cast, bounded):
    inside = type(bounded).objects.create(slug="quartier", kind="neighbourhood", parent=bounded, country="BE")
    assert doubt_about(4.37, 50.86, territory=inside, country="BE") == ""
    assert "Schaerbeek" in doubt_about(4.5, 50.86, territory=inside, country="BE")


def test_without_any_boundary_the_country_decides(db):
    assert doubt_about(4.5, 50.86, territory=None, country="BE") == ""
    assert doubt_about(7.5, 44.4, territory=None, country="BE")
    assert doubt_about(174.7, -36.8, territory=None, country="NZ") == ""  # a country we cannot judge


def test_a_doubtful_point_is_asked_and_then_believed(client, cast, place, bounded):
    client.force_login(cast.people.alice)
    path = f"/fr/places/{place.pk}/edit/"
    seen = as_opened(client.get(path))
    refused = client.post(path, {**seen, "longitude": "4.5", "latitude": "50.86"})
    assert refused.status_code == 422
    assert 'name="confirm_point"' in refused.content.decode()
    assert Location.objects.get(pk=place.pk).longitude == 4.3712
    again = as_opened(refused)
    assert again["longitude"] == "4.5"
    assert client.post(path, {**again, "confirm_point": "on"}).status_code == 302
    assert Location.objects.get(pk=place.pk).longitude == 4.5
    # It stands so: nobody is asked about it again.
    assert client.post(path, as_opened(client.get(path))).status_code == 302


def test_one_number_alone_is_no_point(client, cast, place):
    client.force_login(cast.people.alice)
    path = f"/fr/places/{place.pk}/edit/"
    answer = client.post(path, {**as_opened(client.get(path)), "latitude": ""})
    assert answer.status_code == 422
    assert "latitude" in answer.context["form"].errors


def test_the_map_draws_where_the_organization_works(client, cast, place, bounded, settings):
    client.force_login(cast.people.alice)
    page = client.get(f"/fr/places/new/{cast.antenna.slug}/").content.decode()
    drawn = json.loads(page.split('<script id="pieces" type="application/json">')[1].split("</script>")[0])
    assert list(drawn["boundaries"]) == [str(bounded.pk)]
    assert drawn["tiles"] is None
    assert "directory/point.js" in page
