"""Messages that were not sent are seen by administrators, with the reason, and tried again."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.journal.models import Entry
from maillage.foundation.notifications.actions import deliver_due, queue_message, read_unsent, retry_message
from maillage.foundation.notifications.models import Message
from maillage.foundation.notifications.reasons import HELD, reason_in_words

OTHERS = ["alice", "amir", "bob", "carla", "dora", "viktor", "charlie"]


@pytest.fixture
def given_up(db):
    message = queue_message(
        key="a", purpose="invitation", recipient="zoe@example.org", language="fr", subject="Une place", body="Bonjour"
    )
    Message.objects.update(state="failed", error="SMTPRecipientsRefused 550", tries=6)
    return message


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_looks_or_tries(cast, given_up, name):
    actor = getattr(cast.actors, name)
    with pytest.raises(PermissionDenied):
        read_unsent(actor=actor)
    with pytest.raises(PermissionDenied):
        retry_message(actor=actor, message=given_up)
    assert Message.objects.get().state == "failed"


@pytest.mark.parametrize("name", OTHERS[:-1])
def test_nobody_else_opens_the_page(cast, given_up, client, name):
    client.force_login(getattr(cast.people, name))
    assert client.get(reverse("message_list")).status_code == 403
    assert client.post(reverse("message_retry", args=[given_up.pk])).status_code == 403
    assert reverse("message_list") not in client.get("/fr/desk/").text


def test_an_administrator_sees_why_and_sends_it_again(cast, given_up, client):
    queue_message(key="b", purpose="b", recipient="b@example.org", language="fr", subject="b", body="b")
    client.force_login(cast.people.ada)
    assert reverse("message_list") in client.get("/fr/desk/").text
    with translation.override("en"):
        page = client.get(reverse("message_list"))
    assert "There is no such address, or the mail server refuses it. (550)" in page.text
    assert "zoe@example.org" in page.text and "Une place" in page.text
    assert "Bonjour" not in page.text  # what it says is between the two
    assert page.context["waiting"] == 1
    assert Entry.objects.filter(action="messages.read").count() == 1
    client.post(reverse("message_retry", args=[given_up.pk]))
    deliver_due()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["b@example.org", "zoe@example.org"]
    assert client.post(reverse("message_retry", args=[given_up.pk])).status_code == 302  # sent: nothing to do
    assert client.get(reverse("message_retry", args=[given_up.pk])).status_code == 405
    assert client.get(reverse("message_list")).context["lines"] == []


def test_what_was_erased_is_not_sent(cast, given_up, client):
    Message.objects.update(recipient="", subject="", body="")
    with pytest.raises(TransitionRefused):
        retry_message(actor=cast.actors.ada, message=given_up)
    client.force_login(cast.people.ada)
    assert reverse("message_retry", args=[given_up.pk]) not in client.get(reverse("message_list")).text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (HELD, "backup"),
        ("ConnectionRefusedError", "did not answer"),
        ("SMTPAuthenticationError 535", "EMAIL_URL and MAIL_FROM. (535)"),
        ("InvalidToken", "key"),
        ("SMTPDataError 554", "refused it. (554)"),
        ("", "refused"),
    ],
)
def test_a_reason_is_said_in_words(error, words):
    with translation.override("en"):
        assert words in reason_in_words(error)
