"""What is over does not stay, what is not does; and the journal tells of it."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.utils import timezone

from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.common.limits import Counter
from maillage.foundation.jobs.retention import rules
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.models import Invitation
from maillage.foundation.notifications.actions import create_link, queue_message
from maillage.foundation.notifications.models import Message, SignedLink
from maillage.interfaces.website.jobs import keep_to_retention
from maillage.interfaces.website.retention import forget_what_is_over

DAY = timedelta(days=1)
MACHINE = command_actor("test")


def in_days(days):
    return forget_what_is_over(actor=MACHINE, now=timezone.now() + timedelta(days=days))


@pytest.mark.parametrize(
    ("state", "days", "stays"),
    [("sent", 29, True), ("sent", 31, False), ("failed", 31, False), ("waiting", 999, True)],
)
def test_a_message_loses_its_words_and_its_reader_and_is_never_written_twice(db, state, days, stays):
    content = {"key": "a", "purpose": "a", "recipient": "a@example.org", "language": "fr", "subject": "a", "body": "b"}
    queue_message(**content)
    Message.objects.update(state=state)
    assert in_days(days)["messages"] == (0 if stays else 1)
    message = Message.objects.get()
    assert bool(message.recipient and message.subject and message.body and message.recipient_index) is stays
    queue_message(**content)
    assert Message.objects.count() == 1
    assert in_days(days)["messages"] == 0  # the second time there is nothing to do


@pytest.mark.parametrize("over", ["used_at", "revoked_at", "expires_at"])
def test_links_go_when_nobody_asks_for_a_fresh_one_any_more(cast, over):
    link, _token = create_link(purpose="login", subject=cast.people.alice, language="fr", lifetime=1000 * DAY)
    SignedLink.objects.filter(pk=link.pk).update(**{over: timezone.now()})
    assert in_days(89)["links"] == 0
    assert in_days(91)["links"] == 1


@pytest.mark.parametrize(("state", "days"), [("accepted", 90), ("withdrawn", 90), ("open", 90)])
def test_invitations_go_when_they_can_neither_be_answered_nor_renewed(cast, state, days):
    Invitation.objects.create(
        email="z@example.org", email_index="z", organization=cast.antenna, role="worker", language="fr", state=state
    )
    assert in_days(days - 1)["invitations"] == 0
    assert in_days(days + 1)["invitations"] == 1


def test_an_open_invitation_stays_as_long_as_its_link_is_renewed(cast, settings):
    settings.KEEP_INVITATIONS = DAY
    Invitation.objects.create(
        email="z@example.org", email_index="z", organization=cast.antenna, role="worker", language="fr"
    )
    assert in_days(59)["invitations"] == 0
    assert in_days(61)["invitations"] == 1


def test_counters_and_failed_log_ins_go(db):
    Counter.objects.create(key="past", count=3, ends_at=timezone.now() - DAY)
    AccessAttempt.objects.create(failures_since_start=1, ip_address="192.0.2.1")
    removed = in_days(1)
    assert (removed["counters"], removed["failed log-ins"]) == (1, 1)


def test_the_journal_says_what_was_removed_and_not_whose(cast):
    assert not any(in_days(0).values())
    assert not Entry.objects.exists()  # a day on which nothing was over is no news
    queue_message(key="a", purpose="a", recipient="a@example.org", language="fr", subject="a", body="b")
    Message.objects.update(state="sent")
    in_days(31)
    entry = Entry.objects.get()
    assert (entry.action, entry.fields, entry.actor_id) == ("retention.done", ["messages"], "test")


def test_the_command_and_the_job_do_the_same(db):
    said = StringIO()
    call_command("retention", stdout=said)
    assert [line.split(maxsplit=1)[1] for line in said.getvalue().splitlines()] == [rule.name for rule in rules()]
    keep_to_retention.call()
