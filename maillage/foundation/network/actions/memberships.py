"""The end of a membership. (It begins when an invitation is accepted.)"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from maillage.foundation.accounts.actions import end_sessions
from maillage.foundation.accounts.actor import Actor
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.recording import record
from maillage.foundation.network.actions.invitations import withdraw_invitations_of
from maillage.foundation.network.bodies import Body, body_of, column_of
from maillage.foundation.network.models import Membership
from maillage.foundation.network.permissions import can_end_membership, can_see_members
from maillage.foundation.network.signals import membership_ended


class MembershipOver(Exception):
    """The membership has ended before."""


class NotAColleague(Exception):
    """Work can be handed over to somebody who acts for the same organization or network, and only to them."""


def end_membership(*, actor: Actor, membership: Membership, handed_to: User | None = None) -> None:
    """End somebody's role, now; `handed_to` takes over what is open, as the rooms above understand it.

    What they offered to others and may not offer any more is withdrawn. Who has no role left is logged out
    everywhere. Raises PermissionDenied, MembershipOver and NotAColleague.
    """
    if not can_end_membership(actor, membership):
        raise PermissionDenied
    body = body_of(membership)
    if handed_to and not colleagues_of(membership.user, body).filter(pk=handed_to.pk).exists():
        raise NotAColleague
    with transaction.atomic():
        now = timezone.now()
        if not Membership.objects.current().filter(pk=membership.pk).update(ended_at=now, modified_at=now):
            raise MembershipOver
        membership.ended_at = now
        membership_ended.send(sender=Membership, membership=membership, actor=actor, handed_to=handed_to)
        withdraw_invitations_of(actor=actor, user=membership.user)
        if not membership.user.is_administrator and not membership.user.memberships.current().exists():
            end_sessions(user=membership.user)
        record(actor=actor, action="membership.ended", subject=membership, within=body, fields=["ended_at"])


@transaction.atomic
def read_members(*, actor: Actor, body: Body) -> QuerySet[Membership]:
    """Who acts for an organization or a network now, with names and addresses, by name; leaves a line in the journal.

    Raises PermissionDenied.
    """
    if not can_see_members(actor, body):
        raise PermissionDenied
    record(actor=actor, action="members.read", subject=body, within=body)
    members = Membership.objects.current().filter(**{column_of(body): body})
    return members.select_related("user").order_by("user__name")


def colleagues_of(user: User, body: Body) -> QuerySet[User]:
    """Who else acts for an organization or a network now, by name."""
    members = Membership.objects.current().filter(**{column_of(body): body})
    return User.objects.filter(pk__in=members.values("user"), is_active=True).exclude(pk=user.pk).order_by("name")
