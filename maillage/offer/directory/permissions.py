"""Who may do what with services, places and reports. Predicates only: scopes say what one sees."""

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.network.models import Network, Organization
from maillage.foundation.network.roles import roles_of
from maillage.offer.directory.models import Location, Report, Service, Source


def _writes_for(actor: Actor, organization: Organization) -> bool:
    return Organization.objects.acted_for_by(actor).filter(pk=organization.pk).exists()


def _coordinates(actor: Actor, organization: Organization) -> bool:
    return Organization.objects.coordinated_by(actor).filter(pk=organization.pk).exists()


def can_create_service(actor: Actor, organization: Organization) -> bool:
    """Its people, the coordinators of its networks, and administrators."""
    return _writes_for(actor, organization)


def can_revise_service(actor: Actor, service: Service) -> bool:
    """Those who may create one for its organization."""
    return _writes_for(actor, service.organization)


def can_submit_service(actor: Actor, service: Service) -> bool:
    """Those who may revise it."""
    return can_revise_service(actor, service)


def can_publish_service(actor: Actor, service: Service) -> bool:
    """A coordinator of one of its networks; its own people where the organization is trusted."""
    if _coordinates(actor, service.organization):
        return True
    return service.organization.trusted and service.organization_id in roles_of(actor).organizations


def can_return_service(actor: Actor, service: Service) -> bool:
    """Whoever reviews it: a coordinator of one of its networks."""
    return _coordinates(actor, service.organization)


def can_withdraw_service(actor: Actor, service: Service) -> bool:
    """Its manager, or a coordinator: a worker does not take a service off the web alone."""
    return service.organization_id in roles_of(actor).manager or _coordinates(actor, service.organization)


def can_write_location(actor: Actor, location: Location) -> bool:
    """The people of its organization, the coordinators of its networks, and administrators.

    Who may not know a hidden address may not change it either, nor bring it to light.
    """
    hidden = location.address_hidden and not can_read_hidden_address(actor, location)
    return not hidden and _writes_for(actor, location.organization)


def can_read_hidden_address(actor: Actor, location: Location) -> bool:
    """The people of the organization itself, and administrators; coordinators are not told where a shelter is."""
    return actor.is_administrator or location.organization_id in roles_of(actor).organizations


def can_close_report(actor: Actor, report: Report) -> bool:
    """Those who may revise the service it is about."""
    return can_revise_service(actor, report.service)


def can_import(actor: Actor) -> bool:
    """Administrators; coordinators, into their network; managers, into their organization."""
    roles = roles_of(actor)
    return actor.is_administrator or bool(roles.coordinator or roles.manager)


def can_keep_source(actor: Actor, network: Network | None, organization: Organization | None) -> bool:
    """Whether a source may be kept for this network or organization; for nobody in particular, by administrators."""
    if actor.is_administrator:
        return True
    if organization:
        return organization.pk in roles_of(actor).manager
    return network is not None and network.pk in roles_of(actor).coordinator


def can_import_source(actor: Actor, source: Source) -> bool:
    """Those who keep it."""
    return can_keep_source(actor, source.network, source.organization)


def publishes_imports(actor: Actor, source: Source) -> bool:
    """Whether what this actor imports from a source is public at once: whoever may publish it by hand."""
    if source.organization is None:
        return can_import_source(actor, source)
    return source.organization.trusted or _coordinates(actor, source.organization)


def can_import_taxonomy(actor: Actor) -> bool:
    """Administrators: it is offered to everybody who describes a service."""
    return actor.is_administrator
