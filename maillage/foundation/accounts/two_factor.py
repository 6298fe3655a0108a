"""Which people must have a second factor. Rooms that give out roles register a predicate; this room asks them all."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.accounts.models import User

Demand = Callable[[Actor], bool]
_demands: list[Demand] = [lambda actor: bool(actor.user and actor.user.is_administrator)]


def demand_two_factor_of(demand: Demand) -> Demand:
    """Register that actors for whom `demand` is true need a second factor. Called in a room's `ready()`."""
    _demands.append(demand)
    return demand


def must_have_two_factor(actor: Actor) -> bool:
    """Whether any room asks this actor for a second factor."""
    return bool(settings.TWO_FACTOR_REQUIRED and actor.user and any(demand(actor) for demand in _demands))


def has_two_factor(user: User) -> bool:
    """Whether a code generator or a passkey is set up."""
    return bool(is_mfa_enabled(user))
