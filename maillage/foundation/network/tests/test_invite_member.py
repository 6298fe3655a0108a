"""Who may offer which role, where."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.invitations import AlreadyMember, invite_member, withdraw_invitation
from maillage.foundation.network.models import Invitation, Participation
from maillage.foundation.network.permissions import can_invite
from maillage.foundation.network.scopes import InvitationQuerySet
from maillage.foundation.notifications.actions import deliver_due
from maillage.foundation.notifications.models import SignedLink

EVERYBODY = ["alice", "amir", "bob", "carla", "dora", "viktor", "ada", "charlie"]
# By body and role: who of the cast may invite. Everybody else may not.
MATRIX = {
    ("antenna", "worker"): {"amir", "carla", "ada"},
    ("antenna", "manager"): {"amir", "carla", "ada"},
    ("antenna", "coordinator"): set(),
    ("antenna", "volunteer"): set(),
    ("network", "coordinator"): {"carla", "ada"},
    ("network", "planner"): {"carla", "ada"},
    ("network", "volunteer"): {"carla", "ada"},
    ("network", "family"): {"carla", "ada"},
    ("network", "manager"): set(),
    ("other", "worker"): {"dora", "ada"},
    ("other_network", "volunteer"): {"dora", "ada"},
    ("antenna", "administrator"): set(),
}


def place_of(cast, body):
    kind = "network" if "network" in body else "organization"
    return {kind: getattr(cast, body)}


def invite(cast, actor="amir", body="antenna", role="worker", email="zoe@example.org"):
    actor = getattr(cast.actors, actor) if isinstance(actor, str) else actor
    return invite_member(actor=actor, email=email, role=role, language="nl", **place_of(cast, body))


@pytest.mark.parametrize("actor", EVERYBODY)
@pytest.mark.parametrize(("body", "role"), MATRIX)
def test_who_may_invite(cast, actor, body, role):
    allowed = actor in MATRIX[body, role]
    assert can_invite(getattr(cast.actors, actor), getattr(cast, body), role) is allowed
    if allowed:
        assert invite(cast, actor, body, role).state == "open"
    else:
        with pytest.raises(PermissionDenied):
            invite(cast, actor, body, role)
        assert not Invitation.objects.exists() and not SignedLink.objects.exists()


def test_an_invitation_is_a_message_in_the_invited_persons_language(cast):
    invitation = invite(cast, email=" Zoe@Example.org ")
    deliver_due()
    [sent] = mail.outbox
    assert sent.to == ["zoe@example.org"]
    assert "Antenne sociale" in sent.subject
    assert "Amir" in sent.body
    assert "/nl/l/" in sent.body
    entry = Entry.objects.get(action="invitation.sent")
    assert (entry.subject_id, entry.within_id) == (str(invitation.pk), str(cast.antenna.pk))
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, email_index FROM network_invitation")
        assert "zoe" not in str(cursor.fetchall())


def test_inviting_again_sends_a_fresh_link_for_the_same_invitation(cast):
    first, second = invite(cast), invite(cast, actor="carla", email="ZOE@example.org")
    assert first.pk == second.pk
    assert SignedLink.objects.usable().count() == 1
    deliver_due()
    assert len(mail.outbox) == 2


def test_two_who_invite_at_the_same_moment_send_one_invitation(cast, monkeypatch):
    first, look = invite(cast), InvitationQuerySet.get
    looks = []

    def late(self, *args, **kwargs):
        """The first look came before the other had written."""
        looks.append(kwargs)
        if len(looks) == 1:
            raise Invitation.DoesNotExist
        return look(self, *args, **kwargs)

    monkeypatch.setattr(InvitationQuerySet, "get", late)
    second = invite(cast, actor="carla")
    assert second.pk == first.pk and len(looks) == 2
    assert (Invitation.objects.count(), SignedLink.objects.usable().count()) == (1, 1)
    assert second.invited_by == cast.people.carla


@pytest.mark.parametrize(("body", "role"), [("antenna", "worker"), ("network", "planner")])
def test_one_invitation_to_a_role_is_open(cast, body, role):
    first = invite(cast, "ada", body, role)
    same = {"email": first.email, "email_index": first.email_index, "role": role, **place_of(cast, body)}
    Invitation.objects.create(**same, state="withdrawn")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(**same)


def test_who_holds_the_role_is_not_invited_to_it(cast):
    with pytest.raises(AlreadyMember):
        invite(cast, email="alice@example.org")
    assert invite(cast, email="alice@example.org", role="manager")


@pytest.mark.parametrize("email", ["zoe", "zoe@", "a@b.example, c@d.example", ""])
def test_what_is_no_address_is_not_invited(cast, email):
    with pytest.raises(ValidationError):
        invite(cast, email=email)


def test_an_invitation_is_for_one_body(cast):
    with pytest.raises(ValueError):
        invite_member(
            actor=cast.actors.ada, email="z@example.org", role="worker", language="fr",
            organization=cast.antenna, network=cast.network,
        )  # fmt: skip
    with pytest.raises(ValueError):
        invite_member(actor=cast.actors.ada, email="z@example.org", role="worker", language="fr")


def test_a_command_may_invite(cast):
    assert invite(cast, actor=command_actor("users")).invited_by is None


def test_an_organization_that_leaves_a_network_leaves_its_coordinator(cast):
    Participation.objects.filter(organization=cast.antenna).delete()
    with pytest.raises(PermissionDenied):
        invite(cast, actor="carla")


@pytest.mark.parametrize("actor", EVERYBODY)
def test_who_may_withdraw(cast, actor):
    invitation = invite(cast)
    if actor in MATRIX["antenna", "worker"]:
        withdraw_invitation(actor=getattr(cast.actors, actor), invitation=invitation)
        invitation.refresh_from_db()
        assert invitation.state == "withdrawn"
        assert not SignedLink.objects.usable().exists()
        assert Entry.objects.filter(action="invitation.withdrawn").count() == 1
        with pytest.raises(TransitionRefused):
            withdraw_invitation(actor=getattr(cast.actors, actor), invitation=invitation)
    else:
        with pytest.raises(PermissionDenied):
            withdraw_invitation(actor=getattr(cast.actors, actor), invitation=invitation)
        assert SignedLink.objects.usable().count() == 1
