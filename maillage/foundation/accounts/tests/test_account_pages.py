"""Every page of the account is there for its owner, and for nobody without one."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail

from maillage.foundation.accounts.models import User
from maillage.foundation.journal.models import Entry
from maillage.foundation.notifications.actions import deliver_due
from maillage.foundation.notifications.models import Message

PASSWORD = "correct horse battery staple"
OWN = ["", "email/", "password/change/", "two-factor/", "two-factor/webauthn/", "sessions/", "identity/", "logout/"]
PROTECTED = ["two-factor/totp/activate/", "two-factor/webauthn/add/"]
OPEN = ["login/", "inactive/", "email/sent/", "email/confirm/nothing/", "password/reset/", "password/reset/sent/"]


@pytest.fixture
def alice(cast, client):
    client.post("/fr/account/login/", {"login": "alice@example.org", "password": PASSWORD, "next": "/fr/account/"})
    return cast.people.alice


def reauthenticate(client):
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD, "next": "/fr/account/"})


def no_inline_code(page):
    html = page.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", html)
    # A block of data is no script: the browser does not run it.
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)
    assert all('type="application/json"' in attributes for attributes in scripts)


@pytest.mark.parametrize("page", OWN)
def test_ones_own_pages(alice, client, page):
    answer = client.get(f"/fr/account/{page}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    no_inline_code(answer)


@pytest.mark.parametrize("page", [*OWN[:-1], *PROTECTED])
def test_a_stranger_is_asked_to_log_in(client, db, page):
    answer = client.get(f"/fr/account/{page}")
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


@pytest.mark.parametrize("page", OPEN)
def test_pages_for_those_who_are_not_logged_in(client, db, page):
    answer = client.get(f"/fr/account/{page}")
    assert answer.status_code == 200
    no_inline_code(answer)


@pytest.mark.parametrize("page", PROTECTED)
def test_what_protects_the_account_asks_again_who_is_there(alice, client, page):
    assert "/account/reauthenticate/" in client.get(f"/fr/account/{page}")["Location"]
    reauthenticate(client)
    answer = client.get(f"/fr/account/{page}")
    assert answer.status_code == 200
    no_inline_code(answer)


def test_whoever_has_no_password_is_led_to_choosing_one(alice, client, django_capture_on_commit_callbacks):
    alice.set_unusable_password()
    alice.save()
    client.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/fr/account/reauthenticate/", follow=True)
    assert answer.redirect_chain == [("/fr/account/password/reset/", 302)]
    assert "mot de passe" in answer.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/fr/account/password/reset/", {"email": alice.email})
    assert "/password/reset/" in Message.objects.latest("created_at").body


def test_a_second_factor_is_set_up_printed_and_removed(alice, client, django_capture_on_commit_callbacks):
    reauthenticate(client)
    secret = client.get("/fr/account/two-factor/totp/activate/").context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/fr/account/two-factor/totp/activate/", {"code": code})
    assert answer["Location"].endswith("/recovery-codes/")
    page = client.get(answer["Location"])
    no_inline_code(page)
    assert len(re.findall(r"<code>\d{8}</code>", page.content.decode())) == 10
    assert client.get("/fr/account/two-factor/recovery-codes/download/").status_code == 200
    for path in ["two-factor/", "two-factor/recovery-codes/generate/", "two-factor/totp/deactivate/"]:
        no_inline_code(client.get(f"/fr/account/{path}"))
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored  # encrypted with the keys of the house
    client.post("/fr/account/two-factor/totp/deactivate/")
    assert not Authenticator.objects.exists()
    told = Entry.objects.filter(subject_id=alice.pk, action__startswith="user.two_factor")
    assert {(entry.action, *entry.fields) for entry in told} == {
        (f"user.two_factor_{what}", kind) for what in ("added", "removed") for kind in ("totp", "recovery_codes")
    }
    deliver_due()
    assert [sent.to for sent in mail.outbox] == [[alice.email]] * 2  # its owner is told each time


def test_the_second_factor_is_asked_for_and_limited(cast, client):
    TOTP.activate(cast.people.alice, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    answer = client.post("/fr/account/login/", {"login": "alice@example.org", "password": PASSWORD})
    assert answer["Location"] == "/fr/account/two-factor/authenticate/"
    no_inline_code(client.get(answer["Location"]))
    for _try in range(15):
        page = client.post("/fr/account/two-factor/authenticate/", {"code": "000000"})
    assert page.context["form"].errors
    code = format_hotp_value(
        hotp_value("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", next(iter(yield_hotp_counters_from_time())))
    )
    client.post("/fr/account/two-factor/authenticate/", {"code": code})
    assert client.get("/fr/account/").status_code == 302  # too many tries: not even the right one


def test_it_is_said_where_a_recovery_code_fits(cast, client):
    TOTP.activate(cast.people.alice, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    login = "/en/account/login/"
    assert "a printed recovery code fits as well" in client.get(login).text
    asked = client.post(login, {"login": "alice@example.org", "password": PASSWORD}, follow=True)
    assert "or one of the recovery codes that you printed" in asked.text
    assert 'placeholder="' not in asked.text.partition("<main")[2].partition("</main>")[0]


def test_a_key_is_named_in_words_of_ours(alice, client):
    reauthenticate(client)
    page = client.get("/en/account/two-factor/webauthn/add/").text
    assert "Name of this key or device" in page
    assert "Log in with it alone, without a password" in page


def test_a_forgotten_password(cast, client):
    for address in ["alice@example.org", "nobody@example.org"]:
        answer = client.post("/nl/account/password/reset/", {"email": address})
        assert answer["Location"] == "/nl/account/password/reset/sent/"
    deliver_due()
    [sent] = mail.outbox
    assert sent.to == ["alice@example.org"]
    link = urlsplit(re.search(r"https?://\S+", sent.body)[0]).path
    form = client.get(link, follow=True)
    no_inline_code(form)
    there = form.redirect_chain[-1][0]
    weak = client.post(there, {"password1": "secret", "password2": "secret"})
    assert weak.status_code == 200 and weak.context["form"].errors
    new = "another horse another battery"
    assert client.post(there, {"password1": new, "password2": new}).status_code == 302
    assert client.get("/nl/account/password/reset/done/").status_code == 200
    assert client.get(link, follow=True).context["token_fail"]
    assert Entry.objects.filter(action="user.password_changed", subject_id=cast.people.alice.pk).count() == 1
    assert User.objects.get(pk=cast.people.alice.pk).check_password(new)


def test_nobodys_mailbox_is_flooded(cast, client):
    form = {"email": "alice@example.org"}
    answers = [client.post("/fr/account/password/reset/", form).status_code for _time in range(6)]
    assert answers == [302] * 5 + [429]
    assert "5 minutes" in client.post("/fr/account/password/reset/", form).content.decode()


def test_another_password_ends_every_session(alice, client):
    new = "another horse another battery"
    client.post("/fr/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/fr/account/").status_code == 302
    deliver_due()
    assert mail.outbox[-1].to == [alice.email]  # and its owner is told


def test_another_address_counts_once_it_is_confirmed(alice, client):
    reauthenticate(client)
    client.post("/fr/account/email/", {"email": "alice@new.example.org", "action_add": ""})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    no_inline_code(client.get("/fr/account/email/"))
    deliver_due()
    [sent] = [message for message in mail.outbox if message.to == ["alice@new.example.org"]]
    link = urlsplit(re.search(r"https?://\S+", sent.body)[0]).path
    client.get(link)  # a mail scanner opens it
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    client.post(link)
    alice.refresh_from_db()
    assert alice.email == "alice@new.example.org"
    assert [address.email for address in EmailAddress.objects.filter(user=alice)] == ["alice@new.example.org"]
    assert Entry.objects.filter(action="user.address_changed", subject_id=alice.pk).count() == 1


def test_name_and_language(alice, client):
    answer = client.post(
        "/fr/account/", {"name": "Alice B.", "language": "nl", "is_administrator": "on", "email": "x@x.be"}
    )
    assert answer["Location"] == "/nl/account/"
    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.is_administrator, alice.email) == (
        "Alice B.",
        "nl",
        False,
        "alice@example.org",
    )
    entry = Entry.objects.get(action="user.updated")
    assert entry.fields == ["language", "name"]


def test_a_language_that_the_staffs_pages_do_not_have_is_refused(alice, client):
    assert client.post("/fr/account/", {"name": "Alice", "language": "ar"}).context["form"].errors["language"]
    assert client.post("/fr/account/", {"name": " ", "language": "fr"}).context["form"].errors["name"]


def test_messages_are_in_the_language_of_the_account(cast, client):
    User.objects.filter(pk=cast.people.alice.pk).update(language="de")
    client.post("/it/account/password/reset/", {"email": "alice@example.org"})
    deliver_due()
    assert mail.outbox[0].extra_headers["Content-Language"] == "de"
    assert "Passwort" in mail.outbox[0].subject


def test_an_identity_provider_shows_where_one_is_configured(client, db, settings):
    assert "/identity/" not in client.get("/fr/account/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "itsme",
                    "name": "itsme",
                    "client_id": "a",
                    "secret": "b",
                    "settings": {"server_url": "https://id.example.org"},
                }
            ]
        }
    }
    page = client.get("/fr/account/login/").content.decode()
    assert "/identity/oidc/itsme/login/" in page
    assert client.get("/identity/oidc/itsme/login/").status_code == 200  # a page with a button: nothing leaves on a GET
