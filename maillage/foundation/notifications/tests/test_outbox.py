"""What is queued is sent once, in the reader's language, or given up for a reason one can read."""

import logging
import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.journal.models import Entry
from maillage.foundation.notifications.actions import deliver_due, queue_message, retry_message
from maillage.foundation.notifications.actions import messages as outbox
from maillage.foundation.notifications.actions.messages import LEASE, RETRY_AFTER, Delivery
from maillage.foundation.notifications.models import Message

ADDRESS = "zoe.lambert@example.org"


def queue(key="note:1", **changes):
    content = {
        "purpose": "note",
        "recipient": ADDRESS,
        "language": "nl",
        "subject": "Goed nieuws",
        "body": "Dag Zoë,\n\nTot dinsdag.",
    }
    return queue_message(key=key, **content | changes)


def failing(monkeypatch, error):
    def post(_message):
        raise error

    monkeypatch.setattr(outbox, "_post", post)


def test_a_message_is_sent_once_and_then_forgotten(db):
    message = queue()
    assert deliver_due() == Delivery(sent=1)
    assert deliver_due() == Delivery()
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([ADDRESS], "Goed nieuws", "Dag Zoë,\n\nTot dinsdag.\n")
    assert sent.extra_headers["Content-Language"] == "nl"
    message.refresh_from_db()
    assert (message.state, message.body, message.tries) == ("sent", "", 1)
    assert message.sent_at is not None


def test_the_same_key_is_written_once(db):
    first, second = queue(), queue(subject="Iets anders")
    assert first.pk == second.pk
    deliver_due()
    assert queue().pk == first.pk  # even after it was sent
    assert deliver_due() == Delivery()
    assert [sent.subject for sent in mail.outbox] == ["Goed nieuws"]


def test_what_is_undone_is_not_told(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError
    assert deliver_due() == Delivery()
    assert not Message.objects.exists()


def test_the_database_and_the_log_hold_no_address(db, monkeypatch, caplog):
    queue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient, subject, body, recipient_index, key FROM notifications_message")
        stored = " ".join(str(value) for row in cursor.fetchall() for value in row)
    assert "zoe" not in stored and "dinsdag" not in stored
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({ADDRESS: (550, f"<{ADDRESS}> unknown".encode())}))
    with caplog.at_level(logging.DEBUG):
        deliver_due()
    assert "550" in caplog.text
    assert "zoe" not in caplog.text + Message.objects.get().error


def test_a_server_that_is_away_is_asked_again_later_and_later(db, monkeypatch):
    message, now = queue(), timezone.now()
    failing(monkeypatch, ConnectionRefusedError())
    for wait in RETRY_AFTER:
        assert deliver_due(now) == Delivery(postponed=1)
        message.refresh_from_db()
        assert message.next_try_at == now + wait
        assert deliver_due(now + wait - timedelta(seconds=1)) == Delivery()
        now += wait
    assert deliver_due(now) == Delivery(given_up=1)
    message.refresh_from_db()
    assert (message.state, message.error, message.tries) == ("failed", "ConnectionRefusedError", 6)
    assert deliver_due(now + timedelta(days=9)) == Delivery()


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such mailbox")}),
        smtplib.SMTPDataError(554, b"we do not want this"),
        ValueError("a line break in a header"),
    ],
)
def test_a_refusal_that_will_not_change_is_not_repeated(db, monkeypatch, error):
    message = queue()
    failing(monkeypatch, error)
    assert deliver_due() == Delivery(given_up=1)
    message.refresh_from_db()
    assert message.state == "failed"


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({ADDRESS: (450, b"come back later")}),
        smtplib.SMTPAuthenticationError(535, b"our password is wrong"),
        TimeoutError(),
    ],
)
def test_what_may_change_is_tried_again(db, monkeypatch, error):
    message = queue()
    failing(monkeypatch, error)
    assert deliver_due() == Delivery(postponed=1)
    message.refresh_from_db()
    assert message.state == "waiting"


@pytest.mark.parametrize("address", ["nobody", "a@b@c", "x y@example.org", ""])
def test_what_is_no_address_is_given_up_at_once(db, address):
    queue(recipient=address)
    queue("note:2")
    assert deliver_due() == Delivery(sent=1, given_up=1)  # and holds nobody else up


def test_a_message_that_no_key_opens_holds_nobody_up(db):
    queue()
    with connection.cursor() as cursor:  # as if it had been written with another key
        cursor.execute("UPDATE notifications_message SET body = 'gAAAAAnot-ours'")
    queue("note:2")
    assert deliver_due() == Delivery(sent=1, given_up=1)


def test_a_subject_stays_on_one_line(db):
    queue(subject="Hello\nBcc: everybody@example.org")
    deliver_due()
    [sent] = mail.outbox
    assert sent.subject == "Hello Bcc: everybody@example.org"
    assert sent.recipients() == [ADDRESS]


def test_a_worker_that_dies_keeps_its_claim_for_a_while(db, monkeypatch):
    message, now = queue(), timezone.now()
    failing(monkeypatch, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        deliver_due(now)
    monkeypatch.undo()
    assert deliver_due(now + LEASE - timedelta(seconds=1)) == Delivery()
    assert deliver_due(now + LEASE) == Delivery(sent=1)
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{message.pk}@")  # the same as the first time


def test_whoever_reads_the_outbox_second_finds_it_claimed(db, monkeypatch):
    """Both workers have read the same row before either writes: what SQLite, without row locks, allows."""
    message, now = queue(), timezone.now()
    other = Message.objects.filter(pk=message.pk)
    ours = type(other).update

    def beaten(self, **values):
        if "tries" in values and turns.pop():
            ours(other, next_try_at=now + LEASE)  # the other worker is a moment quicker
        return ours(self, **values)

    turns = [False, True]
    monkeypatch.setattr(type(other), "update", beaten)
    assert deliver_due(now) == Delivery()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_message_once():
    if connection.vendor == "sqlite":
        pytest.skip("another database: that of SQLite lives in one connection")
    for number in range(20):
        queue(f"note:{number}")

    def work():
        try:
            deliver_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(mail.outbox) == 20
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 20


def test_what_was_given_up_can_be_tried_again(db, monkeypatch):
    message = queue()
    failing(monkeypatch, smtplib.SMTPDataError(554, b"no"))
    deliver_due()
    monkeypatch.undo()
    message.refresh_from_db()
    retry_message(actor=command_actor("retry"), message=message)
    entry = Entry.objects.get(action="message.retried")
    assert (entry.actor_id, entry.subject_id) == ("retry", str(message.pk))
    assert deliver_due() == Delivery(sent=1)
    message.refresh_from_db()
    with pytest.raises(TransitionRefused):
        retry_message(actor=command_actor("retry"), message=message)


def test_a_round_is_bounded(db):
    for number in range(3):
        queue(f"note:{number}")
    assert deliver_due(limit=2) == Delivery(sent=2)
    assert deliver_due(limit=2) == Delivery(sent=1)
