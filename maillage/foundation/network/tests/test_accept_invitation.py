"""An invitation is accepted by the owner of its address, once, with an account of theirs."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from maillage.foundation.accounts.actions import AddressTaken
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.invitations import (
    WrongAccount,
    accept_invitation,
    invite_member,
    withdraw_invitation,
)
from maillage.foundation.network.models import Invitation, Membership
from maillage.foundation.notifications.actions import deliver_due
from maillage.foundation.notifications.links import LinkSpent
from maillage.foundation.notifications.models import SignedLink

PASSWORD = "another horse another battery"
NEW = {"name": "Zoé", "password": PASSWORD}


def invited(cast, email="zoe@example.org", role="worker"):
    """The path of the page that the invitation's message leads to."""
    invite_member(actor=cast.actors.amir, email=email, role=role, language="fr", organization=cast.antenna)
    deliver_due()
    return urlsplit(re.search(r"https?://\S+/l/\S+", mail.outbox[-1].body)[0]).path


def roles_of(email):
    return list(Membership.objects.current().filter(user__email=email).values_list("role", "organization__slug"))


def test_a_new_person_opens_an_account_and_is_logged_in(cast, client):
    path = invited(cast)
    assert client.get(path).status_code == 200
    assert not User.objects.filter(email="zoe@example.org").exists()
    assert client.post(path, NEW)["Location"] == "/fr/desk/"
    zoe = User.objects.get(email="zoe@example.org")
    assert (zoe.name, zoe.language, zoe.is_administrator) == ("Zoé", "fr", False)
    assert client.session["_auth_user_id"] == str(zoe.pk)
    assert roles_of("zoe@example.org") == [("worker", "antenna")]
    entry = Entry.objects.get(action="invitation.accepted")
    assert (entry.actor_kind, entry.within_id) == ("link", str(cast.antenna.pk))
    assert Client().post("/fr/account/login/", {"login": "zoe@example.org", "password": PASSWORD}).status_code == 302


def test_nothing_but_name_and_password_is_taken_from_the_form(cast, client):
    path = invited(cast)
    extra = {"role": "manager", "email": "mallory@example.org", "organization": cast.other.pk, "is_administrator": "on"}
    client.post(path, NEW | extra | {"user": cast.people.ada.pk})
    assert roles_of("zoe@example.org") == [("worker", "antenna")]
    assert not User.objects.get(email="zoe@example.org").is_administrator
    assert not User.objects.filter(email="mallory@example.org").exists()


@pytest.mark.parametrize("password", ["", "short", "123456789012", "zoe@example.org", "password12345"])
def test_a_weak_password_is_refused(cast, client, password):
    path = invited(cast)
    page = client.post(path, NEW | {"password": password})
    assert page.context["form"].errors["password"]
    link = SignedLink.objects.usable().get()
    with pytest.raises(ValidationError):
        accept_invitation(link=link, name="Zoé", password=password)
    assert not User.objects.filter(email="zoe@example.org").exists()
    assert Invitation.objects.get().state == "open"  # and it can still be accepted
    assert client.post(path, NEW).status_code == 302


def test_who_has_an_account_logs_in_first(cast, client):
    path = invited(cast, email="viktor@example.org")
    page = client.get(path).content.decode()
    assert f"/fr/account/login/?next={path}" in page
    assert client.post(path, NEW).status_code == 200  # changes nothing
    assert roles_of("viktor@example.org") == [("volunteer", None)]
    with pytest.raises(AddressTaken):
        accept_invitation(link=SignedLink.objects.usable().get(), **NEW)
    client.force_login(cast.people.viktor)
    assert client.get(path).status_code == 200
    assert client.post(path)["Location"] == "/fr/roles/"
    assert set(roles_of("viktor@example.org")) == {("volunteer", None), ("worker", "antenna")}


def test_somebody_else_cannot_accept_it(cast, client):
    path = invited(cast)
    client.force_login(cast.people.bob)
    assert client.post(path, NEW).status_code == 200
    with pytest.raises(WrongAccount):
        accept_invitation(link=SignedLink.objects.usable().get(), user=cast.people.bob)
    assert roles_of("bob@example.org") == [("worker", "other")]
    assert Invitation.objects.get().state == "open"


def test_it_is_accepted_once(cast, client):
    path = invited(cast)
    client.post(path, NEW)
    client.logout()
    assert client.get(path).status_code == 410
    assert client.post(path, NEW).status_code == 410
    assert User.objects.filter(email="zoe@example.org").count() == 1


