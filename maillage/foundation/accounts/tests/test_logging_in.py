"""Logging in: what is refused, what is said, and what is written down."""

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client

from maillage.foundation.journal.models import Entry

LOGIN = "/fr/account/login/"
PASSWORD = "correct horse battery staple"


def log_in(client, login="alice@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password} | more)


def test_an_address_and_a_password_log_in(cast, client):
    assert log_in(client, login=" Alice@Example.org ", next="/fr/account/")["Location"] == "/fr/account/"
    entry = Entry.objects.get(action="user.logged_in")
    assert (entry.actor_id, entry.subject_id) == (str(cast.people.alice.pk),) * 2
    assert entry.origin  # the request
    client.post("/fr/account/logout/")
    assert Entry.objects.filter(action="user.logged_out", subject_id=cast.people.alice.pk).count() == 1
    assert client.get("/fr/account/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(cast, client, elsewhere):
    assert log_in(client, next=elsewhere)["Location"] == "/fr/desk/"
    assert client.get(f"{LOGIN}?next={elsewhere}")["Location"] == "/fr/desk/"  # once logged in
    assert client.post("/fr/account/logout/", {"next": elsewhere})["Location"] == "/fr/"


def test_a_post_from_elsewhere_is_refused(cast):
    strict = Client(enforce_csrf_checks=True)
    assert log_in(strict).status_code == 403
    strict.force_login(cast.people.alice)
    assert strict.post("/fr/account/", {"name": "Mallory", "language": "fr"}).status_code == 403
    cast.people.alice.refresh_from_db()
    assert cast.people.alice.name == "Alice"


def test_eight_wrong_passwords_lock_the_account_here(cast, client):
    answers = [log_in(client, password=f"wrong {number}").status_code for number in range(9)]
    assert answers == [200] * 7 + [429, 429]
    locked = log_in(client)  # even the right one
    assert locked.status_code == 429
    assert "20 minutes" in locked.content.decode()
    assert locked["Retry-After"] == "1200"
    entry = Entry.objects.get(action="user.locked_out")  # one, not one for each try on the locked door
    assert (entry.actor_kind, entry.actor_id, entry.subject_id) == ("stranger", "", str(cast.people.alice.pk))


def test_another_person_is_not_locked(cast, client):
    for number in range(9):
        log_in(client, password=f"wrong {number}")
    assert log_in(client, login="amir@example.org", next="/fr/account/").status_code == 302


def test_a_success_clears_the_count(cast, client):
    for _round in range(2):
        for number in range(5):
            log_in(client, password=f"wrong {number}")
        assert log_in(client, next="/fr/account/").status_code == 302
        client.logout()


def test_one_account_tried_from_many_places_is_slowed_down(cast):
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(LOGIN, {"login": "alice@example.org", "password": "x"}).status_code
        for number in range(13)
    ]
    assert answers == [200] * 12 + [429]


def test_what_is_counted_holds_no_address(cast, client):
    for login in ["alice@example.org", "stranger@example.org"]:
        log_in(client, login=login, password="wrong")
    for attempt in AccessAttempt.objects.all():
        assert "example.org" not in f"{attempt.username} {attempt.post_data} {attempt.get_data}"
    assert AccessAttempt.objects.count() == 2
    log_in(client)
    assert not AccessLog.objects.exists()


def test_an_unknown_address_is_answered_like_a_wrong_password(cast, client):
    known, unknown = (
        log_in(client, login=login, password="wrong") for login in ["alice@example.org", "no@example.org"]
    )
    errors = [page.context["form"].errors.as_json() for page in (known, unknown)]
    assert errors[0] == errors[1]


def test_staying_logged_in_is_never_chosen_for_anybody(client, db):
    form = client.get(LOGIN).context["form"]
    assert not form["remember"].value()
    assert form.fields["remember"].help_text
    assert "checked" not in str(form["remember"])


def test_a_closed_account_does_not_log_in(cast, client):
    type(cast.people.alice).objects.filter(pk=cast.people.alice.pk).update(is_active=False)
    log_in(client)
    assert client.get("/fr/account/").status_code == 302


@pytest.mark.parametrize("path", ["signup/", "login/code/", "signup/passkey/"])
def test_nobody_signs_up(client, db, path):
    assert client.get(f"/fr/account/{path}").status_code == 404
