"""Records that say what they said the last time, of things that nobody touched since: set aside by the batch.

An import writes beside the fingerprints of a record the version that its object then had (of a detail, the version of
its service), unless there was something to tell about it: that is told again each time. Where what the source says and
that version are as they were, nothing has to be read, compared or locked.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from maillage.offer.directory.exchange.records import Kind, Record
from maillage.offer.directory.intake.columns import SHAPES, mark
from maillage.offer.directory.intake.context import Context
from maillage.offer.directory.intake.steps import OWN, VERSION, Prepared, content_of, prepare
from maillage.offer.directory.intake.telling import raw_kept
from maillage.offer.directory.intake.timetables import understood
from maillage.offer.directory.models import SourceRecord


class Unchanged(NamedTuple):
    """A record that was set aside, the number of what it became, and the id of that."""

    record: Record
    content: str
    entry: int
    item: UUID


def set_aside(context: Context, batch: Sequence[Record]) -> tuple[list[Unchanged], list[Prepared]]:
    """The records of a batch that are as they were; the others prepared, to be looked at. Reads only."""
    contents = [content_of(record, context.source) for record in batch]
    told = list(zip(batch, contents, strict=True))
    same: dict[int, Unchanged] = {}
    if not context.own_objects:
        for kind in SHAPES:
            of_kind = {number: one for number, one in enumerate(told) if one[0].kind is kind}
            same |= _unchanged(context, kind, of_kind)
    rest = [prepare(one[0], context.source, one[1]) for number, one in enumerate(told) if number not in same]
    return list(same.values()), rest


def meet(context: Context, same: Iterable[Unchanged]) -> None:
    """This run has met these records: what comes with the same key a second time is seen to. Before the others."""
    if context.seen:
        context.seen.add((one.record.kind, one.record.key, one.item, one.content) for one in same)
    else:
        SourceRecord.objects.filter(pk__in=[one.entry for one in same]).update(last_seen=context.run)


def versions_of(kind: Kind, items: Iterable[UUID]) -> dict[UUID, int]:
    """The versions of these things; of details, those of their services."""
    column = "version" if kind in OWN else "service__version"
    return dict(SHAPES[kind].model._default_manager.filter(pk__in=items).order_by().values_list("pk", column))


def _unchanged(context: Context, kind: Kind, told: Mapping[int, tuple[Record, str]]) -> dict[int, Unchanged]:
    by_key: dict[str, int] = {}
    for number, (record, _content) in told.items():
        by_key.setdefault(record.key, number)
    rows = SourceRecord.objects.filter(source=context.source, kind=kind.value, key__in=by_key)
    # A run that goes on, or a look, has met some of these keys itself: those are not set aside.
    met = context.seen.find(kind, by_key) if context.seen else {}
    columns = ("pk", "key", "object_id", "content", "fingerprints", "raw", "file", "last_seen_id")
    found: dict[int, tuple[Unchanged, str]] = {}
    for pk, key, item, content, fingerprints, raw, file, last_seen in rows.values_list(*columns):
        record, says = told[by_key[key]]
        version = fingerprints.get(VERSION)
        if version is None or content != says or key in met or last_seen == context.run.pk:
            continue
        if file != record.where.file[:255] or raw != raw_kept(record) or not _hours_read_as_then(record, fingerprints):
            continue
        found[by_key[key]] = Unchanged(record, says, pk, item), version
    current = versions_of(kind, [one.item for one, _version in found.values()]) if found else {}
    return {number: one for number, (one, version) in found.items() if str(current.get(one.item)) == version}


def _hours_read_as_then(record: Record, fingerprints: Mapping[str, str]) -> bool:
    """Whether we understand the hours as we did: a later version of this software may understand more."""
    hours = str(record.values.get("opening_hours") or "").strip()
    return not hours or mark(understood(hours)) == fingerprints.get("opening_hours")
