"""An account is closed: its roles end, and what was open goes to colleagues."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.foundation.accounts.actions import shut_account
from maillage.foundation.accounts.actor import Actor
from maillage.foundation.accounts.models import User
from maillage.foundation.network.actions.memberships import end_membership
from maillage.foundation.network.models import Membership


@transaction.atomic
def close_account(*, actor: Actor, user: User, heirs: Mapping[UUID, User | None] | None = None) -> None:
    """End every role of somebody, then their account; `heirs` says who takes over what, by the id of the membership.

    Raises PermissionDenied (it is one's own account, or an administrator closes it), LastAdministrator, NotAColleague.
    """
    if actor.user != user and not actor.is_administrator:
        raise PermissionDenied
    roles = Membership.objects.current().filter(user=user).select_related("user", "organization", "network")
    for membership in roles:
        end_membership(actor=actor, membership=membership, handed_to=(heirs or {}).get(membership.pk))
    shut_account(actor=actor, user=user)
