"""What is stored now of what a batch is about, locked for as long as the batch takes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from maillage.foundation.network.models import OrganizationIdentifier
from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.intake.columns import SHAPES
from maillage.offer.directory.intake.context import Context, uuid_of
from maillage.offer.directory.intake.numbers import numbers_of
from maillage.offer.directory.intake.steps import OWN, Step
from maillage.offer.directory.models import Service, SourceRecord


@dataclass
class Stored:
    """Beside the objects themselves, which the steps hold: the codes of services' terms, the services that details
    belong to, and what those became in our own workbook."""

    terms: dict[UUID, dict[str, list[str]]] = field(default_factory=dict)
    services: dict[UUID | None, Service] = field(default_factory=dict)
    service_entries: dict[UUID, SourceRecord] = field(default_factory=dict)


def load(context: Context, steps: list[Step], kind: Kind) -> Stored:
    """The objects that known records became; in an own workbook a record's key is its object's id."""
    manager = SHAPES[kind].model._default_manager
    ids = {step.record.key: step.entry.object_id for step in steps if step.entry}
    if context.own_objects:
        for step in steps:
            pk = None if step.entry else uuid_of(step.record.key)
            if pk:
                ids[step.record.key] = pk
    if kind is Kind.ORGANIZATION:
        ids |= _organizations_known_by_number([step for step in steps if step.record.key not in ids])
        ids |= _own_organization(context, [step for step in steps if step.record.key not in ids])
    rows = manager.filter(pk__in=set(ids.values())).only(*_columns_read(steps, kind))
    stored = Stored() if kind in OWN else _services(context, steps)
    if not context.seen:
        rows = rows.select_for_update(of=("self",))
    items = {row.pk: row for row in rows}
    for step in steps:
        step.item = items.get(ids.get(step.record.key))
    if kind is Kind.SERVICE:
        stored.terms = context.terms.of_services(items)
    return stored


def _organizations_known_by_number(steps: list[Step]) -> dict[str, UUID]:
    """Organizations of this directory whose number in a register the source gives."""
    numbers = {step.record.key: numbers_of(step.record) for step in steps}
    values = {value for found in numbers.values() for _scheme, value in found}
    if not values:
        return {}
    rows = OrganizationIdentifier.objects.filter(value__in=values)
    held = {(row.scheme, row.value): row.organization_id for row in rows}
    return {key: held[number] for key, found in numbers.items() for number in found[:1] if number in held}


def _own_organization(context: Context, steps: list[Step]) -> dict[str, UUID]:
    """In the list of one organization, the organization of that name is that one."""
    own = context.source.organization
    if not own or not steps:
        return {}
    names = {own.name.text_in(tag).casefold() for tag in own.name.languages} | {own.slug}
    names |= {own.alternate_name.text_in(tag).casefold() for tag in own.alternate_name.languages}
    return {
        step.record.key: own.pk
        for step in steps
        if step.record.placeholder
        or step.record.key in (str(own.pk), own.slug)
        or any(n.startswith("name") and str(v).casefold() in names for n, v in step.prepared.cells.items())
    }


def _services(context: Context, steps: list[Step]) -> Stored:
    """The services that details belong to, locked with what is about to change in them."""
    ids = {step.cells["service"] for step in steps if "service" in step.cells}
    rows = Service.objects.filter(pk__in=ids).only("pk", "organization_id", "version", "reviewed_version")
    if not context.seen:
        rows = rows.select_for_update()
    stored = Stored(services={row.pk: row for row in rows})
    if context.own_objects:
        told = SourceRecord.objects.filter(source=context.source, kind=Kind.SERVICE.value, object_id__in=ids)
        stored.service_entries = {row.object_id: row for row in told}
    return stored


def _columns_read(steps: Iterable[Step], kind: Kind) -> set[str]:
    """The columns that these steps compare: to read all of them would take longer than everything else."""
    names = {name.partition(".")[0] for step in steps for name in (*step.prepared.cells, *step.cells)}
    names |= {name.partition(".")[0] for step in steps for name in step.known}
    names -= set(SHAPES[kind].terms)
    if "opening_hours" in names:
        names.add("opening_hours_source")
    if kind is Kind.LOCATION:
        names |= {"address_hidden", "longitude", "latitude", "territory", "country", "postal_code", "city"}
    if kind is Kind.SERVICE:
        names.add("reviewed_version")
    return (
        names
        | ({"version"} if kind in OWN else {"service"})
        | ({"organization"} if kind in OWN - {Kind.ORGANIZATION} else set())
    )
