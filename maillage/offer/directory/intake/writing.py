"""Writing what a batch came to. Called in the batch's transaction, one kind after the other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Model
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.network.actions.intake import take_in_organizations
from maillage.foundation.network.actions.organizations import protect_organization
from maillage.foundation.network.models import Organization
from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.intake.columns import SHAPES
from maillage.offer.directory.intake.context import Context
from maillage.offer.directory.intake.inserting import insert, insert_values
from maillage.offer.directory.intake.numbers import numbers_of
from maillage.offer.directory.intake.steps import OWN, VERSION, Fate, Step
from maillage.offer.directory.intake.telling import raw_of
from maillage.offer.directory.intake.unchanged import versions_of
from maillage.offer.directory.models import Service, SourceRecord

LARGEST_POSITION = 32_767
TOLD_ONCE = frozenset({"emptied", "no_territory"})  # when it happens, not each time the source says the same
TOLD = ("content", "fingerprints", "raw", "file")  # of a record


def write(context: Context, steps: Sequence[Step], kind: Kind, *, actor: Actor, publishes: bool) -> None:
    """Write these steps of one kind. `publishes`: whether new services are public at once, and changed ones read."""
    now = timezone.now()
    new = [step for step in steps if step.fate is Fate.IMPORTED]
    changed = [step for step in steps if step.fate is Fate.CHANGED]
    if kind is Kind.SERVICE:
        _before_services(context, new, changed, now, publishes=publishes)
    if kind is Kind.ORGANIZATION:
        _organizations(context, new, changed, actor)
    else:
        if kind in OWN:
            _next_versions(changed, now)
        else:
            _positions(new)
        insert([step.item for step in new], [step.columns for step in new])
        for step in changed:
            if step.columns:
                step.item.save(update_fields=sorted(step.columns))
    if kind is Kind.SERVICE:
        _terms(context, [*new, *changed])
    if kind is Kind.LOCATION:
        _protect(actor, [*new, *changed])
    if kind not in OWN:
        _touch_services(context, [*new, *changed], now, publishes=publishes)
    _remember(context, steps, kind)


def _before_services(context: Context, new: list[Step], changed: list[Step], now: datetime, *, publishes: bool) -> None:
    for step in new:
        step.item.state = Service.State.PUBLISHED if publishes else Service.State.DRAFT
        step.item.reviewed_version = step.item.version if publishes else None
        step.columns |= {"slug", "state", "reviewed_version", "imported_at"}
        if not context.own_objects:
            step.item.source, step.item.imported_at = context.source, now
        if publishes:
            context.read_services.add(step.item.pk)
    for step in changed:
        # What somebody changed here and nobody read yet goes on waiting.
        if publishes and step.item.reviewed_version == step.item.version:
            step.item.reviewed_version = step.item.version + 1
            step.columns.add("reviewed_version")
            context.read_services.add(step.item.pk)
        if not context.own_objects:
            step.item.source, step.item.imported_at = context.source, now
            step.columns |= {"source", "imported_at"}


def _organizations(context: Context, new: list[Step], changed: list[Step], actor: Actor) -> None:
    take_in_organizations(
        actor=actor,
        network=context.source.network,
        new=[(step.item, numbers_of(step.record)) for step in new],
        changed=[(step.item, step.columns) for step in changed if step.columns],
    )


def _next_versions(changed: list[Step], now: datetime) -> None:
    for step in changed:
        step.item.version += 1
        step.item.modified_at = now
        step.columns |= {"version", "modified_at"}


def _positions(new: list[Step]) -> None:
    """Details stand in the order in which the source gives them, after those that are there."""
    if not new:
        return
    model = type(new[0].item)
    services = {str(step.item.service_id) for step in new}
    rows = model._default_manager.filter(service__in=services).order_by().values_list("service")
    next_position = defaultdict(int, {str(pk): last + 1 for pk, last in rows.annotate(last=Max("position"))})
    for step in new:
        service = str(step.item.service_id)
        step.columns.add("position")
        step.item.position = min(next_position[service], LARGEST_POSITION)
        next_position[service] += 1


def _terms(context: Context, steps: list[Step]) -> None:
    for name in SHAPES[Kind.SERVICE].terms:
        through: Any = getattr(Service, name).through
        told = [step for step in steps if name in step.terms]
        held = [step.item.pk for step in told if step.fate is Fate.CHANGED]
        if held:
            through.objects.filter(service__in=held).delete()
        through.objects.bulk_create(
            through(service_id=step.item.pk, taxonomyterm_id=term)
            for step in told
            for term in context.terms.ids(name, step.terms[name])
        )


def _protect(actor: Actor, steps: list[Step]) -> None:
    """Who joins an organization with a hidden address learns it: from now on its own people decide who joins."""
    hidden = {
        step.item.organization_id for step in steps if step.item.address_hidden and "address_hidden" in step.columns
    }
    for organization in Organization.objects.filter(pk__in=hidden):
        protect_organization(actor=actor, organization=organization)


def _touch_services(context: Context, steps: list[Step], now: datetime, *, publishes: bool) -> None:
    """A detail is a part of its service: whoever has the service's form open is told."""
    touched = {step.item.service_id for step in steps}
    created = context.created_services
    ids = [pk for pk in map(str, touched) if pk not in created]
    if not ids:
        return
    services = Service.objects.filter(pk__in=ids)
    if publishes:
        read = services.filter(reviewed_version=F("version"))
        context.read_services.update(read.values_list("pk", flat=True))
        read.update(reviewed_version=F("version") + 1)
    services.update(version=F("version") + 1, modified_at=now)
    if context.own_objects:
        versions = dict(Service.objects.filter(pk__in=ids).values_list("pk", "version"))
        entries = SourceRecord.objects.filter(source=context.source, kind=Kind.SERVICE.value, object_id__in=ids)
        for entry in entries:
            entry.raw = {**entry.raw, "after": str(versions[entry.object_id])}
            entry.save(update_fields=["raw"])


