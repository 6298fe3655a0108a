"""Reading the journal leaves a line in it."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.journal.models import EntryQuerySet
from maillage.foundation.journal.recording import record
from maillage.foundation.network.permissions import can_read_journal
from maillage.foundation.network.scopes import entries_visible_to


@transaction.atomic
def read_journal(*, actor: Actor, filters: Iterable[str] = (), exported: bool = False) -> EntryQuerySet:
    """The entries that the actor may read, newest first; `filters` names those used, never their values.

    The line this leaves belongs to no organization: administrators see who reads. Raises PermissionDenied.
    """
    if not can_read_journal(actor) or actor.user is None:
        raise PermissionDenied
    fields = [*filters, *(["exported"] if exported else [])]
    record(actor=actor, action="journal.read", subject=actor.user, fields=fields)
    return entries_visible_to(actor)
