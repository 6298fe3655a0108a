"""The public lists: places as an outline, organizations by name and by place; for everybody, and nothing besides."""

import pytest
from django.urls import reverse

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.models import Organization, Territory
from maillage.foundation.network.outline import outline

LISTS = ["organization_list", "territory_list", "network_list"]


def named(text):
    return TranslatedText.of({"fr": text})


@pytest.fixture
def tree(cast):
    """Belgium, Schaerbeek in it, and in Schaerbeek a neighbourhood and a block."""
    country = Territory.objects.create(slug="be", kind="country", name=named("Belgique"), languages=["fr"])
    Territory.objects.filter(pk=cast.place.pk).update(parent=country)
    for slug, kind in (("colignon", "neighbourhood"), ("b1", "block")):
        Territory.objects.create(slug=slug, kind=kind, name=named(slug), languages=["fr"], parent=cast.place)
    return country


def lines(branches):
    return [(branch.territory.slug, branch.hidden, lines(branch.below)) for branch in branches]


def test_places_stand_below_what_they_lie_in(tree):
    assert lines(outline()) == [("be", 0, [("schaerbeek", 0, [("colignon", 0, [])])]), ("cuneo", 0, [])]


def test_what_does_not_fit_is_counted(tree, client):
    assert lines(outline(most=3)) == [("be", 0, [("schaerbeek", 1, [])]), ("cuneo", 0, [])]
    assert lines(outline(most=1)) == [("be", 1, []), ("cuneo", 0, [])]


def test_a_broken_tree_makes_no_endless_page(cast, client):
    Territory.objects.filter(pk=cast.place.pk).update(parent=cast.elsewhere)
    Territory.objects.filter(pk=cast.elsewhere.pk).update(parent=cast.place)
    assert outline() == []
    assert client.get(reverse("territory_list")).status_code == 200


def test_places_are_found_by_a_part_of_their_name(tree, client):
    page = client.get(reverse("territory_list"), {"name": "BEEK"})
    assert [place.slug for place in page.context["page_obj"]] == ["schaerbeek"]
    assert "Belgique" in page.text  # where it lies
    assert client.get(reverse("territory_list"), {"name": "b1"}).context["page_obj"].paginator.count == 0
    assert client.get(reverse("territory_list"), {"name": "x" * 500}).status_code == 200


def test_organizations_are_found_by_name_and_by_place(tree, cast, client):
    def found(**asked):
        return [each.slug for each in client.get(reverse("organization_list"), asked).context["page_obj"]]

    assert found() == ["antenna", "other"]
    assert found(name="antenne") == ["antenna"]
    assert found(place="be") == ["antenna"]  # at home in a part of it
    assert found(place="cuneo") == ["other"]
    assert found(place="cuneo", name="antenne") == []
    assert found(place="nowhere") == ["antenna", "other"]
    Organization.objects.filter(slug="antenna").update(
        alternate_name={"source": "fr", "versions": {"nl": {"text": "AS"}}}
    )
    assert found(name="as") == ["antenna", "other"]  # "association"


def test_many_organizations_come_in_pages_and_say_how_many(cast, client, django_assert_max_num_queries):
    Organization.objects.bulk_create(
        Organization(slug=f"o{number}", name=named(f"Maison {number}"), territory=cast.place) for number in range(60)
    )
    with django_assert_max_num_queries(8):
        page = client.get(reverse("organization_list"), {"name": "maison"})
    assert page.context["page_obj"].paginator.count == 60
    assert len(page.context["page_obj"].object_list) == 50
    assert "name=maison&amp;page=2" in page.text or "page=2" in page.text


def test_strangers_see_what_is_public(cast, client):
    Organization.objects.filter(slug="antenna").update(protected=True, trusted=True, email="secret@example.org")
    page = client.get(reverse("organization_list"))
    assert "secret@example.org" not in page.text
    for name, create in (("organization_list", "organization_create"), ("territory_list", "territory_create")):
        assert reverse(create) not in client.get(reverse(name)).text
    client.force_login(cast.people.carla)
    for name, create in (("organization_list", "organization_create"), ("territory_list", "territory_create")):
        assert reverse(create) in client.get(reverse(name)).text


def test_the_lists_are_found_from_every_page_and_by_search_engines(cast, client):
    home = client.get("/fr/").text
    sitemap = client.get("/sitemap-pages.xml").text
    for name in LISTS:
        assert f'href="{reverse(name)}"' in home
        assert reverse(name) in sitemap


def test_an_address_is_not_that_of_a_page(cast):
    from maillage.foundation.network.actions.organizations import create_organization

    made = create_organization(actor=cast.actors.ada, values={"name": named("Create")})
    assert made.slug.startswith("create-")
