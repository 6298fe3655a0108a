"""`maillage users`: what it does, what it says, and what it refuses."""

import re
from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command

from maillage.foundation.accounts.models import User
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.models import Invitation
from maillage.foundation.network.signals import membership_ended


def users(*arguments):
    said = StringIO()
    call_command("users", *arguments, stdout=said)
    return said.getvalue()


def test_list(cast):
    lines = users("list").splitlines()
    assert "alice@example.org\tAlice\tworker of antenna" in lines
    assert "ada@example.org\tAda\tadministrator" in lines
    assert len(lines) == 7


def test_create_prints_a_way_in(cast, client):
    said = users("create", "New@example.org", "--name", "New", "--language", "nl", "--administrator")
    user = User.objects.get(email="new@example.org")
    assert user.is_administrator and user.language == "nl"
    client.post(urlsplit(re.search(r"https?://\S+", said)[0]).path)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Entry.objects.get(action="user.created").actor_kind == "command"


def test_login_link(cast, client):
    said = users("login-link", "carla@example.org")
    client.post(urlsplit(re.search(r"https?://\S+", said)[0]).path)
    assert client.session["_auth_user_id"] == str(cast.people.carla.pk)


def test_invite(cast):
    users("invite", "zoe@example.org", "manager", "--organization", "antenna")
    users("invite", "zoe@example.org", "volunteer", "--network", "contract", "--language", "de")
    assert set(Invitation.objects.values_list("role", "language")) == {("manager", "fr"), ("volunteer", "de")}


def test_deactivate_and_reactivate(cast):
    users("deactivate", "alice@example.org")
    assert not User.objects.get(email="alice@example.org").is_active
    with pytest.raises(CommandError, match="reactivate"):
        users("login-link", "alice@example.org")
    users("reactivate", "alice@example.org")
    assert User.objects.get(email="alice@example.org").is_active


def test_close_hands_over_what_was_kept(cast):
    heard = []
    receiver = lambda **signal: heard.append((signal["membership"].user, signal["handed_to"]))  # noqa: E731
    membership_ended.connect(receiver)
    try:
        with pytest.raises(CommandError, match="no colleague"):
            users("close", "alice@example.org", "--hand-over-to", "bob@example.org")
        said = users("close", "alice@example.org", "--hand-over-to", "amir@example.org")
    finally:
        membership_ended.disconnect(receiver)
    assert heard == [(cast.people.alice, cast.people.amir)]
    assert "30 days" in said
    alice = User.objects.get(email="alice@example.org")
    assert not alice.is_active and alice.closed_at
    assert not alice.memberships.current().exists()
    assert "closed" in users("list")
    users("reactivate", "alice@example.org")
    assert User.objects.get(email="alice@example.org").closed_at is None


def test_the_last_administrator_is_not_closed(cast):
    with pytest.raises(CommandError, match="last administrator"):
        users("close", "ada@example.org")
    assert User.objects.get(email="ada@example.org").is_active


def test_reset_two_factor(cast):
    with pytest.raises(CommandError, match="no second factor"):
        users("reset-two-factor", "alice@example.org")
    TOTP.activate(cast.people.alice, generate_totp_secret())
    assert "alice@example.org" in users("reset-two-factor", "alice@example.org")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["login-link", "nobody@example.org"], "no account"),
        (["deactivate", "not an address"], "not an e-mail address"),
        (["create", "alice@example.org", "--name", "A"], "already"),
        (["create", "alice", "--name", "A"], "not an e-mail address"),
        (["invite", "z@example.org", "worker", "--network", "contract"], "coordinator, planner"),
        (["invite", "z@example.org", "worker", "--organization", "nowhere"], "no organization"),
        (["invite", "alice@example.org", "worker", "--organization", "antenna"], "already"),
        (["invite", "z@example.org", "worker"], "required"),
        (["create", "z@example.org", "--name", "Z", "--language", "ar"], "invalid choice"),
        ([], "required"),
    ],
)
def test_what_it_refuses(cast, arguments, reason):
    with pytest.raises(CommandError, match=reason):
        users(*arguments)
