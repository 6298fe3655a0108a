"""The table of who gets in: every page, list and action of places, organizations and networks, for the whole cast.

Alice works for the antenna, Amir manages it, Carla coordinates its network; Bob works for another organization, Dora
coordinates another network, Viktor is a volunteer, Ada runs the instance, Charlie is a stranger.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.transitions import TransitionRefused, move
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.importing import Columns, import_boundaries
from maillage.foundation.network.actions.invitations import accept_invitation, invite_member, withdraw_invitation
from maillage.foundation.network.actions.journal import read_journal
from maillage.foundation.network.actions.memberships import end_membership, read_members
from maillage.foundation.network.actions.networks import create_network, revise_network
from maillage.foundation.network.actions.organizations import create_organization, revise_organization
from maillage.foundation.network.actions.territories import create_territory, draw_from, revise_territory
from maillage.foundation.network.actions.working_groups import revise_working_group
from maillage.foundation.network.models import Invitation, Membership, WorkingGroup
from maillage.foundation.notifications.actions import create_link, queue_message, read_unsent, retry_message
from maillage.foundation.notifications.links import LinkRefused, find_link
from maillage.foundation.notifications.models import Message, SignedLink
from tests.security.sending import everything

pytestmark = pytest.mark.once

NAME = TranslatedText.of({"fr": "Neuf"})
INVITING = {"email": "z@example.org", "role": "worker", "language": "fr"}
EVERYBODY = ["alice", "amir", "bob", "carla", "dora", "viktor", "ada", "charlie"]
OF_THE_ANTENNA = {"amir", "carla", "ada"}
OF_THE_NETWORK = {"carla", "ada"}
COORDINATORS = {"carla", "dora", "ada"}

PAGES = {
    "organizations/create": COORDINATORS,
    "organizations/antenna/edit": OF_THE_ANTENNA,
    "organizations/antenna/members": OF_THE_ANTENNA,
    "networks/create": {"ada"},
    "networks/contract/edit": OF_THE_NETWORK,
    "networks/contract/members": OF_THE_NETWORK,
    "working-groups/create": COORDINATORS,
    "working-groups/{group}/edit": OF_THE_NETWORK,
    "territories/create": COORDINATORS,
    "territories/import": COORDINATORS,
    "territories/schaerbeek/edit": OF_THE_NETWORK,
    "territories/schaerbeek/draw": OF_THE_NETWORK,
    "territories/cuneo/edit": {"dora", "ada"},
    "territories/cuneo/draw": {"dora", "ada"},
    "journal": {"amir", *COORDINATORS},
    "journal/export": {"amir", *COORDINATORS},
    "messages": {"ada"},
    "roles/{membership}/end": {"alice", *OF_THE_ANTENNA},
}
BUTTONS = {  # by POST alone
    "invitations/{invitation}/renewal": OF_THE_ANTENNA,
    "invitations/{invitation}/withdrawal": OF_THE_ANTENNA,
    "messages/{message}/retry": {"ada"},
}


@pytest.fixture
def things(cast):
    """What the pages and the actions are about, all of the antenna and its network."""
    group = WorkingGroup.objects.create(name=TranslatedText.of({"fr": "Logement"}))
    group.networks.add(cast.network)
    invitation = Invitation.objects.create(
        email="new@example.org", email_index="x", organization=cast.antenna, role="worker", language="fr"
    )
    message = queue_message(
        key="a", purpose="a", recipient="secret@example.org", language="fr", subject="Secret", body="Secret"
    )
    move(message, to=Message.State.FAILED)
    message.save()
    membership = Membership.objects.get(user=cast.people.alice)
    return {"group": group, "invitation": invitation, "membership": membership, "message": message}


@pytest.fixture
def browser(cast, as_person):
    """`browser("alice")`, with her logged in; Charlie's is nobody's."""
    return lambda name: Client() if name == "charlie" else as_person(getattr(cast.people, name))


def address_of(page, things):
    return f"/fr/{page.format(**{name: thing.pk for name, thing in things.items()})}/"


def is_let_in(name, answer):
    """Whether somebody was let in; who is not is told so: a stranger by the log-in, others by 403 or 404."""
    if name == "charlie":
        assert answer.status_code == 302 and "/account/login/" in answer["Location"]
        return False
    assert answer.status_code in (200, 302, 403, 404, 422)
    return answer.status_code not in (403, 404)


@pytest.mark.parametrize("page", PAGES)
def test_who_opens_a_page_and_who_sends_its_form(things, browser, page):
    address = address_of(page, things)
    for name in EVERYBODY:
        assert is_let_in(name, browser(name).get(address)) == (name in PAGES[page]), f"{name} GET {address}"
        if name not in PAGES[page]:
            before = everything()
            if browser(name).post(address, {"version": "1"}).status_code == 405:
                continue  # a page that has no form
            assert not is_let_in(name, browser(name).post(address, {"version": "1"})), f"{name} POST {address}"
            assert everything() == before


@pytest.mark.parametrize("button", BUTTONS)
def test_who_presses_a_button(things, browser, button):
    address = address_of(button, things)
    for name in set(EVERYBODY) - BUTTONS[button]:
        assert not is_let_in(name, browser(name).post(address)), f"{name} POST {address}"
    assert Invitation.objects.get().state == "open"
    assert Message.objects.get().state == "failed"
    for name in BUTTONS[button]:
        Invitation.objects.update(state="open")
        assert is_let_in(name, browser(name).post(address)), f"{name} POST {address}"


ACTIONS = {
    "create_organization": (
        OF_THE_NETWORK,
        create_organization,
        lambda cast, things: {"values": {"name": NAME}, "network": cast.network},
    ),
    "revise_organization": (
        OF_THE_ANTENNA,
        revise_organization,
        lambda cast, things: {"organization": cast.antenna, "version": 1, "changes": {"website": ""}},
    ),
    "create_network": (
        {"ada"},
        create_network,
        lambda cast, things: {"values": {"name": NAME}},
    ),
    "revise_network": (
        OF_THE_NETWORK,
        revise_network,
        lambda cast, things: {"network": cast.network, "version": 1, "changes": {"programme": "x"}},
    ),
    "revise_working_group": (
        OF_THE_NETWORK,
        revise_working_group,
        lambda cast, things: {"group": things["group"], "version": 1, "changes": {}},
    ),
    "create_territory": (
        OF_THE_NETWORK,
        create_territory,
        lambda cast, things: {"values": {"name": NAME, "kind": "block", "parent": cast.place, "languages": ["fr"]}},
    ),
    "revise_territory": (
        OF_THE_NETWORK,
        revise_territory,
        lambda cast, things: {"territory": cast.place, "version": 1, "changes": {"population": 3}},
    ),
    "draw_from": (
        OF_THE_NETWORK,
        draw_from,
        lambda cast, things: {"territory": cast.place, "version": 1, "pieces": []},
    ),
    "import_boundaries": (
        OF_THE_NETWORK,
        import_boundaries,
        lambda cast, things: {
            "features": [],
            "kind": "block",
            "columns": Columns("name", "code"),
            "scheme": "LOCAL",
            "parent": cast.place,
            "languages": ["fr"],
        },
    ),
    "invite_member": (
        OF_THE_ANTENNA,
        invite_member,
        lambda cast, things: {
            "email": "z@example.org",
            "role": "worker",
            "language": "fr",
            "organization": cast.antenna,
        },
    ),
    "withdraw_invitation": (
        OF_THE_ANTENNA,
        withdraw_invitation,
        lambda cast, things: {"invitation": things["invitation"]},
    ),
    "end_membership": (
        {"alice", *OF_THE_ANTENNA},
        end_membership,
        lambda cast, things: {"membership": things["membership"]},
    ),
    "read_members": (
        OF_THE_ANTENNA,
        read_members,
        lambda cast, things: {"body": cast.antenna},
    ),
    "read_unsent": ({"ada"}, read_unsent, lambda cast, things: {}),
    "retry_message": ({"ada"}, retry_message, lambda cast, things: {"message": things["message"]}),
    "read_journal": ({"amir", *COORDINATORS}, read_journal, lambda cast, things: {}),
}


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_do_it(cast, things, action, name):
    allowed, act, arguments = ACTIONS[action]
    if name not in allowed:
        with pytest.raises(PermissionDenied):
            act(actor=getattr(cast.actors, name), **arguments(cast, things))
        assert not Entry.objects.exists()
        return
    try:
        act(actor=getattr(cast.actors, name), **arguments(cast, things))
    except ValidationError as error:  # who is let in is told what is missing
        assert error.code == "no_pieces"


@pytest.mark.parametrize("name", EVERYBODY[:-1])  # a stranger has no desk: the pages above
def test_lists_hold_what_is_ones_own(cast, things, browser, name):
    """The antenna is in nobody's lists but its people's, its coordinator's and the administrator's."""
    desk, roles = browser(name).get("/fr/desk/").text, browser(name).get("/fr/roles/").text
    assert ("Antenne sociale" in desk) == (name in {"alice", *OF_THE_ANTENNA})
    assert ("Contrat de quartier" in desk) == (name in OF_THE_NETWORK)
    assert ("Antenne sociale" in roles) == (name in {"alice", "amir"})


def test_a_link_that_is_over_opens_nothing(cast, things):
    """Expired, used, withdrawn, or of an invitation that is withdrawn: the page says so, and the action refuses."""
    invitation = things["invitation"]

    def link(**changes):
        made, token = create_link(
            purpose="invitation", subject=invitation, recipient="new@example.org", language="fr",
            lifetime=timedelta(days=1),
        )  # fmt: skip
        SignedLink.objects.filter(pk=made.pk).update(**changes)
        return SignedLink.objects.get(pk=made.pk), token

    over = timezone.now() - timedelta(minutes=1)
    for changes in ({"expires_at": over}, {"used_at": over}, {"revoked_at": over}):
        made, token = link(**changes)
        with pytest.raises(LinkRefused):
            find_link(token)
        for method in ("get", "post"):
            answer = getattr(Client(), method)(f"/fr/l/{token}/", {"name": "Zoé", "password": "a long pass phrase 9"})
            assert answer.status_code == 410
        with pytest.raises(LinkRefused):
            accept_invitation(link=made, name="Zoé", password="a long pass phrase 9")
    assert Invitation.objects.get().state == "open"
    withdraw_invitation(actor=cast.actors.amir, invitation=invitation)
    made, token = link()
    assert Client().get(f"/fr/l/{token}/").status_code == 410
    with pytest.raises(TransitionRefused):
        accept_invitation(link=made, name="Zoé", password="a long pass phrase 9")
    assert not Membership.objects.filter(user__email="new@example.org").exists()
