"""An organization that keeps addresses secret is entered through its own people, and nobody invites themselves."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.versions import EditConflict
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.invitations import invite_member, withdraw_invitation
from maillage.foundation.network.actions.memberships import end_membership
from maillage.foundation.network.actions.organizations import (
    create_organization,
    protect_organization,
    revise_organization,
)
from maillage.foundation.network.models import Invitation, Membership, Organization
from maillage.foundation.network.permissions import can_invite

MEMBERS = "/fr/organizations/antenna/members/"
INVITING = {"email": "zoe@example.org", "role": "worker", "language": "nl"}


@pytest.fixture
def shelter(cast):
    Organization.objects.filter(pk=cast.antenna.pk).update(protected=True)
    cast.antenna.refresh_from_db()
    return cast.antenna


def invite(cast, name, email="zoe@example.org", **place):
    return invite_member(actor=getattr(cast.actors, name), email=email, language="fr", **({"role": "worker"} | place))


@pytest.mark.parametrize(("name", "allowed"), [("amir", True), ("ada", True), ("carla", False), ("dora", False)])
@pytest.mark.parametrize("role", ["worker", "manager"])
def test_who_invites_into_a_protected_organization(cast, shelter, role, name, allowed):
    assert can_invite(getattr(cast.actors, name), shelter, role) is allowed
    if allowed:
        assert invite(cast, name, role=role, organization=shelter)
    else:
        with pytest.raises(PermissionDenied):
            invite(cast, name, role=role, organization=shelter)


def test_its_coordinator_sees_the_people_but_not_the_form(cast, shelter, client):
    invitation = invite(cast, "amir", organization=shelter)
    client.force_login(cast.people.carla)
    page = client.get(MEMBERS).content.decode()
    assert "Alice" in page
    assert 'name="email"' not in page and "/renewal/" not in page
    assert client.post(MEMBERS, INVITING | {"email": "new@example.org"}).status_code == 403
    assert client.post(f"/fr/invitations/{invitation.pk}/renewal/").status_code == 403
    assert Invitation.objects.get().invited_by == cast.people.amir


def test_its_coordinator_still_takes_back_and_ends(cast, shelter):
    withdraw_invitation(actor=cast.actors.carla, invitation=invite(cast, "amir", organization=shelter))
    end_membership(actor=cast.actors.carla, membership=Membership.objects.get(user=cast.people.alice))
    assert Invitation.objects.get().state == "withdrawn"


@pytest.mark.parametrize(("name", "where"), [("amir", "organization"), ("carla", "network"), ("ada", "organization")])
def test_nobody_invites_their_own_address(cast, name, where):
    person = getattr(cast.people, name)
    person.emailaddress_set.create(email="second@example.org", verified=True)
    place = {"organization": cast.antenna} if where == "organization" else {"network": cast.network, "role": "planner"}
    for email in (f" {person.email.upper()}", "second@example.org"):
        with pytest.raises(ValidationError):
            invite(cast, name, email=email, **place)
    assert not Invitation.objects.exists()


def test_that_is_said_beside_the_field(cast, client):
    client.force_login(cast.people.carla)
    page = client.post(MEMBERS, INVITING | {"email": cast.people.carla.email})
    assert page.context["form"].errors["email"]
    mine = Invitation.objects.create(
        email=cast.people.carla.email, email_index="x", organization=cast.antenna, role="worker", language="fr"
    )
    assert client.post(f"/fr/invitations/{mine.pk}/renewal/").status_code == 302
    assert not Entry.objects.filter(action="invitation.sent").exists()


def test_the_rooms_above_protect_it_once(cast):
    for _time in range(2):
        protect_organization(actor=cast.actors.alice, organization=cast.antenna)
        assert (cast.antenna.protected, cast.antenna.version) == (True, 2)
    entry = Entry.objects.get(action="organization.protected")
    assert (entry.subject_id, entry.within_id) == (str(cast.antenna.pk), str(cast.antenna.pk))
    with pytest.raises(EditConflict):  # a form that was open before
        revise_organization(actor=cast.actors.amir, organization=cast.antenna, version=1, changes={"protected": False})


@pytest.mark.parametrize(("name", "allowed"), [("amir", True), ("ada", True), ("carla", False)])
def test_who_decides_it(cast, shelter, client, name, allowed):
    client.force_login(getattr(cast.people, name))
    page = client.get(reverse("organization_edit", args=["antenna"]))
    assert ("protected" in page.context["form"].fields) is allowed
    changes = {"protected": False}
    if allowed:
        revise_organization(actor=getattr(cast.actors, name), organization=shelter, version=1, changes=changes)
    else:
        with pytest.raises(PermissionDenied):
            revise_organization(actor=getattr(cast.actors, name), organization=shelter, version=1, changes=changes)
    shelter.refresh_from_db()
    assert shelter.protected is not allowed


def test_a_new_one_is_protected_by_administrators(cast):
    values = {"name": TranslatedText.of({"fr": "Refuge"}), "protected": True}
    assert create_organization(actor=cast.actors.ada, values=values).protected
    with pytest.raises(PermissionDenied):
        create_organization(actor=cast.actors.carla, values=values, network=cast.network)
