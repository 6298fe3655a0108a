"""What this room does when others tell something: a log-in binds its session, and the journal hears of it all."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from maillage.foundation.accounts.actor import Actor, Channel, Kind, actor_of
from maillage.foundation.accounts.models import User
from maillage.foundation.accounts.sessions import bind
from maillage.foundation.journal.recording import record


@receiver(user_logged_in)
def on_logged_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    bind(request)
    record(actor=_themselves(request, user), action="user.logged_in", subject=user)


@receiver(user_logged_out)
def on_logged_out(request: HttpRequest, user: User | None, **_signal: Any) -> None:
    if user:
        record(actor=_themselves(request, user), action="user.logged_out", subject=user)


@receiver(user_locked_out)
def on_locked_out(request: HttpRequest, **_signal: Any) -> None:
    """One entry when an account is locked, none for each try on the locked door."""
    address = request.POST.get("login", "").strip().lower()
    user = User.objects.filter(email=address).first()
    if user and request.axes_failures_since_start is not None:
        record(actor=actor_of(request), action="user.locked_out", subject=user)


@receiver([account.password_changed, account.password_set, account.password_reset])
def on_password(request: HttpRequest, user: User, **_signal: Any) -> None:
    record(actor=_themselves(request, user), action="user.password_changed", subject=user)


@receiver(account.email_changed)
def on_address_changed(request: HttpRequest, user: User, **_signal: Any) -> None:
    record(actor=_themselves(request, user), action="user.address_changed", subject=user, fields=["email"])


@receiver(mfa.authenticator_added)
def on_two_factor_added(request: HttpRequest, user: User, authenticator: Any, **_signal: Any) -> None:
    record(actor=_themselves(request, user), action="user.two_factor_added", subject=user, fields=[authenticator.type])


@receiver(mfa.authenticator_removed)
def on_two_factor_removed(request: HttpRequest, user: User, authenticator: Any, **_signal: Any) -> None:
    record(
        actor=_themselves(request, user), action="user.two_factor_removed", subject=user, fields=[authenticator.type]
    )


@receiver(mfa.authenticator_reset)
def on_recovery_codes_renewed(request: HttpRequest, user: User, authenticator: Any, **_signal: Any) -> None:
    record(
        actor=_themselves(request, user), action="user.two_factor_renewed", subject=user, fields=[authenticator.type]
    )


@receiver(social.social_account_added)
def on_identity_linked(request: HttpRequest, sociallogin: Any, **_signal: Any) -> None:
    user = sociallogin.user
    provider = sociallogin.account.provider
    record(actor=_themselves(request, user), action="user.identity_linked", subject=user, fields=[provider])


@receiver(social.social_account_removed)
def on_identity_unlinked(request: HttpRequest, socialaccount: Any, **_signal: Any) -> None:
    user = socialaccount.user
    provider = socialaccount.provider
    record(actor=_themselves(request, user), action="user.identity_unlinked", subject=user, fields=[provider])


def _themselves(request: HttpRequest, user: User) -> Actor:
    return Actor(Kind.USER, Channel.WEB, id=str(user.pk), origin=getattr(request, "id", ""), user=user)
