"""A one-time link logs somebody in, once, on a POST, and replaces no second factor."""

from datetime import timedelta
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from maillage.foundation.journal.models import Entry
from maillage.foundation.notifications.actions import create_login_link
from maillage.foundation.notifications.models import SignedLink


def path_of(address):
    return urlsplit(address).path


def logged_in(client):
    return client.session.get("_auth_user_id")


def test_a_click_logs_in_once(cast, client):
    alice = cast.people.alice
    path = path_of(create_login_link(alice))
    page = client.get(path)
    assert "Alice" in page.content.decode()
    assert logged_in(client) is None
    assert client.post(path).status_code == 302
    assert logged_in(client) == str(alice.pk)
    client.logout()
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert logged_in(client) is None
    made = Entry.objects.get(action="user.login_link_made")
    assert (made.actor_kind, made.subject_id) == ("command", str(alice.pk))


def test_a_new_link_ends_the_one_before(cast, client):
    first, second = (path_of(create_login_link(cast.people.alice)) for _time in range(2))
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_it_lasts_fifteen_minutes_and_is_never_mailed_again(cast, client):
    path = path_of(create_login_link(cast.people.alice))
    link = SignedLink.objects.get()
    assert timedelta(minutes=14) < link.expires_at - timezone.now() <= timedelta(minutes=15)
    SignedLink.objects.update(expires_at=timezone.now())
    page = client.get(path)
    assert page.status_code == 410
    assert "renewal" not in page.content.decode()
    assert client.post(f"{path}renewal/").status_code == 410


def test_a_closed_account_stays_closed(cast, client):
    path = path_of(create_login_link(cast.people.alice))
    type(cast.people.alice).objects.filter(pk=cast.people.alice.pk).update(is_active=False)
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert logged_in(client) is None


def test_the_second_factor_is_still_asked_for(cast, client):
    TOTP.activate(cast.people.alice, generate_totp_secret())
    response = client.post(path_of(create_login_link(cast.people.alice)))
    assert response["Location"].endswith("/account/two-factor/authenticate/")
    assert logged_in(client) is None


def test_it_leads_to_the_second_factor_where_one_is_demanded(cast, client, settings):
    settings.TWO_FACTOR_REQUIRED = True
    response = client.post(path_of(create_login_link(cast.people.alice)), follow=True)
    assert response.redirect_chain[-1][0].endswith("/account/two-factor/")
    # Whoever was given the link has just proved who they are: no password is asked for that they may not know.
    assert client.get("/fr/account/two-factor/totp/activate/").status_code == 200
