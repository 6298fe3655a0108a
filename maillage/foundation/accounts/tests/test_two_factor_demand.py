"""Those whose role shows what concerns other people set up a second factor before anything else."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

SET_UP = "/fr/account/two-factor/"


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.TWO_FACTOR_REQUIRED = True


@pytest.mark.parametrize("name", ["alice", "amir", "carla", "ada"])
def test_who_must_is_led_there_from_everywhere(cast, client, name):
    person = getattr(cast.people, name)
    client.force_login(person)
    for path in ["/fr/", "/fr/roles/", "/fr/organizations/antenna/members/"]:
        assert client.get(path)["Location"] == SET_UP
        assert client.post(path)["Location"] == SET_UP
    TOTP.activate(person, generate_totp_secret())
    assert client.get("/fr/roles/").status_code == 200


def test_a_volunteer_need_not(cast, client):
    client.force_login(cast.people.viktor)
    assert client.get("/fr/roles/").status_code == 200


def test_the_way_there_and_out_is_open(cast, client):
    client.force_login(cast.people.alice)
    assert client.get(SET_UP).status_code == 200
    assert client.get("/fr/account/").status_code == 200
    assert client.get("/health/live").status_code == 200
    assert client.get("/media/nothing.png").status_code == 404
    assert client.post("/fr/account/logout/").status_code == 302
    assert client.get("/fr/").status_code == 200


def test_a_language_does_not_open_a_way_round(cast, client):
    client.force_login(cast.people.alice)
    assert client.get("/nl/roles/")["Location"] == "/nl/account/two-factor/"


def test_part_of_a_page_leads_the_whole_page(cast, client):
    client.force_login(cast.people.alice)
    assert client.get("/fr/roles/", headers={"hx-request": "true"})["HX-Redirect"] == SET_UP


def test_an_example_instance_asks_nobody(cast, client, settings):
    settings.TWO_FACTOR_REQUIRED = False
    client.force_login(cast.people.ada)
    assert client.get("/fr/roles/").status_code == 200
