"""A session belongs to the browser that opened it, and ends when nobody is there."""

import time

import pytest
from allauth.socialaccount import signals
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from maillage.foundation.accounts.sessions import SEEN_AT
from maillage.foundation.journal.models import Entry

LAPTOP = {"user-agent": "Mozilla/5.0 (a laptop at the welfare centre)"}
THIEF = {"user-agent": "curl/8"}
PAGE = "/fr/account/"


@pytest.fixture
def alice(cast, client):
    """Alice, who has logged in on her laptop."""
    form = {"login": cast.people.alice.email, "password": "correct horse battery staple", "next": PAGE}
    assert client.post("/fr/account/login/", form, headers=LAPTOP)["Location"] == PAGE
    return cast.people.alice


def age(client, seconds):
    session = client.session
    session[SEEN_AT] = int(time.time()) - seconds
    session.save()


def test_the_session_works_in_its_own_browser(alice, client):
    assert client.get(PAGE, headers=LAPTOP).status_code == 200


def test_a_stolen_cookie_opens_nothing_and_ends_the_session(alice, client):
    key = client.session.session_key
    answer = client.get(PAGE, headers=THIEF)
    assert answer["Location"] == f"/fr/account/login/?next={PAGE}"
    assert not Session.objects.filter(session_key=key).exists()
    assert not UserSession.objects.filter(user=alice).exists()
    entry = Entry.objects.get(action="session.refused")
    assert (entry.actor_kind, entry.subject_id, entry.fields) == ("stranger", str(alice.pk), ["browser"])
    client.cookies["sessionid"] = key  # the laptop comes back with the same cookie
    assert client.get(PAGE, headers=LAPTOP).status_code == 302


def test_a_stolen_cookie_cannot_post(alice, client):
    client.post(PAGE, {"name": "Mallory", "language": "fr"}, headers=THIEF)
    alice.refresh_from_db()
    assert alice.name == "Alice"


def test_the_sentence_is_on_the_log_in_page(alice, client):
    client.get(PAGE, headers=LAPTOP)  # shows the greeting of the log-in, and so forgets it
    page = client.get(PAGE, headers=THIEF, follow=True)
    assert page.redirect_chain == [(f"/fr/account/login/?next={PAGE}", 302)]
    assert [message.level_tag for message in page.context["messages"]] == ["warning"]


def test_a_session_ends_when_nobody_is_there(alice, client, settings):
    age(client, settings.SESSION_IDLE_MINUTES * 60 - 5)
    assert client.get(PAGE, headers=LAPTOP).status_code == 200  # which counts as being there again
    age(client, settings.SESSION_IDLE_MINUTES * 60 + 5)
    assert client.get(PAGE, headers=LAPTOP).status_code == 302
    assert Entry.objects.get(action="session.refused").fields == ["idle"]
    assert client.get(PAGE, headers=LAPTOP).status_code == 302


def test_who_asked_to_stay_logged_in_stays(cast, client, settings):
    form = {"login": "alice@example.org", "password": "correct horse battery staple", "remember": "on", "next": PAGE}
    client.post("/fr/account/login/", form, headers=LAPTOP)
    age(client, settings.SESSION_IDLE_MINUTES * 60 + 5)
    assert client.get(PAGE, headers=LAPTOP).status_code == 200
    assert client.get(PAGE, headers=THIEF).status_code == 302  # but only there


def test_ending_the_other_sessions_is_written_down(alice, client):
    other = Client()
    other.force_login(alice)
    assert other.get(PAGE).status_code == 200
    assert client.post("/fr/account/sessions/", headers=LAPTOP)["Location"] == "/fr/account/sessions/"
    assert UserSession.objects.get(user=alice).session_key == client.session.session_key
    assert other.get(PAGE).status_code == 302
    entry = Entry.objects.get(action="user.sessions_ended")
    assert (entry.actor_id, entry.subject_id) == (str(alice.pk), str(alice.pk))


def test_linking_an_identity_provider_is_written_down(alice, rf):
    request = rf.get("/")
    account = SocialAccount.objects.create(user=alice, provider="oidc", uid="1")
    login = SocialLogin(user=alice, account=account)
    signals.social_account_added.send(sender=SocialLogin, request=request, sociallogin=login)
    signals.social_account_removed.send(sender=SocialAccount, request=request, socialaccount=account)
    entries = Entry.objects.filter(action__startswith="user.identity_").order_by("id")
    told = [(entry.action, entry.subject_id, entry.fields) for entry in entries]
    assert told == [
        ("user.identity_linked", str(alice.pk), ["oidc"]),
        ("user.identity_unlinked", str(alice.pk), ["oidc"]),
    ]


def test_part_of_a_page_does_not_become_a_log_in_page(alice, client):
    htmx = {"hx-request": "true", "hx-current-url": "http://testserver/fr/account/"}
    answer = client.get("/fr/account/sessions/", headers=THIEF | htmx)
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == f"/fr/account/login/?next={PAGE}"


def test_the_key_of_the_session_changes_at_log_in(cast, client):
    client.get("/fr/account/login/", headers=LAPTOP)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    form = {"login": "alice@example.org", "password": "correct horse battery staple", "next": PAGE}
    client.post("/fr/account/login/", form, headers=LAPTOP)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_page_does_not_write_the_session_each_time(alice, client):
    client.get(PAGE, headers=LAPTOP)
    before = Session.objects.get(session_key=client.session.session_key).session_data
    client.get(PAGE, headers=LAPTOP)
    assert Session.objects.get(session_key=client.session.session_key).session_data == before
