"""Nobody learns here whether somebody has an account, and nobody learns what is not public."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.messages import get_messages

from maillage.foundation.network.models import Invitation
from maillage.foundation.notifications.models import Message
from maillage.offer.directory.actions import withdraw_service

MOVING = {"X-Request-Id", "Expires"}
KNOWN, UNKNOWN = "alice@example.org", "alicf@example.org"


def seen(answer, address: str) -> tuple:
    """All that somebody sees of an answer, without what was typed and what is different each time."""
    page = answer.text if not answer.has_header("Location") else ""
    for changing in (r'name="csrfmiddlewaretoken" value="[^"]*"', re.escape(address)):
        page = re.sub(changing, "…", page)
    headers = {name: value for name, value in answer.headers.items() if name not in MOVING}
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    return answer.status_code, headers, sorted(answer.cookies), said, page


def compare(clients, path: str, **forms) -> None:
    """Both addresses are answered alike, whatever follows."""
    answers = [
        seen(client.post(path, {name: value.format(address) for name, value in forms.items()}), address)
        for client, address in zip(clients, (KNOWN, UNKNOWN), strict=True)
    ]
    assert answers[0] == answers[1]


@pytest.fixture
def two(client, cast):
    """Two browsers that know nothing."""
    return client, client.__class__()


def test_logging_in(two):
    compare(two, "/fr/account/login/", login="{}", password="wrong")


def test_logging_in_takes_as_long(two, monkeypatch):
    """An unknown address costs a hash too, or the clock would tell."""
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given))
    counts = []
    for client, address in zip(two, (KNOWN, UNKNOWN), strict=True):
        hashed.clear()
        client.post("/fr/account/login/", {"login": address, "password": "wrong"})
        counts.append(len(hashed))
    assert counts[0] == counts[1] >= 1


def test_being_locked_out(two):
    for _try in range(9):
        compare(two, "/fr/account/login/", login="{}", password="wrong")


def test_forgetting_a_password(two):
    compare(two, "/fr/account/password/reset/", email="{}")
    assert Message.objects.count() == 1  # only the mailbox tells


def test_inviting_somebody(as_person, cast):
    """Whoever invites is not told whether the address has an account; whoever receives the letter knows."""
    answers = []
    for address in ("bob@example.org", "bof@example.org"):
        amir = as_person(cast.people.amir)
        form = {"email": address, "role": "worker", "language": "fr"}
        answers.append(seen(amir.post("/fr/organizations/antenna/members/", form), address))
    assert answers[0] == answers[1]
    assert Invitation.objects.count() == 2
    bodies = [re.sub(r"/l/[\w-]+/", "/l/…/", message.body) for message in Message.objects.filter(purpose="invitation")]
    assert bodies[0] == bodies[1]


def test_changing_ones_address(as_person, cast):
    alice = as_person(cast.people.alice)
    session = alice.session
    session["account_authentication_methods"] = [{"method": "password", "at": 9e9, "email": KNOWN}]
    session.save()
    answers = []
    for address in ("bob@example.org", "bof@example.org"):
        answers.append(seen(alice.post("/fr/account/email/", {"email": address, "action_add": ""}), address))
    assert answers[0] == answers[1]


def test_what_is_not_public_looks_like_what_is_not_there(client, cast, as_person, published):
    withdraw_service(actor=cast.actors.amir, service=published)
    bob = as_person(cast.people.bob)
    for visitor in (client, bob):
        for path in ("services/{}/", "services/{}/report/", "services/{}/qr.svg", "services/{}/eligibility/"):
            pages = [visitor.get(f"/fr/{path.format(slug)}") for slug in (published.slug, "nothing-here")]
            assert [page.status_code for page in pages] == [404, 404]
            texts = [
                page.text.replace(slug, "…") for page, slug in zip(pages, (published.slug, "nothing-here"), strict=True)
            ]
            assert re.sub(r'value="[^"]{64}"', "", texts[0]) == re.sub(r'value="[^"]{64}"', "", texts[1])
    for path in ("services/{}/edit/", "services/{}/edit/what/", "services/{}/preview/"):
        assert {bob.get(f"/fr/{path.format(slug)}").status_code for slug in (published.slug, "nothing-here")} == {404}