def _remember(context: Context, steps: Sequence[Step], kind: Kind) -> None:
    """What each record became, what was written, and that this run has met it."""
    run, new, changed, met = context.run, [], [], []
    remembered = [step for step in steps if step.fate is not Fate.REFUSED and not step.again]
    remembered = [step for step in remembered if step.entry or step.item]
    versions = _versions(context, remembered, kind)
    for step in remembered:
        told = {
            "content": step.prepared.content,
            "fingerprints": _fingerprints(context, step, versions),
            "raw": raw_of(step),
            "file": step.record.where.file[:255],
        }
        entry = step.entry
        if entry is None:
            new.append((context.source.pk, kind.value, step.record.key, step.item.pk, *told.values(), run.pk))
        elif any(getattr(entry, name) != value for name, value in told.items()):
            changed.append(_told(entry, told, run))
        else:
            met.append(entry.pk)
    insert_values(SourceRecord, ("source", "kind", "key", "object_id", *TOLD, "last_seen"), new)
    SourceRecord.objects.bulk_update(changed, [*TOLD, "last_seen"], batch_size=100)
    if met:
        SourceRecord.objects.filter(pk__in=met).update(last_seen=run)


def _versions(context: Context, steps: Sequence[Step], kind: Kind) -> dict[UUID, int]:
    """The versions that things have now; those of details are their services'. See `unchanged`."""
    if context.own_objects:
        return {}
    if kind in OWN:
        return {step.item.pk: step.item.version for step in steps if step.item}
    return versions_of(kind, [step.item.pk for step in steps if step.item])


def _fingerprints(context: Context, step: Step, versions: Mapping[UUID, int]) -> dict[str, str]:
    if context.own_objects:
        return {}
    marks = step.marks or step.known
    silent = all(trouble.reason in TOLD_ONCE for trouble in step.troubles)
    version = versions.get(step.item.pk) if step.item and silent else None
    return marks if version is None else {**marks, VERSION: str(version)}


def _told(entry: SourceRecord, values: dict[str, Any], run: Model) -> SourceRecord:
    for name, value in values.items():
        setattr(entry, name, value)
    entry.last_seen = run  # type: ignore[assignment]
    return entry
