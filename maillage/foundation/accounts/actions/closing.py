"""The end of an account: closed at once, forgotten after a while, and links that a restore must not bring back."""

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actions.users import end_sessions
from maillage.foundation.accounts.actor import Actor
from maillage.foundation.accounts.models import FORGOTTEN, User
from maillage.foundation.journal.recording import record


class LastAdministrator(Exception):
    """Nobody else runs this instance: it would be nobody's."""


@transaction.atomic
def shut_account(*, actor: Actor, user: User) -> None:
    """Close somebody's account for good: logged out everywhere now, name and address forgotten after a while.

    A part of the action that has ended their roles. For oneself, administrators and commands. Raises PermissionDenied
    and LastAdministrator.
    """
    if actor.user != user and not actor.is_administrator:
        raise PermissionDenied
    others = User.objects.filter(is_administrator=True, is_active=True).exclude(pk=user.pk)
    if user.is_administrator and not others.exists():
        raise LastAdministrator
    user.is_active, user.is_administrator, user.closed_at = False, False, timezone.now()
    user.save(update_fields=["is_active", "is_administrator", "closed_at", "modified_at"])
    end_sessions(user=user)
    record(actor=actor, action="user.closed", subject=user)


@transaction.atomic
def forget_closed_accounts(*, actor: Actor, now: datetime, after: timedelta) -> int:
    """Erase who they were from the accounts closed longer ago than `after`; returns how many.

    The row stays, without a name: what the person did keeps its author, who is nobody any more.
    """
    closed = User.objects.select_for_update().filter(closed_at__lt=now - after, is_active=False)
    closed = closed.exclude(email__endswith=FORGOTTEN)
    people = list(closed)
    for user in people:
        for rows in (EmailAddress, Authenticator, SocialAccount):
            rows.objects.filter(user=user).delete()
        user.name, user.email, user.last_login = "", f"{user.pk}{FORGOTTEN}", None
        user.set_unusable_password()
        user.save()
        record(actor=actor, action="user.forgotten", subject=user)
    return len(people)


def end_links_to_new_passwords() -> None:
    """Make every mailed link that sets a password, or confirms an address, open nothing. A part of a restore."""
    User.objects.update(link_salt=secrets.token_hex(16))
    # A confirmation is signed and kept nowhere: it ends with the address that waits for it.
    EmailAddress.objects.filter(verified=False).delete()
