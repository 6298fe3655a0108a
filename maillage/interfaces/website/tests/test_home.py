"""The first page: a place first where there are several, and only that place after it."""

import pytest

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.models import Territory
from maillage.offer.directory.models import Service, Situation, TaxonomyTerm


def publish(slug, organization, area, **fields):
    service = Service.objects.create(
        slug=slug, organization=organization, state="published", name=TranslatedText.of({"fr": slug.title()}), **fields
    )
    service.areas_served.add(area)
    service.themes.add(TaxonomyTerm.objects.get(code="sante--acces-aux-soins"))
    return service


@pytest.fixture
def two_countries(cast):
    """Something open day and night, and something full, in each of two countries."""
    for organization, area, slug in ((cast.antenna, cast.place, "nord"), (cast.other, cast.elsewhere, "sud")):
        publish(f"ouvert-{slug}", organization, area, opening_hours="24/7")
        publish(f"complet-{slug}", organization, area, situation=Situation.LIST_CLOSED)


def main(client, address="/fr/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def test_with_several_places_one_is_asked_where_one_is_before_anything_is_mixed(client, two_countries):
    page = main(client)
    assert '"?place=schaerbeek"' in page
    assert '"?place=cuneo"' in page
    assert "Ouvert-Nord" not in page
    assert "Complet-Sud" not in page
    assert "tel:1522" in page
    assert "tel:107" in page


def test_one_place_is_all_that_is_shown_and_goes_on_in_the_addresses(client, two_countries):
    answer = client.get("/fr/?place=schaerbeek")
    page = main(client, "/fr/?place=schaerbeek")
    assert "Ouvert-Nord" in page
    assert "Complet-Nord" in page
    assert "Sud" not in page
    assert "tel:107" in page
    assert "tel:1522" not in page
    assert "theme=sante&amp;place=schaerbeek" in page
    assert '<option value="schaerbeek" selected' in page
    assert not answer.cookies
    assert "/nl/?place=schaerbeek" in answer.content.decode()


@pytest.mark.parametrize("place", ["nowhere", "", "<b>"])
def test_a_place_that_does_not_exist_is_not_chosen(client, two_countries, place):
    assert '"?place=cuneo"' in main(client, f"/fr/?place={place}")


def test_of_very_many_places_those_with_networks_are_offered_and_the_one_chosen(client, two_countries, monkeypatch):
    monkeypatch.setattr("maillage.offer.directory.forms.filters.MOST_PLACES", 2)
    Territory.objects.create(slug="far", kind="municipality", country="FR")
    assert client.get("/fr/services/").text.count('<option value="far"') == 0
    page = client.get("/fr/services/?place=far").text
    assert '<option value="far" selected' in page and '<option value="cuneo"' in page


def test_with_one_place_nobody_is_asked(client, cast):
    publish("ouvert-nord", cast.antenna, cast.place, opening_hours="24/7")
    page = main(client)
    assert "?place=" not in page
    assert "Ouvert-Nord" in page


def test_what_lies_in_the_place_belongs_to_it(client, cast, two_countries):
    block = Territory.objects.create(slug="rogier", kind="block", parent=cast.place, country="BE")
    publish("pres-de-rogier", cast.antenna, block, opening_hours="24/7")
    assert "Pres-De-Rogier" in main(client, "/fr/?place=schaerbeek")


def test_the_first_page_takes_a_fixed_number_of_queries(client, two_countries, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        client.get("/fr/?place=schaerbeek")
