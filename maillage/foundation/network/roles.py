"""Which roles an actor holds now, looked up once for each request or run."""

from dataclasses import dataclass
from uuid import UUID

from maillage.foundation.accounts.actor import Actor


@dataclass(frozen=True)
class Roles:
    """The bodies an actor acts for: ids of organizations and networks by role."""

    worker: frozenset[UUID] = frozenset()
    manager: frozenset[UUID] = frozenset()
    coordinator: frozenset[UUID] = frozenset()
    planner: frozenset[UUID] = frozenset()
    volunteer: frozenset[UUID] = frozenset()
    family: frozenset[UUID] = frozenset()

    @property
    def organizations(self) -> frozenset[UUID]:
        """The organizations whose files this actor works on."""
        return self.worker | self.manager

    @property
    def networks(self) -> frozenset[UUID]:
        """The networks this actor belongs to in any role."""
        return self.coordinator | self.planner | self.volunteer | self.family


def roles_of(actor: Actor) -> Roles:
    """The current roles of an actor; none for strangers, links, commands and jobs."""
    if "roles" not in actor.memo:
        actor.memo["roles"] = _look_up(actor)
    roles: Roles = actor.memo["roles"]
    return roles


def _look_up(actor: Actor) -> Roles:
    from maillage.foundation.network.models import Membership  # the models' scopes import this module

    held: dict[str, set[UUID]] = {}
    if actor.user:
        rows = Membership.objects.current().filter(user=actor.user)
        for role, organization, network in rows.values_list("role", "organization_id", "network_id"):
            held.setdefault(role, set()).add(organization or network)
    return Roles(**{role: frozenset(bodies) for role, bodies in held.items()})


def holds_a_demanding_role(actor: Actor) -> bool:
    """Whether the actor holds a role that needs a second factor: all but volunteer and family referents."""
    roles = roles_of(actor)
    return bool(roles.organizations or roles.coordinator or roles.planner)
