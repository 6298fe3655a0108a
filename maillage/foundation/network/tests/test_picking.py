"""One of very many, by name: suggested while one types, understood where nothing suggests."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.forms.picking import item_named
from maillage.foundation.network.models import Organization, Participation, Territory
from maillage.foundation.network.tests.test_network_form import rows, typed


@pytest.fixture
def many(cast):
    made = [
        Organization(
            slug=f"maison-medicale-{number}",
            name=TranslatedText.of({"fr": f"Maison médicale {number}", "nl": f"Huis {number}"}),
        )
        for number in range(30)
    ]
    return Organization.objects.bulk_create(made)


@pytest.mark.parametrize(
    "text", ["Antenne sociale", "antenne SOCIALE", "antenna", "Antenne sociale (antenna)", "Autrefois (antenna)"]
)
def test_a_name_is_understood(cast, text):
    assert item_named(Organization.objects.all(), text) == cast.antenna


def test_a_part_of_a_name_is_answered_with_those_it_could_be(cast):
    with pytest.raises(ValidationError) as asked:
        item_named(Organization.objects.all(), "nne soc")
    assert "Antenne sociale (antenna)" in str(asked.value)


def test_what_nobody_is_called_is_said(cast):
    for text in ("Atlantis", "(", "\x00", "%", "_", "\\"):
        with pytest.raises(ValidationError):
            item_named(Organization.objects.all(), text)


def test_a_nul_is_no_reason_to_fall_over(cast, client):
    client.force_login(cast.people.carla)
    answer = client.post(reverse("network_edit", args=["contract"]), typed(cast, territories_added="Sch\x00aerbeek?"))
    assert "territories" in answer.context["form"].errors


def test_of_two_with_one_name_both_are_told(cast):
    Organization.objects.create(slug="antenna-2", name=cast.antenna.name)
    with pytest.raises(ValidationError) as several:
        item_named(Organization.objects.all(), "Antenne sociale")
    assert "antenna)" in str(several.value)
    assert "antenna-2)" in str(several.value)


def test_names_are_suggested_in_any_language(cast, client, many):
    client.force_login(cast.people.carla)
    address = reverse("organization_suggestions")
    assert client.get(address, {"partners-0-organization": "maison medicale 27"}).text.count("<option") == 1
    assert client.get(address, {"q": "Huis"}).text.count("<option") == 20
    assert client.get(address, {"q": "m"}).text.count("<option") == 0
    assert client.get(address).text.count("<option") == 0
    places = client.get(reverse("territory_suggestions"), {"territories_added": "schaer"}).text
    assert 'value="Schaerbeek (schaerbeek)"' in places


def test_blocks_are_not_suggested(cast, client):
    Territory.objects.create(slug="bloc", kind="block", name=cast.place.name, languages=["fr"])
    client.force_login(cast.people.carla)
    assert client.get(reverse("territory_suggestions"), {"q": "Schaerbeek"}).text.count("<option") == 1


@pytest.mark.parametrize("page", ["organization_suggestions", "territory_suggestions"])
def test_strangers_are_asked_to_log_in(db, client, page):
    assert "login" in client.get(reverse(page), {"q": "ant"}).url


def test_the_form_of_a_network_stays_light(cast, client, many, django_assert_max_num_queries):
    """However many organizations there are, and however many of them are its partners."""
    for organization in many:
        Participation.objects.create(network=cast.network, organization=organization)
    client.force_login(cast.people.carla)
    address = reverse("network_edit", args=["contract"])
    with django_assert_max_num_queries(22):
        response = client.get(address)
    assert len(response.content) < 150_000
    assert not re.search(r"<option[^>]*>[^<]*Maison", response.text), "a list of organizations"
    assert 'value="Maison médicale 7 (maison-medicale-7)"' in response.text


def test_the_form_of_a_network_is_saved_without_asking_for_each_partner(
    cast, client, many, django_assert_max_num_queries
):
    partners = [cast.network.participations.get()]
    partners += [Participation.objects.create(network=cast.network, organization=each) for each in many]
    given = [
        {"id": str(row.pk), "organization": f"{row.organization} ({row.organization.slug})", "role": row.role}
        for row in sorted(partners, key=lambda row: row.organization.slug)
    ]
    client.force_login(cast.people.carla)
    sent = typed(cast, partners=rows("partners", *given, initial=len(given)), programme="Nouveau")
    with django_assert_max_num_queries(80):
        assert client.post(reverse("network_edit", args=["contract"]), sent).status_code == 302
    assert cast.network.participations.count() == 31
