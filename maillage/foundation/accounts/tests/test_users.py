"""Accounts are opened, closed and rescued by whoever runs the instance, and by nobody else."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied

from maillage.foundation.accounts.actions import (
    AddressTaken,
    create_user,
    end_sessions,
    reset_two_factor,
    set_active,
    update_profile,
)
from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.journal.models import Entry

MACHINE = command_actor("test")


def test_an_account_starts_with_a_verified_address_and_no_password(cast):
    user = create_user(actor=cast.actors.ada, email=" New@Example.org", name="New", language="de")
    assert (user.email, user.language, user.is_administrator) == ("new@example.org", "de", False)
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    assert Entry.objects.get(action="user.created").subject_id == str(user.pk)


def test_one_account_an_address(cast):
    with pytest.raises(AddressTaken):
        create_user(actor=MACHINE, email="ALICE@example.org", name="Another", language="fr")
    assert not Entry.objects.filter(action="user.created").exists()


@pytest.mark.parametrize("name", ["alice", "amir", "carla", "viktor", "charlie"])
def test_others_may_not(cast, name):
    actor, alice = getattr(cast.actors, name), cast.people.alice
    with pytest.raises(PermissionDenied):
        create_user(actor=actor, email="new@example.org", name="New", language="fr", is_administrator=True)
    with pytest.raises(PermissionDenied):
        set_active(actor=actor, user=alice, active=False)
    with pytest.raises(PermissionDenied):
        reset_two_factor(actor=actor, user=alice)
    alice.refresh_from_db()
    assert alice.is_active


def test_a_stranger_has_no_profile(cast):
    with pytest.raises(PermissionDenied):
        update_profile(actor=cast.actors.charlie, name="Charlie", language="fr")


def test_closing_an_account_ends_its_sessions(cast, client):
    client.force_login(cast.people.alice)
    assert client.get("/fr/account/").status_code == 200
    set_active(actor=MACHINE, user=cast.people.alice, active=False)
    assert client.get("/fr/account/").status_code == 302
    set_active(actor=MACHINE, user=cast.people.alice, active=True)
    assert client.get("/fr/account/").status_code == 302  # the account is open again, the session is not
    actions = list(Entry.objects.filter(subject_id=cast.people.alice.pk).values_list("action", flat=True))
    assert {"user.deactivated", "user.reactivated"} <= set(actions)


def test_a_lost_second_factor_is_removed(cast, client):
    TOTP.activate(cast.people.alice, generate_totp_secret())
    client.force_login(cast.people.alice)
    client.get("/fr/account/")
    assert reset_two_factor(actor=MACHINE, user=cast.people.alice) == 1
    assert not Authenticator.objects.exists()
    assert client.get("/fr/account/").status_code == 302
    assert reset_two_factor(actor=MACHINE, user=cast.people.alice) == 0


def test_only_that_persons_sessions_end(cast, client):
    client.force_login(cast.people.amir)
    client.get("/fr/account/")
    assert end_sessions(user=cast.people.alice) == 0
    assert client.get("/fr/account/").status_code == 200
