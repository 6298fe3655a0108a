"""Invitations: an address is offered a role, and its owner accepts."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actions import open_account
from maillage.foundation.accounts.actor import Actor
from maillage.foundation.accounts.models import User
from maillage.foundation.common.encryption import blind_index
from maillage.foundation.common.transitions import move
from maillage.foundation.journal.recording import record
from maillage.foundation.network.bodies import body_of, column_of
from maillage.foundation.network.models import Invitation, Membership, Network, Organization
from maillage.foundation.network.permissions import can_invite, can_see_members, still_offered
from maillage.foundation.notifications.actions import count_renewal, revoke_links, send_link, use_link
from maillage.foundation.notifications.links import LinkSpent, link_actor
from maillage.foundation.notifications.models import SignedLink

INVITATION = "invitation"
INVITATION_LIFETIME = timedelta(days=14)
RENEWABLE_FOR = timedelta(days=60)  # the invited renew their link so long after somebody last sent it to them


class AlreadyMember(Exception):
    """The person holds this role there."""


class WrongAccount(Exception):
    """The invitation was sent to another address than this account's."""


def invite_member(
    *,
    actor: Actor,
    email: str,
    role: str,
    language: str,
    organization: Organization | None = None,
    network: Network | None = None,
) -> Invitation:
    """Offer a role in an organization or in a network, by a message in `language`.

    Who is invited again gets a fresh link, and the one before ends. Raises PermissionDenied, AlreadyMember, TooMany
    for who is invited again and again, and ValidationError for what is not an address, or is the actor's own.
    """
    body = organization or network
    if body is None or (organization and network):
        raise ValueError("an invitation is for one organization or one network")
    if not can_invite(actor, body, role):
        raise PermissionDenied
    email = email.strip().lower()
    validate_email(email)
    own = EmailAddress.objects.filter(user=actor.user, email__iexact=email)
    if actor.user and (email == actor.user.email or own.exists()):
        raise ValidationError({"email": _("Nobody gives a role to themselves: somebody else invites you.")})
    place: dict[str, Any] = {column_of(body): body, "role": role}
    if Membership.objects.current().filter(user__email=email, **place).exists():
        raise AlreadyMember
    with transaction.atomic():
        # Of two who invite at the same moment, the second finds the first one's and renews it.
        invitation, new = Invitation.objects.select_for_update().get_or_create(
            email_index=blind_index(email),
            state=Invitation.State.OPEN,
            **place,
            defaults={"email": email, "language": language, "invited_by": actor.user},
        )
        if not new:
            count_renewal(purpose=INVITATION, subject_id=str(invitation.pk))
            invitation.language, invitation.invited_by = language, actor.user
            invitation.save()
        revoke_links(subject=invitation, purpose=INVITATION)
        send_link(purpose=INVITATION, subject=invitation, recipient=email, language=language)
        record(actor=actor, action="invitation.sent", subject=invitation, within=body, fields=["role"])
    return invitation


def accept_invitation(
    *, link: SignedLink, name: str = "", password: str = "", user: User | None = None, origin: str = ""
) -> Membership:
    """Take the offered role, as `user` who is logged in, or with a new account that has `name` and `password`.

    Raises LinkSpent and TransitionRefused for an invitation that is over, or whose sender may not invite there any
    more, WrongAccount where `user` is somebody else, AddressTaken where there is an account to log in to,
    ValidationError for a weak password.
    """
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().get(pk=link.subject_id)
        move(invitation, to=Invitation.State.ACCEPTED)
        if not still_offered(invitation):
            raise LinkSpent(link)
        use_link(link=link)
        if user is None:
            validate_password(password, User(email=invitation.email, name=name))
            user = open_account(
                email=invitation.email, name=name.strip(), language=invitation.language, password=password
            )
        elif user.email != invitation.email or not user.is_active:
            raise WrongAccount
        invitation.save(update_fields=["state", "modified_at"])
        body = body_of(invitation)
        held: dict[str, Any] = {column_of(body): body, "role": invitation.role, "user": user, "ended_at": None}
        membership, _new = Membership.objects.get_or_create(**held)
        actor = link_actor(link, origin=origin)
        record(actor=actor, action="invitation.accepted", subject=membership, within=body, fields=["role"])
    return membership


def tell_renewed(link: SignedLink) -> None:
    """Write down that the invited had a fresh link sent; a part of the renewal."""
    invitation = Invitation.objects.get(pk=link.subject_id)
    record(actor=link_actor(link), action="invitation.renewed", subject=invitation, within=body_of(invitation))


def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> None:
    """Take an offer back; its link opens nothing from now on. Raises PermissionDenied and TransitionRefused."""
    if not can_see_members(actor, body_of(invitation)):
        raise PermissionDenied
    with transaction.atomic():
        _withdraw(actor, Invitation.objects.select_for_update().get(pk=invitation.pk))


def withdraw_invitations_of(*, actor: Actor, user: User) -> None:
    """Take back what somebody offered and may not offer any more; a part of the action that took their role."""
    for invitation in Invitation.objects.select_for_update().filter(invited_by=user, state=Invitation.State.OPEN):
        if not still_offered(invitation):
            _withdraw(actor, invitation)


def _withdraw(actor: Actor, invitation: Invitation) -> None:
    move(invitation, to=Invitation.State.WITHDRAWN)
    invitation.save(update_fields=["state", "modified_at"])
    revoke_links(subject=invitation, purpose=INVITATION)
    record(actor=actor, action="invitation.withdrawn", subject=invitation, within=body_of(invitation))
