"""Who may do what with places, organizations and networks. Predicates only: scopes say what one sees."""

from maillage.foundation.accounts.actor import Actor, user_actor
from maillage.foundation.network.bodies import Body, body_of, roles_in
from maillage.foundation.network.models import Invitation, Membership, Network, Organization, Territory, WorkingGroup
from maillage.foundation.network.roles import roles_of


def can_draw_territory(actor: Actor, territory: Territory) -> bool:
    """Administrators; a coordinator, the places that his or her networks cover and what lies in them."""
    if actor.is_administrator or not roles_of(actor).coordinator:
        return actor.is_administrator
    return Territory.objects.covered_by_networks_of(actor).filter(pk=territory.pk).exists()


def can_create_territory(actor: Actor, parent: Territory | None) -> bool:
    """Administrators, anywhere; a coordinator, in a place that he or she may draw."""
    return actor.is_administrator or (parent is not None and can_draw_territory(actor, parent))


def can_draw_somewhere(actor: Actor) -> bool:
    """Coordinators and administrators: the pages on which a place is yet to be chosen."""
    return actor.is_administrator or bool(roles_of(actor).coordinator)


def can_create_organization(actor: Actor) -> bool:
    """Coordinators, into a network they coordinate, and administrators."""
    return actor.is_administrator or bool(roles_of(actor).coordinator)


def can_revise_organization(actor: Actor, organization: Organization) -> bool:
    """Its managers, the coordinators of its networks, and administrators."""
    if organization.pk in roles_of(actor).manager:
        return True
    return Organization.objects.coordinated_by(actor).filter(pk=organization.pk).exists()


def can_trust_organization(actor: Actor, organization: Organization) -> bool:
    """Those who review what it publishes: it does not exempt itself."""
    return Organization.objects.coordinated_by(actor).filter(pk=organization.pk).exists()


def can_protect_organization(actor: Actor, organization: Organization) -> bool:
    """Its managers and administrators: not those from whom it is protected."""
    return actor.is_administrator or organization.pk in roles_of(actor).manager


def can_create_network(actor: Actor, parent: Network | None) -> bool:
    """Administrators; a coordinator may start a project of a plan that he or she coordinates."""
    return actor.is_administrator or (parent is not None and parent.pk in roles_of(actor).coordinator)


def can_revise_network(actor: Actor, network: Network) -> bool:
    """Its coordinators, and administrators."""
    return actor.is_administrator or network.pk in roles_of(actor).coordinator


def can_revise_working_group(actor: Actor, group: WorkingGroup) -> bool:
    """The coordinators of any network it serves, and administrators."""
    return group.networks.coordinated_by(actor).exists() or actor.is_administrator


def can_read_journal(actor: Actor) -> bool:
    """Managers, coordinators and administrators; how much of it they see is said by `entries_visible_to`."""
    roles = roles_of(actor)
    return actor.is_administrator or bool(roles.manager or roles.coordinator)


def can_see_members(actor: Actor, body: Body) -> bool:
    """Whoever runs the organization or the network."""
    if isinstance(body, Organization):
        return can_revise_organization(actor, body)
    return can_revise_network(actor, body)


def can_invite(actor: Actor, body: Body, role: str) -> bool:
    """Whoever runs it, to any role that exists there: managers and coordinators make others of their kind.

    Who acts for an organization reads the addresses it hides: a protected one is entered through its own managers and
    administrators only, not through the coordinators of its networks.
    """
    if isinstance(body, Organization) and body.protected and not can_protect_organization(actor, body):
        return False
    return role in roles_in(body) and can_see_members(actor, body)


def still_offered(invitation: Invitation) -> bool:
    """Whether whoever sent an invitation may send it today. (One that a command sent has no sender.)"""
    sender = invitation.invited_by
    if sender is None:
        return True
    return (
        sender.is_active
        and sender.email != invitation.email
        and can_invite(user_actor(sender), body_of(invitation), invitation.role)
    )


def can_end_membership(actor: Actor, membership: Membership) -> bool:
    """The person themselves, and whoever runs the organization or the network."""
    if actor.user and membership.user_id == actor.user.pk:
        return True
    return can_see_members(actor, body_of(membership))
