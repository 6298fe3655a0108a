"""One's own desk: what each person of the cast finds on it, and nothing that would refuse them."""

import re

import pytest


@pytest.mark.parametrize("who", ["alice", "amir", "carla", "viktor", "ada"])
def test_no_link_of_the_desk_refuses_its_owner(client, cast, who):
    client.force_login(getattr(cast.people, who), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/fr/desk/").content.decode()
    links = set(re.findall(r'href="(/fr/[^"]*)"', page.split("<main", 1)[1].split("</main>", 1)[0]))
    assert links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_an_administrator_of_an_empty_house_finds_where_to_begin(client, cast):
    client.force_login(cast.people.ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/fr/desk/").content.decode()
    for address in ("/fr/territories/create/", "/fr/networks/create/", "/fr/organizations/create/"):
        assert address in page


@pytest.fixture
def many(cast):
    """Forty services of the antenna, one of them with an accent in its name, one published long ago, one reported."""
    from datetime import timedelta

    from django.utils import timezone

    from maillage.offer.directory.models import Report, Service

    def add(slug, **fields):
        return Service.objects.create(slug=slug, organization=cast.antenna, **fields)

    for number in range(37):
        add(f"aide-{number}", name={"source": "fr", "versions": {"fr": {"text": f"Aide {number}"}}})
    add(
        "equipe-mobile",
        name={"source": "fr", "versions": {"fr": {"text": "Équipe mobile"}, "de": {"text": "Streetwork"}}},
    )
    old = timezone.now() - timedelta(days=400)
    add("vieux", name={"source": "fr", "versions": {"fr": {"text": "Vieux"}}}, state="published", assured_at=old)
    reported = add("signale", name={"source": "fr", "versions": {"fr": {"text": "Signalé"}}}, state="published")
    Report.objects.create(service=reported, kind="hours", language="fr")
    Report.objects.create(service=reported, kind="other", language="fr")
    Report.objects.create(service=Service.objects.get(slug="vieux"), kind="other", language="fr", state="closed")


def found(client, query):
    page = client.get(f"/fr/desk/?{query}")
    assert page.status_code == 200
    return page.context["page_obj"], page.context["all_services"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("words=équipe", {"equipe-mobile"}),
        ("words=EQUIPE+mobile", {"equipe-mobile"}),
        ("words=streetw", {"equipe-mobile"}),
        ("words=text", set()),  # a word of the column, not of any name
        ("words=antenne+vieux", {"vieux"}),
        ("words=antenne+absent", set()),
        ("state=published", {"vieux", "signale"}),
        ("needs=confirmation", {"vieux", "signale"}),
        ("needs=answer", {"signale"}),
        ("needs=answer&state=draft", set()),
        ("organization=Antenne+sociale&words=vieux", {"vieux"}),
        ("organization=other&words=vieux", {"vieux"}),  # not ours to choose: left out, like any nonsense
    ],
)
def test_services_are_found_on_the_desk(client, cast, many, query, slugs):
    client.force_login(cast.people.alice)
    page, total = found(client, query)
    assert {service.slug for service in page} == slugs
    assert total == 40


def test_the_desk_is_paged_and_says_how_many_of_how_many(client, cast, many):
    client.force_login(cast.people.alice)
    page, total = found(client, "words=aide")
    assert (page.paginator.count, page.paginator.num_pages, total) == (37, 2, 40)
    second = client.get("/fr/desk/?words=aide&page=2").content.decode()
    assert "words=aide" in second.split('rel="prev"')[1].split(">")[0]
    page, _total = found(client, "words=antenne")
    assert page.paginator.count == 40  # the name of the organization counts too


def test_others_find_nothing_of_it(client, cast, many):
    for who in ("bob", "dora", "viktor"):
        client.force_login(getattr(cast.people, who))
        assert found(client, "words=aide")[0].paginator.count == 0


def test_organizations_have_a_page_of_their_own(client, cast, many, django_assert_max_num_queries):
    client.force_login(cast.people.ada)
    with django_assert_max_num_queries(20):
        page = client.get("/fr/desk/organizations/?words=antenne")
    assert [(each.slug, each.service_count) for each in page.context["page_obj"]] == [("antenna", 40)]
    assert page.context["total"] == 2
    client.force_login(cast.people.bob)
    assert [each.slug for each in client.get("/fr/desk/organizations/").context["page_obj"]] == ["other"]


def test_an_organization_that_is_not_ours_is_said_to_be_unknown(client, many, cast):
    client.force_login(cast.people.alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert 'class="error"' in client.get("/fr/desk/?organization=Autre").text
    assert 'class="error"' not in client.get("/fr/desk/?organization=Antenne+sociale").text
