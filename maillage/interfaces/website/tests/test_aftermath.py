"""After a restore nothing of the day of the backup acts by itself."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from maillage.foundation.journal.models import Entry
from maillage.foundation.notifications.actions import create_link, deliver_due, queue_message
from maillage.foundation.notifications.links import LinkSpent, find_link
from maillage.foundation.notifications.reasons import HELD
from maillage.interfaces.website.management.aftermath import Ended, settle

DAY = timedelta(days=1)


def test_sessions_end(client, cast):
    client.force_login(cast.people.alice)
    UserSession.objects.create(session_key="a", user=cast.people.alice, ip="192.0.2.1", user_agent="Browser")
    assert settle(backup="20260301-023000").sessions == 1
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


@pytest.mark.parametrize("lifetime", [DAY, -DAY])
def test_links_open_nothing_and_are_not_renewed(cast, lifetime):
    _link, token = create_link(purpose="login", subject=cast.people.alice, language="fr", lifetime=lifetime)
    assert settle(backup="20260301-023000").links == 1
    with pytest.raises(LinkSpent):
        find_link(token)


def test_a_link_that_sets_a_password_does_not_survive(cast, client):
    client.post("/fr/account/password/reset/", {"email": "alice@example.org"})
    deliver_due()
    (letter,) = mail.outbox
    address = next(word for word in letter.body.split() if "/password/reset/" in word)
    path = urlsplit(address).path
    assert client.get(path, follow=True).context["form"] is not None  # it would have worked
    settle(backup="20260301-023000")
    page = Client().get(path, follow=True)
    assert page.context.get("token_fail")
    cast.people.alice.refresh_from_db()
    assert cast.people.alice.has_usable_password()


def test_an_address_that_waited_to_be_confirmed_is_not_taken(cast):
    cast.people.alice.emailaddress_set.create(email="other@example.org", verified=False)
    settle(backup="20260301-023000")
    assert [str(each.email) for each in cast.people.alice.emailaddress_set.all()] == ["alice@example.org"]


def test_a_message_that_waited_is_held_and_says_why(db):
    message = queue_message(key="a", purpose="a", recipient="a@example.org", language="fr", subject="a", body="a")
    assert settle(backup="20260301-023000").messages == 1
    deliver_due(timezone.now() + DAY)
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", HELD)
    assert mail.outbox == []


def test_the_journal_tells_of_it(db):
    assert settle(backup="20260301-023000") == Ended(0, 0, 0)
    entry = Entry.objects.get()
    assert (entry.action, entry.actor_id, entry.subject_id) == ("backup.restored", "restore", "20260301-023000")
