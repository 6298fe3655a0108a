"""One closes one's own account: roles end, work goes to colleagues, and after a while nobody knows whose it was."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.foundation.accounts.actions import (
    AccountForgotten,
    LastAdministrator,
    forget_closed_accounts,
    set_active,
    shut_account,
)
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.closing import close_account
from maillage.foundation.network.actions.memberships import NotAColleague
from maillage.foundation.network.models import Membership

PAGE = "/fr/account/closure/"
PASSWORD = "correct horse battery staple"


def log_in(client, name):
    client.post("/fr/account/login/", {"login": f"{name}@example.org", "password": PASSWORD})
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})


@pytest.mark.parametrize("name", ["amir", "bob", "carla", "dora", "viktor", "charlie"])
def test_nobody_closes_the_account_of_another(cast, name):
    for act in (close_account, shut_account):
        with pytest.raises(PermissionDenied):
            act(actor=getattr(cast.actors, name), user=cast.people.alice)
    assert User.objects.get(name="Alice").is_active
    assert not Entry.objects.exists()


def test_ones_own_and_an_administrator_any(cast):
    close_account(actor=cast.actors.alice, user=cast.people.alice)
    close_account(actor=cast.actors.ada, user=cast.people.bob)
    assert set(User.objects.filter(is_active=False).values_list("name", flat=True)) == {"Alice", "Bob"}
    assert Entry.objects.filter(action="user.closed").count() == 2
    assert Entry.objects.filter(action="membership.ended").count() == 2


def test_the_last_administrator_stays(cast):
    with pytest.raises(LastAdministrator):
        close_account(actor=cast.actors.ada, user=cast.people.ada)
    User.objects.filter(pk=cast.people.bob.pk).update(is_administrator=True)
    close_account(actor=cast.actors.ada, user=cast.people.ada)


def test_work_goes_to_colleagues_only(cast):
    membership = Membership.objects.get(user=cast.people.alice)
    with pytest.raises(NotAColleague):
        close_account(actor=cast.actors.alice, user=cast.people.alice, heirs={membership.pk: cast.people.bob})
    assert Membership.objects.current().filter(pk=membership.pk).exists()
    assert User.objects.get(name="Alice").is_active


def test_after_a_while_nobody_knows_whose_it_was(cast):
    alice = cast.people.alice
    TOTP.activate(alice, generate_totp_secret())
    close_account(actor=cast.actors.alice, user=alice)
    now, month = timezone.now(), timedelta(days=30)
    assert forget_closed_accounts(actor=cast.actors.ada, now=now + timedelta(days=29), after=month) == 0
    assert forget_closed_accounts(actor=cast.actors.ada, now=now + timedelta(days=31), after=month) == 1
    assert forget_closed_accounts(actor=cast.actors.ada, now=now + timedelta(days=31), after=month) == 0
    alice.refresh_from_db()
    assert "lice" not in f"{alice.email} {alice.name} {alice}"
    assert not EmailAddress.objects.filter(user=alice).exists()
    assert not alice.authenticator_set.exists()
    with pytest.raises(AccountForgotten):
        set_active(actor=cast.actors.ada, user=alice, active=True)


def test_who_was_only_stopped_is_not_forgotten(cast):
    set_active(actor=cast.actors.ada, user=cast.people.alice, active=False)
    far = timezone.now() + timedelta(days=4000)
    assert forget_closed_accounts(actor=cast.actors.ada, now=far, after=timedelta(days=30)) == 0


def test_the_page_asks_who_takes_over(cast, client):
    log_in(client, "alice")
    assert PAGE in client.get("/fr/account/").text
    page = client.get(PAGE)
    assert "Amir" in page.text
    membership = Membership.objects.get(user=cast.people.alice)
    refused = client.post(PAGE, {f"{membership.pk}-handed_to": str(cast.people.bob.pk)})
    assert refused.status_code == 422
    answer = client.post(PAGE, {f"{membership.pk}-handed_to": str(cast.people.amir.pk)})
    assert answer.url == "/fr/"
    assert "_auth_user_id" not in client.session
    assert not User.objects.get(name="Alice").is_active
    log_in(client, "alice")
    assert "_auth_user_id" not in client.session


def test_the_page_wants_the_password_again(cast, client):
    """A session left open on a shared computer closes nobody's account."""
    client.force_login(cast.people.alice)
    for method in ("get", "post"):
        assert "reauthenticate" in getattr(client, method)(PAGE).url
    assert User.objects.get(name="Alice").is_active


def test_the_last_administrator_is_told_so(cast, client):
    log_in(client, "ada")
    answer = client.post(PAGE, {}, follow=True)
    assert answer.redirect_chain[-1][0] == PAGE
    assert User.objects.get(name="Ada").is_active
