"""Loading the example territory into an empty database, through the same actions as people use."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor, command_actor
from maillage.foundation.accounts.models import User
from maillage.foundation.common.phones import normalized
from maillage.foundation.expressions import parse
from maillage.foundation.network.identifiers import checked
from maillage.foundation.network.models import (
    Funder,
    Membership,
    Network,
    Organization,
    Participation,
    Role,
    Territory,
    WorkingGroup,
)
from maillage.interfaces.example.data import records
from maillage.interfaces.example.logos import logo_of
from maillage.interfaces.example.texts import text_of
from maillage.offer.directory.actions import (
    change_situation,
    create_location,
    create_service,
    publish_service,
    revise_service,
    submit_service,
)
from maillage.offer.directory.models import (
    ContactPoint,
    CostOption,
    Location,
    RequiredDocument,
    Service,
    ServiceAtLocation,
    Situation,
    TaxonomyTerm,
)

Progress = Callable[[str, int], None]

# Two drafts and a sheet in review, so that a newcomer sees what a coordinator does.
IN_REVIEW = 3


class NotEmpty(Exception):
    """There are services already: the example is for an empty database."""


@transaction.atomic
def load_example(*, progress: Progress = lambda what, count: None) -> None:
    """Load everything, or nothing. Raises NotEmpty. `progress` hears what was loaded and how many."""
    if Service.objects.exists() or Territory.objects.exists():
        raise NotEmpty
    actor = command_actor("example")
    territories = _territories()
    progress("territories", len(territories))
    organizations = _organizations(territories)
    progress("organizations", len(organizations))
    networks = _networks(territories, organizations)
    progress("networks", len(networks))
    places = _places(actor, territories, organizations)
    progress("places", len(places))
    services = _services(actor, territories, organizations, places)
    progress("services", len(services))
    progress("people", len(_people(networks, services)))


def _territories() -> dict[str, Territory]:
    loaded: dict[str, Territory] = {}
    rows = records("territories")
    for row in rows:
        ring = row["boundary"]
        loaded[row["key"]] = Territory.objects.create(
            slug=row["key"],
            kind=row["kind"],
            name=text_of(row["name"]),
            country=row["country"] or "",
            time_zone=row["timezone"],
            languages=row["languages"],
            postcodes=row.get("postcodes", []),
            population=row["population"],
            longitude=row["lon"],
            latitude=row["lat"],
            boundary={"type": "Polygon", "coordinates": [ring]} if ring else None,
        )
    for row in rows:
        territory = loaded[row["key"]]
        if row.get("parent"):
            territory.parent = loaded[row["parent"]]
            territory.save(update_fields=["parent"])
        territory.drawn_from.set(loaded[key] for key in row.get("drawn_from", []))
        for scheme, value in row.get("codes", {}).items():
            territory.codes.create(scheme=scheme, value=value)
    return loaded


def _organizations(territories: Mapping[str, Territory]) -> dict[str, Organization]:
    loaded: dict[str, Organization] = {}
    rows = records("organizations")
    for row in rows:
        name = text_of(row["name"])
        phone = row.get("phone") or ""
        organization = loaded[row["key"]] = Organization.objects.create(
            slug=row["key"],
            name=name,
            alternate_name=text_of(row.get("alternate_name")),
            description=text_of(row.get("description")),
            kind=row["kind"],
            language=name.source,
            territory=territories.get(row.get("territory") or ""),
            website=row.get("website") or "",
            email=row.get("email") or "",
            phone=normalized(phone) if phone else "",
            example=True,
        )
        for identifier in row.get("identifiers", []):
            value = checked(identifier["scheme"], identifier["value"])
            organization.identifiers.create(scheme=identifier["scheme"], value=value)
    for row in rows:
        loaded[row["key"]].members.set(loaded[key] for key in row.get("members", []))
    return loaded


def _networks(territories: Mapping[str, Territory], organizations: Mapping[str, Organization]) -> dict[str, Network]:
    loaded: dict[str, Network] = {}
    rows = records("networks")
    for row in sorted(rows, key=lambda row: row.get("parent") is not None):
        name = text_of(row["name"])
        network = loaded[row["key"]] = Network.objects.create(
            slug=row["key"],
            kind=row["kind"],
            parent=loaded.get(row.get("parent") or ""),
            name=name,
            summary=text_of(row.get("summary")),
            programme=row.get("programme") or "",
            language=name.source,
            countries=row.get("countries", []),
            starts_on=date.fromisoformat(row["starts_on"]) if row.get("starts_on") else None,
            ends_on=date.fromisoformat(row["ends_on"]) if row.get("ends_on") else None,
        )
        network.territories.set(territories[key] for key in row["territories"])
        for member in row["members"]:
            Participation.objects.create(
                network=network, organization=organizations[member["organization"]], role=member["role"]
            )
        for position, funder in enumerate(row.get("funders", [])):
            mention = text_of(funder.get("mention"))
            made = Funder(network=network, name=funder["name"], mention=mention, position=position)
            logo = logo_of(funder["name"])
            made.logo.save(logo.name, logo, save=False)
            made.save()
    for row in records("organizations"):
        for joined in row.get("networks", []):
            Participation.objects.get_or_create(
                network=loaded[joined["network"]],
                organization=organizations[row["key"]],
                defaults={"role": joined["role"]},
            )
    for row in records("working_groups"):
        group = WorkingGroup.objects.create(name=text_of(row["name"]), purpose=text_of(row.get("purpose")))
        group.networks.set(loaded[key] for key in row["networks"])
        group.organizations.set(organizations[key] for key in row["organizations"])
    return loaded


def _places(
    actor: Actor, territories: Mapping[str, Territory], organizations: Mapping[str, Organization]
) -> dict[str, Location]:
    loaded = {}
    for row in records("places"):
        address = row["address"]
        values = {
            "name": text_of(row["name"]),
            "description": text_of(row.get("description")),
            "address_1": address["street"],
            "address_2": address.get("extra") or "",
            "postal_code": address["postal_code"],
            "city": address["city"],
            "country": address["country"],
            "territory": territories[row["territory"]],
            "longitude": row["lon"],
            "latitude": row["lat"],
            "address_hidden": row.get("address_hidden", False),
            "accessibility": row.get("accessibility", {}),
            "transportation": text_of(row.get("transportation")),
        }
        loaded[row["key"]] = create_location(
            actor=actor, organization=organizations[row["organization"]], values=values, example=True
        )
    return loaded


def _services(
    actor: Actor,
    territories: Mapping[str, Territory],
    organizations: Mapping[str, Organization],
    places: Mapping[str, Location],
) -> list[Service]:
    terms = {term.code: term for term in TaxonomyTerm.objects.all()}
    loaded = []
    rows = records("services")
    for number, row in enumerate(rows):
        name = text_of(row["name"])
        service = create_service(
            actor=actor,
            organization=organizations[row["organization"]],
            name=name,
            language=name.source,
            slug=row["key"],
            example=True,
        )
        changes = _texts(row) | _facts(row, territories, terms) | _details(row, places)
        revise_service(actor=actor, service=service, version=service.version, changes=changes)
        if number >= len(rows) - IN_REVIEW:
            submit_service(actor=actor, service=service)
        else:
            publish_service(actor=actor, service=service, version=service.version)
        _situate(actor, service, row.get("situation"))
        # Confirmed some days ago: a past that no action could give it.
        days = timedelta(days=row.get("confirmed_days_ago", 0))
        Service.objects.filter(pk=service.pk).update(assured_at=timezone.now() - days)
        loaded.append(service)
    return loaded


TEXTS = [
    "alternate_name",
    "summary",
    "description",
    "application_process",
    "fees_description",
    "interpretation_services",
    "eligibility_description",
    "hours_note",
]


def _texts(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: text_of(row.get(name)) for name in TEXTS}


def _facts(
    row: Mapping[str, Any], territories: Mapping[str, Territory], terms: Mapping[str, TaxonomyTerm]
) -> dict[str, Any]:
    condition = row.get("eligibility")
    return {
        "themes": [terms[code] for code in row["themes"]],
        "audiences": [terms[code] for code in row.get("audiences", [])],
        "areas_served": [territories[key] for key in row.get("areas_served", [])],
        "access_modes": row["access_modes"],
        "fees": row["fees"],
        "languages": row["languages"],
        "accessibility": row.get("accessibility") or {},
        "wait_weeks": row.get("wait_weeks"),
        "opening_hours": row.get("opening_hours") or "",
        "eligibility": parse(_with_ids(condition, territories)) if condition else None,
    }


def _with_ids(node: Any, territories: Mapping[str, Territory]) -> Any:
    """The condition with the ids of territories where the files have their keys."""
    if isinstance(node, list):
        return [_with_ids(part, territories) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("fact") == "residence" and "in" in node:
        return {**node, "in": [str(territories[key].pk) for key in node["in"]]}
    return {key: _with_ids(part, territories) for key, part in node.items()}


def _details(row: Mapping[str, Any], places: Mapping[str, Location]) -> dict[str, Any]:
    return {
        "contact_points": [
            ContactPoint(
                kind=point["kind"],
                value=normalized(point["value"]) if point["kind"] == "phone" else point["value"],
                label=text_of(point.get("label")),
            )
            for point in row.get("contact_points", [])
        ],
        "cost_options": [
            CostOption(amount=Decimal(cost["amount"]), currency=cost["currency"], option=text_of(cost.get("option")))
            for cost in row.get("cost_options", [])
        ],
        "required_documents": [RequiredDocument(document=text_of(text)) for text in row.get("required_documents", [])],
        "service_at_locations": [
            ServiceAtLocation(
                location=places[at["place"]],
                opening_hours=at.get("opening_hours") or "",
                hours_note=text_of(at.get("hours_note")),
            )
            for at in row.get("places", [])
        ],
    }


def _situate(actor: Actor, service: Service, told: Mapping[str, Any] | None) -> None:
    if not told or told["kind"] == "open":
        return
    days = told.get("until_days")
    change_situation(
        actor=actor,
        service=service,
        version=service.version,
        situation=Situation(told["kind"]),
        until=timezone.localdate() + timedelta(days=days) if days is not None else None,
        note=text_of(told.get("note")),
    )


def _people(networks: Mapping[str, Network], services: list[Service]) -> list[User]:
    """Who runs the instance, who coordinates every network, and who works where a sheet waits for review."""
    administrator = _person("administrator@example.org", "Administration", is_administrator=True)
    coordinator = _person("coordinator@example.org", "Coordination")
    for network in networks.values():
        Membership.objects.create(user=coordinator, network=network, role=Role.COORDINATOR)
    worker = _person("provider@example.org", "Service d’exemple")
    Membership.objects.create(user=worker, organization=services[-1].organization, role=Role.WORKER)
    return [administrator, coordinator, worker]


def _person(email: str, name: str, **fields: Any) -> User:
    user = User.objects.create_user(email, None, name=name, language=settings.LANGUAGE_CODE, **fields)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user
