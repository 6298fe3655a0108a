"""What somebody can be a member of: an organization, or a network."""

from maillage.foundation.network.models import Invitation, Membership, Network, Organization, Role
from maillage.foundation.network.models.memberships import NETWORK_ROLES, ORGANIZATION_ROLES

Body = Organization | Network


def body_of(held: Membership | Invitation) -> Body:
    """The organization or the network that a membership or an invitation is for."""
    body = held.organization or held.network
    assert body is not None  # noqa: S101  (a constraint of the database)
    return body


def roles_in(body: Body) -> tuple[Role, ...]:
    """The roles that exist there."""
    return ORGANIZATION_ROLES if isinstance(body, Organization) else NETWORK_ROLES


def column_of(body: Body) -> str:
    """The name of the column that points there."""
    return "organization" if isinstance(body, Organization) else "network"
