"""The pages of members: seen by those who run the place, unknown to those who have nothing to do with it."""

import pytest
from django.core import mail
from django.test import Client

from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.invitations import invite_member
from maillage.foundation.network.models import Invitation, Membership
from maillage.foundation.notifications.actions import deliver_due

ORGANIZATION = "/fr/organizations/antenna/members/"
NETWORK = "/fr/networks/contract/members/"
INVITING = {"email": "zoe@example.org", "role": "worker", "language": "nl"}
EVERYBODY = ["alice", "amir", "bob", "carla", "dora", "viktor", "ada", "charlie"]
# By page: what each of the cast is answered. 302 is the log-in page.
PAGES = {
    ORGANIZATION: dict(zip(EVERYBODY, [403, 200, 404, 200, 404, 404, 200, 302], strict=True)),
    NETWORK: dict(zip(EVERYBODY, [403, 403, 404, 200, 404, 403, 200, 302], strict=True)),
}


@pytest.fixture
def browser(cast):
    """A browser in which somebody of the cast is logged in; Charlie has no account."""

    def of(name):
        client = Client()
        if name != "charlie":
            client.force_login(getattr(cast.people, name))
        return client

    return of


@pytest.fixture
def invitation(cast):
    return invite_member(
        actor=cast.actors.amir, email="zoe@example.org", role="worker", language="fr", organization=cast.antenna
    )


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("page", PAGES)
def test_who_sees_and_who_invites(browser, page, name):
    client, answer = browser(name), PAGES[page][name]
    assert client.get(page).status_code == answer
    role = "worker" if page == ORGANIZATION else "volunteer"
    sent = client.post(page, INVITING | {"role": role})
    assert sent.status_code == (302 if answer == 200 else answer)
    assert Invitation.objects.count() == (1 if answer == 200 else 0)
    if answer == 302:
        assert "/account/login/" in sent["Location"]


def test_the_list_shows_people_and_open_invitations(browser, invitation):
    page = browser("amir").get(ORGANIZATION).content.decode()
    for word in ["Alice", "alice@example.org", "Amir", "zoe@example.org"]:
        assert word in page
    for word in ["Viktor", "Bob", "Carla"]:
        assert word not in page


@pytest.mark.parametrize("page", PAGES)
def test_who_read_the_list_is_written_down(browser, cast, page):
    for name in EVERYBODY:
        browser(name).get(page)
    body = cast.antenna if page == ORGANIZATION else cast.network
    entries = Entry.objects.filter(action="members.read")
    assert {(entry.subject_id, entry.within_id) for entry in entries} == {(str(body.pk), str(body.pk))}
    readers = {str(getattr(cast.people, name).pk) for name, answer in PAGES[page].items() if answer == 200}
    assert {entry.actor_id for entry in entries} == readers
    assert entries.count() == len(readers)


def test_an_invitation_that_is_sent_arrives(browser):
    browser("amir").post(ORGANIZATION, INVITING)
    deliver_due()
    assert mail.outbox[0].to == ["zoe@example.org"]


@pytest.mark.parametrize("role", ["coordinator", "planner", "volunteer", "family", "administrator", ""])
def test_a_role_that_does_not_exist_there_is_refused(browser, role):
    page = browser("amir").post(ORGANIZATION, INVITING | {"role": role})
    assert page.context["form"].errors["role"]
    assert not Invitation.objects.exists()


def test_where_is_said_by_the_address_only(browser, cast):
    elsewhere = {"organization": cast.other.pk, "network": cast.network.pk, "slug": "other", "body": cast.other.pk}
    more = {"invited_by": cast.people.ada.pk, "state": "accepted"}
    assert browser("amir").post(ORGANIZATION, INVITING | elsewhere | more).status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.organization, invitation.network) == (cast.antenna, None)
    assert (invitation.state, invitation.invited_by) == ("open", cast.people.amir)


def test_who_is_here_already_is_said_beside_the_field(browser):
    page = browser("amir").post(ORGANIZATION, INVITING | {"email": "alice@example.org"})
    assert page.context["form"].errors["email"]


def test_invitations_are_limited(browser, settings):
    client = browser("amir")
    answers = {client.post(ORGANIZATION, INVITING | {"role": "no"}).status_code for _time in range(60)}
    assert answers == {200}
    assert client.post(ORGANIZATION, INVITING).status_code == 429
    assert client.get(ORGANIZATION).status_code == 200


