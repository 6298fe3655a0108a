"""What a restored installation must not go on with: it is of another day, and the world has moved since."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actions import end_links_to_new_passwords
from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.journal.recording import record
from maillage.foundation.notifications.models import Message, SignedLink
from maillage.foundation.notifications.reasons import HELD


@dataclass(frozen=True)
class Ended:
    """How many sessions were cleared, links revoked, messages held."""

    sessions: int
    links: int
    messages: int


@transaction.atomic
def settle(*, backup: str) -> Ended:
    """End what was open when the backup called `backup` was made, and write the restore into the journal.

    Who was logged in may have been shut out since, a link may have been used or withdrawn, a message may have left.
    """
    UserSession.objects.all().delete()
    sessions, _of_each = Session.objects.all().delete()
    # Those that have expired, too: their holders could ask for fresh ones.
    links = SignedLink.objects.filter(used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    end_links_to_new_passwords()
    messages = Message.objects.filter(state=Message.State.WAITING).update(state=Message.State.FAILED, error=HELD)
    record(actor=command_actor("restore"), action="backup.restored", subject=("backup", backup))
    return Ended(sessions, links, messages)
