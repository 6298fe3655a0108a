"""The outbox: a message is queued with what it tells about, and sent later, once.

A worker first claims a message for a while, then sends it, then says so. A worker that dies in between leaves its
claim; when the claim runs out another one sends, because a lost invitation is worse than a second one. The moment in
which that can repeat a message is the one between the mail server's answer and our next statement, and the repeated
message carries the same Message-ID, by which mail servers and readers tell that they have it already.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.encryption import blind_index
from maillage.foundation.common.transitions import TransitionRefused, move
from maillage.foundation.journal.recording import record
from maillage.foundation.notifications.models import Message
from maillage.foundation.notifications.permissions import can_keep_outbox

logger = logging.getLogger("maillage.messages")

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
LEASE = timedelta(minutes=10)  # longer than any conversation with a mail server that EMAIL_TIMEOUT lets live


@dataclass(frozen=True)
class Delivery:
    """What a round did: how many messages left, wait for another try, were given up."""

    sent: int = 0
    postponed: int = 0
    given_up: int = 0


def queue_message(*, key: str, purpose: str, recipient: str, language: str, subject: str, body: str) -> Message:
    """Put a message in the outbox, in the caller's transaction: what is undone is not told.

    `key` says what the message is about ("invitation:3f…"): a second call with the same key changes nothing and
    returns the first message. `subject` becomes one line, without encoded words of its own; `body` is plain text.
    """
    content = {
        "purpose": purpose,
        "recipient": recipient.strip(),
        "recipient_index": blind_index(recipient),
        "language": language,
        "subject": " ".join(subject.split()).replace("=?", "= ?"),  # RFC 2047: no name is read as an encoded word
        "body": body.strip() + "\n",
    }
    message, _created = Message.objects.get_or_create(key=key, defaults=content)
    return message


def deliver_due(now: datetime | None = None, *, limit: int = 200) -> Delivery:
    """Send the messages that are due at `now` (aware; this moment by default), the oldest first, `limit` at most.

    Any number of workers may call it at once. A refusal that will not change gives a message up; anything else is
    tried again after each of `RETRY_AFTER`, then given up.
    """
    now = now or timezone.now()
    counts = {"sent": 0, "postponed": 0, "given_up": 0}
    for _round in range(limit):
        claimed = _claim(now)
        if claimed is None:
            break
        counts[_attempt(claimed, now)] += 1
    return Delivery(**counts)


@transaction.atomic
def read_unsent(*, actor: Actor) -> QuerySet[Message]:
    """What was given up or held, the newest first; leaves a line in the journal. Raises PermissionDenied."""
    if not can_keep_outbox(actor):
        raise PermissionDenied
    record(actor=actor, action="messages.read", subject=("outbox", "unsent"))
    return Message.objects.filter(state=Message.State.FAILED).order_by("-created_at")


def retry_message(*, actor: Actor, message: Message) -> None:
    """Try again what was given up, from the first try on.

    Raises PermissionDenied, and TransitionRefused for anything else, and for one whose words are erased.
    """
    if not can_keep_outbox(actor):
        raise PermissionDenied
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message.pk)
        if not message.body:
            raise TransitionRefused(message, to=Message.State.WAITING)
        move(message, to=Message.State.WAITING)
        message.tries, message.next_try_at, message.error = 0, timezone.now(), ""
        message.save()
        record(actor=actor, action="message.retried", subject=message)


def _claim(now: datetime) -> UUID | None:
    """Take the next due message for the length of a lease, before anything is sent."""
    while True:
        with transaction.atomic():
            due = Message.objects.due(now).select_for_update(skip_locked=True)
            row = due.values_list("pk", "next_try_at").first()
            if row is None:
                return None
            # SQLite locks no rows: there, only one of two workers still finds the time it has read.
            mine = Message.objects.filter(pk=row[0], state=Message.State.WAITING, next_try_at=row[1])
            if mine.update(next_try_at=now + LEASE, tries=F("tries") + 1):
                return row[0]


def _attempt(pk: UUID, now: datetime) -> str:
    """Send one claimed message and write down how it went."""
    try:
        message = Message.objects.get(pk=pk)
        validate_email(message.recipient)
        _post(message)
    except Exception as error:
        return _failed(pk, error, now)
    # What was said is of no use here any more, and it may hold a link that opens something.
    message.body = ""
    message.sent_at, message.error = timezone.now(), ""
    move(message, to=Message.State.SENT)
    message.save(update_fields=["state", "sent_at", "body", "error", "modified_at"])
    return "sent"


def _post(message: Message) -> None:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{message.pk}@{host}>",
        "Content-Language": message.language,
        "Auto-Submitted": "auto-generated",
    }
    EmailMessage(message.subject, message.body, to=[message.recipient], headers=headers).send()


def _failed(pk: UUID, error: Exception, now: datetime) -> str:
    # Never the words of the error: mail servers quote the address they refuse.
    reason = " ".join([type(error).__name__, *(str(code) for code in _codes(error))])
    logger.warning("message %s not sent: %s", pk, reason)
    rows = Message.objects.filter(pk=pk)  # not loaded: it may be the very thing that cannot be read
    tries = rows.values_list("tries", flat=True).get()
    if _will_not_change(error) or tries > len(RETRY_AFTER):
        rows.update(state=Message.State.FAILED, error=reason)
        return "given_up"
    rows.update(next_try_at=now + RETRY_AFTER[tries - 1], error=reason)
    return "postponed"


def _codes(error: Exception) -> list[int]:
    """The answers of the mail server, by their numbers."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _will_not_change(error: Exception) -> bool:
    """Whether this message would be refused again: no address, no such mailbox, or written with a key we lost."""
    if isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)):
        return all(code >= 500 for code in _codes(error))
    # A sender or a password that is refused is ours to put right; ValueError covers what no header can hold.
    return isinstance(error, (ValidationError, ValueError, InvalidToken))
