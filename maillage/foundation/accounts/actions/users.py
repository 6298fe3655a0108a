"""Accounts: opened by an invitation or by whoever runs the instance, kept by their owner, closed by the latter."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.recording import record


class AddressTaken(Exception):
    """There is an account with this address already."""


class AccountForgotten(Exception):
    """Who this was has been erased: the account opens no more."""


def create_user(
    *,
    actor: Actor,
    email: str,
    name: str,
    language: str,
    password: str | None = None,
    is_administrator: bool = False,
) -> User:
    """Open an account without an invitation; only for administrators and commands. Raises AddressTaken."""
    _only_administrators(actor)
    with transaction.atomic():
        user = open_account(
            email=email, name=name, language=language, password=password, is_administrator=is_administrator
        )
        record(actor=actor, action="user.created", subject=user)
    return user


def open_account(
    *, email: str, name: str, language: str, password: str | None = None, is_administrator: bool = False
) -> User:
    """An account whose address is known to be its owner's; without a password, until one is chosen by mail.

    Part of an action that has checked who asks and writes the journal. Raises AddressTaken.
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email, password, name=name, language=language, is_administrator=is_administrator
            )
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError as error:
        raise AddressTaken from error
    return user


def update_profile(*, actor: Actor, name: str, language: str) -> User:
    """The actor's own name and language."""
    if actor.user is None:
        raise PermissionDenied
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.user.pk)
        changed = [
            field for field, value in {"name": name, "language": language}.items() if getattr(user, field) != value
        ]
        user.name, user.language = name, language
        user.save(update_fields=["name", "language", "modified_at"])
        if changed:
            record(actor=actor, action="user.updated", subject=user, fields=changed)
    return user


def set_active(*, actor: Actor, user: User, active: bool) -> None:
    """Stop an account, at once and in every browser, or open it again. What it did and its roles stay on record.

    Raises PermissionDenied, and AccountForgotten for one of which nobody knows any more whose it was.
    """
    _only_administrators(actor)
    if user.is_forgotten:
        raise AccountForgotten
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=active, closed_at=None)
        if not active:
            end_sessions(user=user)
        record(actor=actor, action="user.reactivated" if active else "user.deactivated", subject=user)
    user.is_active = active


def reset_two_factor(*, actor: Actor, user: User) -> int:
    """Remove every second factor of somebody who lost them, and log them out; returns how many there were."""
    _only_administrators(actor)
    with transaction.atomic():
        removed: int
        removed, _by_model = Authenticator.objects.filter(user=user).delete()
        end_sessions(user=user)
        record(actor=actor, action="user.two_factor_reset", subject=user)
    return removed


def end_sessions(*, user: User) -> int:
    """Log somebody out of every browser, as part of an action; returns how many sessions ended."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def _only_administrators(actor: Actor) -> None:
    if not actor.is_administrator:
        raise PermissionDenied
