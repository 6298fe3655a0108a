"""A session is made at log-in, in the browser that logs in, by whichever way one comes in."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from conftest import PASSWORD
from maillage.foundation.network.actions.invitations import invite_member
from maillage.foundation.network.models import Invitation
from maillage.foundation.notifications.actions import create_link, create_login_link
from maillage.foundation.notifications.models import Message

COOKIE = settings.SESSION_COOKIE_NAME
VICTIM = {"user-agent": "Mozilla/5.0 (the victim's)"}
THIEF = {"user-agent": "Mozilla/5.0 (somebody else's)"}


def by_password(cast, client):
    client.post("/fr/account/login/", {"login": "alice@example.org", "password": PASSWORD}, headers=VICTIM)


def by_login_link(cast, client):
    address = create_login_link(cast.people.alice).removeprefix(settings.BASE_URL)
    client.post(address, headers=VICTIM)


def by_invitation(cast, client):
    invite_member(
        actor=cast.actors.amir, email="nour@example.org", role="worker", language="fr", organization=cast.antenna
    )
    hour = timedelta(hours=1)
    _link, token = create_link(purpose="invitation", subject=Invitation.objects.get(), language="fr", lifetime=hour)
    client.post(f"/fr/l/{token}/", {"name": "Nour", "password": PASSWORD}, headers=VICTIM)


def by_new_password(cast, client):
    """The link of a forgotten password: it does not log in by itself, or into a session of its own."""
    client.post("/fr/account/password/reset/", {"email": "alice@example.org"}, headers=VICTIM)
    body = Message.objects.get(purpose="password_reset_key").body
    path = next(word for word in body.split() if "/password/reset/" in word).removeprefix(settings.BASE_URL)
    page = client.get(path, headers=VICTIM, follow=True)
    fresh = {"password1": f"{PASSWORD}!", "password2": f"{PASSWORD}!"}
    client.post(page.redirect_chain[-1][0], fresh, headers=VICTIM)


WAYS_IN = [by_password, by_login_link, by_invitation, by_new_password]


@pytest.mark.parametrize("way_in", WAYS_IN, ids=lambda way: way.__name__)
def test_a_session_that_somebody_else_prepared_is_not_used(cast, client, way_in):
    stranger = Client()
    stranger.get("/fr/account/login/")
    prepared = stranger.session
    prepared["bait"] = "x"
    prepared.save()
    client.cookies[COOKIE] = prepared.session_key
    way_in(cast, client)
    thief = Client()
    thief.cookies[COOKIE] = prepared.session_key
    assert thief.get("/fr/account/", headers=VICTIM).status_code == 302
    kept = Session.objects.filter(session_key=prepared.session_key).first()
    assert kept is None or "_auth_user_id" not in kept.get_decoded()


@pytest.mark.parametrize("key", ["x" * 32, "chosen-by-somebody", "../../x", "0"])
def test_a_key_that_somebody_chose_is_not_used(cast, client, key):
    client.cookies[COOKIE] = key
    by_password(cast, client)
    assert client.cookies[COOKIE].value != key
    assert client.get("/fr/account/", headers=VICTIM).status_code == 200


@pytest.mark.parametrize("way_in", WAYS_IN[:3], ids=lambda way: way.__name__)
@pytest.mark.parametrize("page", ["/fr/account/", "/fr/desk/", "/fr/services/new/"])
def test_a_stolen_session_is_of_no_use(cast, client, way_in, page):
    way_in(cast, client)
    assert client.get("/fr/account/", headers=VICTIM).status_code == 200
    thief = Client()
    thief.cookies[COOKIE] = client.cookies[COOKIE].value
    answer = thief.get(page, headers=THIEF)
    assert answer["Location"] == f"/fr/account/login/?next={page}"
    # It has ended for both: whoever it belongs to is told, and logs in again.
    assert client.get("/fr/account/", headers=VICTIM).status_code == 302


def test_a_stolen_session_publishes_nothing(cast, client, draft):
    client.post("/fr/account/login/", {"login": "carla@example.org", "password": PASSWORD}, headers=VICTIM)
    thief = Client()
    thief.cookies[COOKIE] = client.cookies[COOKIE].value
    thief.post(f"/fr/services/{draft.slug}/publication/", headers=THIEF)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_logging_out_ends_the_session_itself(cast, client):
    by_password(cast, client)
    key = client.cookies[COOKIE].value
    client.post("/fr/account/logout/", headers=VICTIM)
    again = Client()
    again.cookies[COOKIE] = key
    assert again.get("/fr/account/", headers=VICTIM).status_code == 302


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(cast, client):
    by_password(cast, client)
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""  # until the browser is closed
