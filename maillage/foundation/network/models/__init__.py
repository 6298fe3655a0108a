"""Places, organizations, the networks they form, and the people who act for them."""

from maillage.foundation.network.models.memberships import Invitation, Membership, Role
from maillage.foundation.network.models.networks import Funder, Network, Participation, WorkingGroup
from maillage.foundation.network.models.organizations import Organization, OrganizationIdentifier
from maillage.foundation.network.models.territories import Territory, TerritoryCode

__all__ = [
    "Funder",
    "Invitation",
    "Membership",
    "Network",
    "Organization",
    "OrganizationIdentifier",
    "Participation",
    "Role",
    "Territory",
    "TerritoryCode",
    "WorkingGroup",
]