def test_who_was_invited_and_has_the_role_meanwhile_keeps_one(cast, client):
    path = invited(cast, email="bob@example.org")
    Membership.objects.create(user=cast.people.bob, organization=cast.antenna, role="worker")
    client.force_login(cast.people.bob)
    assert client.post(path).status_code == 302
    assert sorted(roles_of("bob@example.org")) == [("worker", "antenna"), ("worker", "other")]


def test_a_withdrawn_invitation_opens_nothing(cast, client):
    path = invited(cast)
    withdraw_invitation(actor=cast.actors.amir, invitation=Invitation.objects.get())
    assert client.get(path).status_code == 410
    assert client.post(path, NEW).status_code == 410
    assert not User.objects.filter(email="zoe@example.org").exists()


def test_an_expired_link_is_renewed_to_the_invited_address(cast, client):
    path = invited(cast)
    SignedLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert client.post(path, NEW).status_code == 410
    assert client.post(f"{path}renewal/").status_code == 302
    deliver_due()
    assert [sent.to for sent in mail.outbox] == [["zoe@example.org"]] * 2
    fresh = urlsplit(re.search(r"https?://\S+/l/\S+", mail.outbox[-1].body)[0]).path
    assert fresh != path
    entry = Entry.objects.get(action="invitation.renewed")
    assert (entry.actor_kind, entry.subject_id) == ("link", str(Invitation.objects.get().pk))
    assert entry.within_id == str(cast.antenna.pk)
    assert client.post(fresh, NEW).status_code == 302


def test_an_expired_link_of_a_withdrawn_invitation_is_not_renewed(cast, client):
    path = invited(cast)
    SignedLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    withdraw_invitation(actor=cast.actors.amir, invitation=Invitation.objects.get())
    assert "renewal" not in client.get(path).content.decode()
    assert client.post(f"{path}renewal/").status_code == 410


def unmake(cast, how):
    """Amir, who has invited, may not do so any more."""
    if how == "role":
        Membership.objects.filter(user=cast.people.amir).update(ended_at=timezone.now())
    elif how == "account":
        User.objects.filter(pk=cast.people.amir.pk).update(is_active=False)
    else:  # he has taken the address that he has invited
        User.objects.filter(pk=cast.people.amir.pk).update(email="zoe@example.org")


@pytest.mark.parametrize("how", ["role", "account", "address"])
def test_what_its_sender_may_not_offer_any_more_opens_nothing(cast, client, how):
    path = invited(cast)
    unmake(cast, how)
    assert client.get(path).status_code == 410
    assert client.post(path, NEW).status_code == 410
    with pytest.raises(LinkSpent):
        accept_invitation(link=SignedLink.objects.usable().get(), **NEW)
    SignedLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert "renewal" not in client.get(path).content.decode()
    assert client.post(f"{path}renewal/").status_code == 410
    assert Membership.objects.filter(organization=cast.antenna).count() == 2


def test_somebody_else_offers_it_again(cast, client):
    invited(cast)
    unmake(cast, "role")
    invite_member(
        actor=cast.actors.carla, email="zoe@example.org", role="worker", language="fr", organization=cast.antenna
    )
    assert accept_invitation(link=SignedLink.objects.usable().get(), **NEW).role == "worker"


def test_it_is_not_renewed_for_ever(cast, client):
    path = invited(cast)
    SignedLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    Invitation.objects.update(modified_at=timezone.now() - timedelta(days=59))
    assert "renewal" in client.get(path).content.decode()
    Invitation.objects.update(modified_at=timezone.now() - timedelta(days=61))
    assert "renewal" not in client.get(path).content.decode()
    assert client.post(f"{path}renewal/").status_code == 410
    assert SignedLink.objects.count() == 1
    path = invited(cast)  # but those who run the place send it again
    assert client.get(path).status_code == 200


def test_a_closed_account_does_not_accept(cast):
    invited(cast, email="bob@example.org")
    User.objects.filter(pk=cast.people.bob.pk).update(is_active=False)
    cast.people.bob.refresh_from_db()
    with pytest.raises(WrongAccount):
        accept_invitation(link=SignedLink.objects.usable().get(), user=cast.people.bob)


def test_a_link_for_something_else_accepts_nothing(cast):
    invited(cast)
    link = SignedLink.objects.usable().get()
    SignedLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    with pytest.raises(LinkSpent):
        accept_invitation(link=link, **NEW)
    assert not User.objects.filter(email="zoe@example.org").exists()
    assert Invitation.objects.get().state == "open"
