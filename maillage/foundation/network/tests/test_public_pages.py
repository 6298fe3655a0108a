"""What everybody may read: places, networks, organizations; in every language."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.models import Funder, Network, Organization, Participation, Territory, WorkingGroup
from maillage.foundation.network.tests.test_boundaries import square

LANGUAGES = ["fr", "nl", "de", "it", "en", "ar"]


def named(text):
    return TranslatedText.of({"fr": text})


@pytest.fixture
def scene(cast):
    """The cast in a landscape: a region, a plan, a working group, a funder, a grouping."""
    region = Territory.objects.create(
        slug="bruxelles", kind="region", name=named("Bruxelles"), country="BE", languages=["fr", "nl"]
    )
    cast.place.parent, cast.place.boundary, cast.place.population = region, square(4.36, 50.85, 0.04), 130_677
    cast.place.postcodes = ["1030"]
    cast.place.save()
    cast.place.codes.create(scheme="NIS", value="21015")
    block = Territory.objects.create(
        slug="bloc",
        kind="block",
        name=named("Bloc"),
        parent=cast.place,
        boundary=square(4.37, 50.86, 0.001),
        languages=["fr"],
    )
    cast.place.drawn_from.add(block)
    plan = Network.objects.create(slug="plan", kind="plan", name=named("Plan social-santé"))
    cast.network.parent, cast.network.countries = plan, ["BE", "FR"]
    cast.network.programme, cast.network.summary = "Programme X", named("Ensemble.\n\nPlus près.")
    cast.network.save()
    Participation.objects.create(network=cast.network, organization=cast.other, role="associated")
    group = WorkingGroup.objects.create(name=named("Logement"), purpose=named("Se loger"))
    group.networks.add(cast.network)
    group.organizations.add(cast.antenna)
    Funder.objects.create(
        network=cast.network, name="Commission communautaire", mention=named("Avec le soutien de la Cocom")
    )
    grouping = Organization.objects.create(slug="maison", kind="grouping", name=named("Maison des solidarités"))
    grouping.members.add(cast.antenna)
    cast.antenna.phone, cast.antenna.email, cast.antenna.website = (
        "+3222473215",
        "a@example.org",
        "https://a.example.org/",
    )
    cast.antenna.description = named("Une antenne <b>près</b> de chez vous")
    cast.antenna.save()
    cast.antenna.identifiers.create(scheme="BE-ENT", value="0403019261")
    return cast


def page(client, name, *arguments, language="fr"):
    with translation.override(language):
        response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "slug"),
    [("network_list", None), ("network", "contract"), ("network", "plan"), ("organization", "antenna"),
     ("organization", "maison"), ("organization", "other"), ("territory", "schaerbeek"), ("territory", "bruxelles"),
     ("territory", "cuneo")],
)  # fmt: skip
def test_every_page_in_every_language_keeps_the_policy(scene, client, name, slug, language):
    text = page(client, name, *([slug] if slug else []), language=language)
    assert f'lang="{language}"' in text
    assert text.count("<h1") == 1
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", text)
    assert "@ " not in text


def test_the_page_of_a_place(scene, client):
    text = page(client, "territory", "schaerbeek")
    for words in (
        "Bruxelles",
        "130",
        "1030",
        "NIS (BE) 21015",
        "Contrat de quartier",
        "Antenne sociale",
        "km²",
        "Bloc",
    ):
        assert words in text
    assert '"MultiPolygon"' in text or '"Polygon"' in text  # the map's data
    assert reverse("territory_edit", args=["schaerbeek"]) not in text


def test_what_is_not_known_of_a_place_is_said_to_be_unknown(scene, client):
    text = page(client, "territory", "cuneo", language="en")
    assert "not known" in text
    assert "km²" not in text
    assert "data-map" not in text


def test_the_page_of_a_network(scene, client):
    text = page(client, "network", "contract")
    for words in ("Plan social-santé", "Programme X", "Belgique", "France", "Schaerbeek", "<p>Plus près.</p>"):
        assert words in text, words
    for words in ("Logement", "Antenne sociale", "Autre association", "Commission communautaire", "Avec le soutien"):
        assert words in text, words
    assert "Contrat de quartier" in page(client, "network", "plan")


def test_the_page_of_an_organization(scene, client):
    text = page(client, "organization", "antenna")
    for words in (
        "+32 2 247 32 15",
        "tel:+3222473215",
        "a.example.org",
        "0403019261",
        "Contrat de quartier",
        "Maison des solidarités",
    ):
        assert words in text, words
    assert "&lt;b&gt;" in text
    assert "Antenne sociale" in page(client, "organization", "maison")


def test_plans_stand_above_their_projects(scene, client):
    text = page(client, "network_list")
    assert text.index("Plan social-santé") < text.index("Contrat de quartier")


def test_a_text_in_another_language_says_so(scene, client):
    text = page(client, "organization", "antenna", language="ar")
    assert 'dir="rtl"' in text
    assert '<span lang="fr" dir="ltr">Antenne sociale</span>' in text


@pytest.mark.parametrize("name", ["territory", "network", "organization"])
def test_what_is_not_there_is_not_found(scene, client, name):
    assert client.get(reverse(name, args=["nowhere"])).status_code == 404
    assert client.post(reverse(name, args=["schaerbeek"])).status_code == 405


@pytest.mark.parametrize(
    ("name", "slug", "who"),
    [
        ("organization", "antenna", "amir"),
        ("organization", "antenna", "carla"),
        ("network", "contract", "carla"),
        ("territory", "schaerbeek", "carla"),
        ("network", "contract", "ada"),
    ],
)
def test_those_who_may_revise_find_the_way(scene, client, name, slug, who):
    with translation.override("fr"):
        edit = reverse(f"{name}_edit", args=[slug])
    client.force_login(getattr(scene.people, who))
    assert edit in page(client, name, slug)
    client.force_login(scene.people.viktor)
    assert edit not in page(client, name, slug)


def test_a_page_needs_a_handful_of_queries_however_much_there_is(scene, client, django_assert_max_num_queries):
    for number in range(30):
        organization = Organization.objects.create(slug=f"o{number}", name=named(f"O {number}"), territory=scene.place)
        Participation.objects.create(network=scene.network, organization=organization)
        Territory.objects.create(
            slug=f"t{number}", kind="block", name=named(f"T {number}"), parent=scene.place, languages=["fr"]
        )
    for name, slug in (("network", "contract"), ("organization", "antenna"), ("territory", "schaerbeek")):
        with django_assert_max_num_queries(26):
            page(client, name, slug)
    with django_assert_max_num_queries(8):
        page(client, "network_list")


@pytest.mark.parametrize(("days", "ended"), [(-1, True), (0, False), (1, False), (None, False)])
def test_a_network_whose_time_is_over_says_so_wherever_it_is_named(cast, client, days, ended):
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    Network.objects.filter(pk=cast.network.pk).update(ends_on=until)
    for page in ("networks/", "networks/contract/", "organizations/antenna/", "territories/schaerbeek/"):
        assert ('<span class="badge">ended</span>' in client.get(f"/en/{page}").text) is ended, page
