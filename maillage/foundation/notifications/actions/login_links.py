"""One-time links that log somebody in: for a first visit, or for somebody who lost everything else."""

from datetime import timedelta

from django.db import transaction

from maillage.foundation.accounts.actor import Actor, command_actor
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.recording import record
from maillage.foundation.notifications.actions.links import create_link, revoke_links
from maillage.foundation.notifications.links import address_of_link

LOGIN = "login"
LOGIN_LIFETIME = timedelta(minutes=15)


def create_login_link(user: User, *, actor: Actor | None = None) -> str:
    """The whole address of a page on which `user` logs in with one click, once, within 15 minutes.

    For whoever holds the machine: it is shown, never mailed. An earlier one ends; a second factor is still asked for.
    """
    with transaction.atomic():
        revoke_links(subject=user, purpose=LOGIN)
        _link, token = create_link(purpose=LOGIN, subject=user, language=user.language, lifetime=LOGIN_LIFETIME)
        record(actor=actor or command_actor("login-link"), action="user.login_link_made", subject=user)
    return address_of_link(token, user.language)
