"""A role ends at once: for the person, in their browsers, and for the rooms above."""

import pytest
from django.core.exceptions import PermissionDenied

from maillage.foundation.accounts.actor import user_actor
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.invitations import invite_member
from maillage.foundation.network.actions.memberships import (
    MembershipOver,
    NotAColleague,
    colleagues_of,
    end_membership,
)
from maillage.foundation.network.models import Invitation, Membership
from maillage.foundation.network.roles import roles_of
from maillage.foundation.network.signals import membership_ended
from maillage.foundation.notifications.models import SignedLink

# By whose membership: who of the cast may end it.
MATRIX = {
    "alice": {"alice", "amir", "carla", "ada"},
    "amir": {"amir", "carla", "ada"},
    "bob": {"bob", "dora", "ada"},
    "carla": {"carla", "ada"},
    "viktor": {"viktor", "carla", "ada"},
}


def membership_of(cast, name):
    return Membership.objects.select_related("user", "organization", "network").get(user=getattr(cast.people, name))


@pytest.mark.parametrize("actor", ["alice", "amir", "bob", "carla", "dora", "viktor", "ada", "charlie"])
@pytest.mark.parametrize("name", MATRIX)
def test_who_may_end_it(cast, name, actor):
    membership = membership_of(cast, name)
    if actor in MATRIX[name]:
        end_membership(actor=getattr(cast.actors, actor), membership=membership)
        assert not Membership.objects.current().filter(pk=membership.pk).exists()
    else:
        with pytest.raises(PermissionDenied):
            end_membership(actor=getattr(cast.actors, actor), membership=membership)
        assert Membership.objects.current().filter(pk=membership.pk).exists()


def test_its_rights_end_with_it(cast):
    end_membership(actor=cast.actors.carla, membership=membership_of(cast, "amir"))
    assert roles_of(user_actor(cast.people.amir)).manager == frozenset()
    entry = Entry.objects.get(action="membership.ended")
    assert (entry.actor_id, entry.within_id) == (str(cast.people.carla.pk), str(cast.antenna.pk))
    with pytest.raises(MembershipOver):
        end_membership(actor=cast.actors.carla, membership=membership_of(cast, "amir"))


def offer(cast, name, email, role="worker", **place):
    return invite_member(
        actor=user_actor(getattr(cast.people, name)), email=email, role=role, language="fr",
        **(place or {"organization": cast.antenna}),
    )  # fmt: skip


def test_what_somebody_offered_ends_with_their_role(cast):
    his, hers = offer(cast, "amir", "zoe@example.org"), offer(cast, "carla", "yan@example.org")
    end_membership(actor=cast.actors.carla, membership=membership_of(cast, "amir"))
    states = dict(Invitation.objects.values_list("pk", "state"))
    assert states == {his.pk: "withdrawn", hers.pk: "open"}
    assert SignedLink.objects.usable().get().subject_id == str(hers.pk)
    entry = Entry.objects.get(action="invitation.withdrawn")
    assert (entry.actor_id, entry.subject_id) == (str(cast.people.carla.pk), str(his.pk))


def test_a_coordinators_offers_end_in_the_organizations_too(cast):
    offer(cast, "carla", "zoe@example.org")
    offer(cast, "carla", "yan@example.org", role="planner", network=cast.network)
    end_membership(actor=cast.actors.ada, membership=membership_of(cast, "carla"))
    assert set(Invitation.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_who_may_still_offer_it_goes_on_offering(cast):
    offer(cast, "amir", "zoe@example.org")
    second = Membership.objects.create(user=cast.people.amir, organization=cast.antenna, role="worker")
    end_membership(actor=cast.actors.carla, membership=second)
    assert Invitation.objects.get().state == "open"


def test_who_has_no_role_left_is_logged_out(cast, client):
    client.force_login(cast.people.alice)
    assert client.get("/fr/roles/").status_code == 200
    end_membership(actor=cast.actors.amir, membership=membership_of(cast, "alice"))
    assert client.get("/fr/roles/").status_code == 302


def test_who_has_another_role_stays(cast, client):
    Membership.objects.create(user=cast.people.alice, network=cast.network, role="planner")
    client.force_login(cast.people.alice)
    client.get("/fr/roles/")
    end_membership(
        actor=cast.actors.amir, membership=Membership.objects.get(user=cast.people.alice, organization=cast.antenna)
    )
    assert client.get("/fr/roles/").status_code == 200


def test_an_administrator_stays(cast, client):
    membership = Membership.objects.create(user=cast.people.ada, organization=cast.antenna, role="worker")
    client.force_login(cast.people.ada)
    client.get("/fr/roles/")
    end_membership(actor=cast.actors.ada, membership=membership)
    assert client.get("/fr/roles/").status_code == 200


@pytest.fixture
def heard():
    told = []

    def listen(sender, membership, actor, handed_to, **_signal):
        told.append((membership.pk, actor.id, handed_to))

    membership_ended.connect(listen)
    yield told
    membership_ended.disconnect(listen)


def test_the_rooms_above_hear_who_takes_over(cast, heard):
    membership = membership_of(cast, "alice")
    end_membership(actor=cast.actors.amir, membership=membership, handed_to=cast.people.amir)
    assert heard == [(membership.pk, str(cast.people.amir.pk), cast.people.amir)]


@pytest.mark.parametrize("name", ["alice", "bob", "viktor"])
def test_work_goes_to_a_colleague_only(cast, heard, name):
    membership = membership_of(cast, "alice")
    with pytest.raises(NotAColleague):
        end_membership(actor=cast.actors.amir, membership=membership, handed_to=getattr(cast.people, name))
    assert heard == []
    assert Membership.objects.current().filter(pk=membership.pk).exists()


def test_what_fails_above_ends_nothing(cast):
    def refuse(**_signal):
        raise RuntimeError

    membership_ended.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            end_membership(actor=cast.actors.amir, membership=membership_of(cast, "alice"))
    finally:
        membership_ended.disconnect(refuse)
    assert Membership.objects.current().filter(user=cast.people.alice).exists()
    assert not Entry.objects.filter(action="membership.ended").exists()


def test_colleagues_are_those_who_act_there_now(cast):
    assert list(colleagues_of(cast.people.alice, cast.antenna)) == [cast.people.amir]
    Membership.objects.create(user=cast.people.bob, organization=cast.antenna, role="worker")
    type(cast.people.amir).objects.filter(pk=cast.people.amir.pk).update(is_active=False)
    assert list(colleagues_of(cast.people.alice, cast.antenna)) == [cast.people.bob]
