"""One batch of records against what is stored: what is new, what changed, what is to be left alone, and why."""

from collections.abc import Sequence

from django.db import models
from django.utils.text import slugify

from maillage.foundation.network.models import Organization
from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.intake.context import Context
from maillage.offer.directory.intake.deciding import Deciding
from maillage.offer.directory.intake.loading import load
from maillage.offer.directory.intake.matching import link, match
from maillage.offer.directory.intake.placing import place
from maillage.offer.directory.intake.steps import Fate, Prepared, Step
from maillage.offer.directory.models import Service, ServiceAtLocation


def look(context: Context, prepared: Sequence[Prepared], kind: Kind) -> list[Step]:
    """What becomes of these records of one kind; kinds come in the order of `Kind`, in one transaction."""
    steps = [Step(one, troubles=list(one.troubles)) for one in prepared]
    match(context, steps, kind)
    open_steps = [step for step in steps if step.fate is not Fate.REFUSED and not step.again]
    link(context, open_steps, kind)
    deciding = Deciding(context, load(context, open_steps, kind), kind)
    for step in open_steps:
        if step.fate is not Fate.REFUSED:
            deciding.decide(step)
    if kind is Kind.LOCATION:
        place(context, steps)
    if kind is Kind.SERVICE and not context.seen:
        new = [step for step in steps if step.fate is Fate.IMPORTED]
        _give_addresses(new, Service)
        context.created_services.update(str(step.item.pk) for step in new)
    if kind is Kind.ORGANIZATION and not context.seen:
        _give_addresses([step for step in steps if step.fate is Fate.IMPORTED], Organization)
    if kind is Kind.SERVICE_AT_LOCATION:
        _refuse_second_of_a_pair(steps)
    taken = [step for step in steps if step.fate is not Fate.REFUSED and step.item is not None]
    context.fresh.update({(kind, step.record.key): step.item.pk for step in taken})
    if context.seen:
        context.seen.add((kind, s.record.key, s.item.pk, s.prepared.content) for s in taken)
    return steps


def _give_addresses(steps: list[Step], model: type[models.Model]) -> None:
    """A readable address for each new object; a short end from its id where the name is taken or empty."""
    wanted = [(step, slugify(str(step.item.name))[:60].strip("-")) for step in steps]
    taken = set(model._default_manager.filter(slug__in={s for _step, s in wanted}).values_list("slug", flat=True))
    for step, base in wanted:
        slug = base
        if not slug or slug in taken:
            slug = f"{base or model._meta.model_name}-{step.item.pk.hex[:8]}"
        taken.add(slug)
        step.item.slug = slug


def _refuse_second_of_a_pair(steps: list[Step]) -> None:
    """A service is given once at a place: a second row for the same two says nothing more."""
    new = [step for step in steps if step.fate is Fate.IMPORTED]
    services = {step.item.service_id for step in new}
    rows = ServiceAtLocation.objects.filter(service__in=services).values_list("service_id", "location_id")
    held = {(str(service), str(location)) for service, location in rows}
    for step in new:
        pair = (str(step.item.service_id), str(step.item.location_id))
        if pair in held:
            step.refuse("pair_twice", column="location", value=step.record.links.get("location", ""))
        held.add(pair)
