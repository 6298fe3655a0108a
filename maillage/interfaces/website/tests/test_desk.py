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