def test_an_invitation_is_sent_again_three_times_a_day(browser, invitation):
    amir, carla, address = browser("amir"), browser("carla"), f"/fr/invitations/{invitation.pk}/renewal/"
    answers = [amir.post(address), amir.post(ORGANIZATION, INVITING), carla.post(address)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert [client.post(address).status_code for client in (amir, carla)] == [429, 429]
    assert amir.post(ORGANIZATION, INVITING).status_code == 429
    assert amir.post(ORGANIZATION, INVITING | {"role": "manager"}).status_code == 302
    assert deliver_due().sent == 5


@pytest.mark.parametrize("verb", ["renewal", "withdrawal"])
@pytest.mark.parametrize("name", EVERYBODY)
def test_who_sends_again_and_withdraws(browser, invitation, verb, name):
    allowed = PAGES[ORGANIZATION][name] == 200
    client, address = browser(name), f"/fr/invitations/{invitation.pk}/{verb}/"
    assert client.get(address).status_code == (302 if name == "charlie" else 405)
    answer = client.post(address)
    expected = 302 if allowed or name == "charlie" else 404
    assert answer.status_code == expected
    invitation.refresh_from_db()
    assert invitation.state == ("withdrawn" if allowed and verb == "withdrawal" else "open")
    if allowed:
        assert answer["Location"] == ORGANIZATION
        assert client.post(address).status_code == (404 if verb == "withdrawal" else 302)


ENDS = {"alice": 200, "amir": 200, "bob": 404, "carla": 200, "dora": 404, "viktor": 404, "ada": 200, "charlie": 302}


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_ends_a_role(browser, cast, name):
    membership = Membership.objects.get(user=cast.people.alice)
    client, address = browser(name), f"/fr/roles/{membership.pk}/end/"
    assert client.get(address).status_code == ENDS[name]
    assert Membership.objects.current().filter(pk=membership.pk).exists()
    answer = client.post(address)
    assert answer.status_code == (302 if ENDS[name] == 200 else ENDS[name])
    assert Membership.objects.current().filter(pk=membership.pk).exists() is (ENDS[name] != 200)


def test_the_open_work_is_handed_over_on_the_page(browser, cast):
    membership = Membership.objects.get(user=cast.people.alice)
    client, address = browser("amir"), f"/fr/roles/{membership.pk}/end/"
    choices = client.get(address).context["form"].fields["handed_to"].queryset
    assert list(choices) == [cast.people.amir]
    wrong = client.post(address, {"handed_to": cast.people.bob.pk})
    assert wrong.context["form"].errors["handed_to"]
    assert client.post(address, {"handed_to": cast.people.amir.pk})["Location"] == ORGANIZATION


def test_who_leaves_the_last_role_is_logged_out_without_an_error(browser, cast):
    client = browser("viktor")
    address = f"/fr/roles/{Membership.objects.get(user=cast.people.viktor).pk}/end/"
    page = client.get(address)
    assert "handed_to" not in page.context["form"].fields  # he is not shown who else helps there
    answer = client.post(address, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].startswith("/fr/account/login/")


def test_ones_own_roles(browser):
    page = browser("amir").get("/fr/roles/").content.decode()
    assert "Antenne sociale" in page and ORGANIZATION in page
    assert "Antenne" not in browser("ada").get("/fr/roles/").content.decode()
    assert browser("charlie").get("/fr/roles/").status_code == 302


def test_a_post_from_elsewhere_is_refused(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.people.amir)
    assert strict.post(ORGANIZATION, INVITING).status_code == 403
    membership = Membership.objects.get(user=cast.people.alice)
    assert strict.post(f"/fr/roles/{membership.pk}/end/").status_code == 403
    assert not Invitation.objects.exists()


def test_the_list_costs_the_same_for_few_and_for_many(browser, cast, django_assert_max_num_queries):
    from maillage.foundation.accounts.models import User

    for number in range(15):
        user = User.objects.create_user(f"worker{number}@example.org", name=f"Worker {number}")
        Membership.objects.create(user=user, organization=cast.antenna, role="worker")
    client = browser("amir")
    client.get(ORGANIZATION)
    with django_assert_max_num_queries(16):
        client.get(ORGANIZATION)
