"""What public sheets say when an import publishes them, kept as what was read: see `snapshots`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db import connections, router

from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.intake.columns import SHAPES
from maillage.offer.directory.intake.context import Context
from maillage.offer.directory.intake.steps import Fate, Step
from maillage.offer.directory.models import Service, TaxonomyTerm
from maillage.offer.directory.snapshots import snapshot_of

DETAILS = {
    Kind.SERVICE_AT_LOCATION: "service_at_locations",
    Kind.CONTACT_POINT: "contact_points",
    Kind.COST_OPTION: "cost_options",
    Kind.REQUIRED_DOCUMENT: "required_documents",
}
TERMS = SHAPES[Kind.SERVICE].terms
ALL_TOLD = (*TERMS, "terms__taxonomy", "areas_served", *DETAILS.values())


def keep_snapshots(context: Context, steps: Sequence[Step]) -> None:
    """Remember what stands on the sheets that this batch published. In its transaction, when all of it is written."""
    new = [step for step in steps if step.fate is Fate.IMPORTED and step.item.pk in context.read_services]
    told = [*_as_written(new, steps), *_as_stored(context.read_services - {step.item.pk for step in new})]
    connection = connections[router.db_for_write(Service)]
    column, key = Service._meta.get_field("reviewed_snapshot"), Service._meta.pk
    rows = [
        (column.get_db_prep_save(snapshot_of(service), connection), key.get_db_prep_save(service.pk, connection))
        for service in told
    ]
    quote = connection.ops.quote_name
    table, snapshot, pk = (quote(str(name)) for name in (Service._meta.db_table, column.column, key.column))
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {snapshot} = %s WHERE {pk} = %s", rows)  # noqa: S608 (names of ours)


def _as_written(new: Iterable[Step], steps: Iterable[Step]) -> Iterator[Service]:
    """New services with what the batch wrote about them: to read all of it again would take as long as writing it."""
    details: dict[str, dict[str, list[Any]]] = defaultdict(lambda: {name: [] for name in DETAILS.values()})
    for step in steps:
        if step.fate is Fate.IMPORTED and step.record.kind in DETAILS:
            details[str(step.item.service_id)][DETAILS[step.record.kind]].append(step.item)
    for step in new:
        terms = {name: [_term(code) for code in step.terms.get(name, ())] for name in TERMS}
        # Where Django looks before it asks the database.
        step.item._prefetched_objects_cache = {"terms": [], "areas_served": [], **terms, **details[str(step.item.pk)]}
        yield step.item


def _as_stored(services: Iterable[Any]) -> Iterable[Service]:
    ids = set(services)
    return Service.objects.filter(pk__in=ids).order_by().prefetch_related(*ALL_TOLD) if ids else ()


@cache
def _term(code: str) -> TaxonomyTerm:
    """All that a snapshot asks of a term."""
    return TaxonomyTerm(code=code)
