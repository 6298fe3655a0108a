"""An import: begun with files, looked at without writing, done in batches that are each whole, or cancelled.

Unlike other actions, looking and doing take many transactions: each batch is one, together with how far the run got
and what it counted. Whatever kills the process leaves whole batches, and the next call goes on behind them.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.slugs import free_slug
from maillage.foundation.common.transitions import move
from maillage.foundation.journal.recording import record
from maillage.foundation.network.models import Network, Organization
from maillage.offer.directory.exchange.records import Cursor, Kind, Problem, Record, Severity, Where
from maillage.offer.directory.intake.batches import look
from maillage.offer.directory.intake.context import Context, is_workbook
from maillage.offer.directory.intake.files import Upload, forget_uploads, keep_uploads
from maillage.offer.directory.intake.inserting import insert
from maillage.offer.directory.intake.lease import LeaseLost, give_back, keep_lease, take_lease
from maillage.offer.directory.intake.reach import Reach
from maillage.offer.directory.intake.reading import NotReadable, headings_of, read, rows_at, workbook_columns
from maillage.offer.directory.intake.reviewed import keep_snapshots
from maillage.offer.directory.intake.seen import Seen
from maillage.offer.directory.intake.steps import Fate, Prepared, Step, tally
from maillage.offer.directory.intake.telling import problems_of
from maillage.offer.directory.intake.unchanged import Unchanged, meet, set_aside
from maillage.offer.directory.intake.writing import write
from maillage.offer.directory.models import ImportProblem, ImportRun, Source, SourceRecord
from maillage.offer.directory.permissions import can_import_source, can_keep_source, publishes_imports

BATCH = 1000  # records in one transaction, about
SAMPLES = 50
GONE_KINDS = (Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE)
SOURCE_REVISABLE = frozenset({"name", "language", "country", "credit", "licence", "mapping"})

Item = Record | Problem | Cursor
Reader = Callable[[ImportRun, Cursor | None], Iterator[Item]]
Progress = Callable[[ImportRun, float], None]


class Cancelled(Exception):
    """Somebody cancelled the run while it was under way."""


@transaction.atomic
def keep_source(
    *,
    actor: Actor,
    slug: str,
    network: Network | None = None,
    organization: Organization | None = None,
    values: Mapping[str, Any],
) -> Source:
    """The source called `slug`, made where there is none, with the values that are given.

    Who keeps it is said once, when it is made. Raises PermissionDenied, ValidationError, and ValueError for a value
    that may not be written.
    """
    if unknown := set(values) - SOURCE_REVISABLE:
        raise ValueError(f"not revisable: {', '.join(sorted(unknown))}")
    source = Source.objects.select_for_update(of=("self",)).filter(slug=slug).first() if slug else None
    if source is None:
        if not can_keep_source(actor, network, organization):
            raise PermissionDenied
        name = str(values.get("name", slug))
        source = Source(slug=slug or free_slug(Source, name), network=network, organization=organization, name=name)
    elif not can_import_source(actor, source):
        raise PermissionDenied
    before = None if source._state.adding else {name: getattr(source, name) for name in values}
    for name, value in values.items():
        setattr(source, name, value)
    if before != dict(values):
        source.full_clean()
        source.save()
    return source


@transaction.atomic
def start_import(
    *,
    actor: Actor,
    source: Source,
    files: Sequence[Mapping[str, Any]] = (),
    uploads: Sequence[Upload] = (),
    format: str = "auto",
    mapping: Mapping[str, Any] | None = None,
    corrects: ImportRun | None = None,
) -> ImportRun:
    """A run over files of this machine (described by `intake.files.described`) or over uploads, which are kept.

    Raises PermissionDenied, OSError.
    """
    if not can_import_source(actor, source):
        raise PermissionDenied
    run = ImportRun(source=source, started_by=actor.user, format=format, mapping=mapping or {}, corrects=corrects)
    run.files = [*files, *(keep_uploads(run.pk, uploads) if uploads else ())]
    run.save()
    record(actor=actor, action="import.started", subject=run, within=source.network or source.organization)
    return run


@transaction.atomic
def choose_columns(
    *, actor: Actor, run: ImportRun, mapping: Mapping[str, Any], format: str, remembered: Mapping[str, Any] | None
) -> ImportRun:
    """What the columns of a run mean; the source remembers it for the next file. The run is to be looked at next.

    Raises PermissionDenied, TransitionRefused.
    """
    run = _claimed(actor, run)
    run.mapping, run.format = dict(mapping), format
    move(run, to=ImportRun.State.CHECKING)
    run.cursor = {}
    run.save()
    if remembered:
        keep_source(actor=actor, slug=run.source.slug, values={"mapping": dict(remembered)})
    return run


@transaction.atomic
def order_import(*, actor: Actor, run: ImportRun) -> ImportRun:
    """What was looked at is to be done next, in the background. Raises PermissionDenied, TransitionRefused."""
    run = _claimed(actor, run)
    move(run, to=ImportRun.State.RUNNING)
    run.save()
    return run


def _claimed(actor: Actor, run: ImportRun) -> ImportRun:
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("source").get(pk=run.pk)
    if not can_import_source(actor, run.source):
        raise PermissionDenied
    return run


def check_import(
    *,
    actor: Actor,
    run: ImportRun,
    reader: Reader = read,
    progress: Progress = lambda run, part: None,
) -> ImportRun:
    """Look at everything and write nothing but what was found: `expected`, `samples` and the problems of the run.

    Raises PermissionDenied, TransitionRefused, NotReadable.
    """
    _begin(actor, run, ImportRun.State.CHECKING)
    seen = Seen()
    context, counts, total = _context(actor, run, reader, seen), Counter[str](), 0
    samples: list[dict[str, Any]] = []
    try:
        for batch, problems, cursor in _batches(reader(run, None)):
            same, rest = set_aside(context, batch)
            meet(context, same)
            steps = [step for kind, of_kind in _by_kind(rest) for step in look(context, of_kind, kind)]
            context.close_batch()
            counts += tally(steps, unchanged=len(same))
            counts += _severities(problems)
            total += len(batch)
            samples += [_sample(step) for step in steps if step.fate is Fate.CHANGED][: SAMPLES - len(samples)]
            with transaction.atomic():
                _still(run, ImportRun.State.CHECKING)
                _keep_problems(run, [*problems, *(p for step in steps for p in problems_of(step, context.headings))])
                run.cursor = _position(run, cursor, total)
                run.save(update_fields=["cursor", "modified_at"])
            progress(run, cursor.progress if cursor else 1.0)
        gone = _gone_unseen(run, seen) if _may_miss(run) else []
    except (NotReadable, Cancelled) as error:
        return _stopped(actor, run, error)
    finally:
        seen.close()
    if reader is read:
        _as_the_files_have_them(run)
    with transaction.atomic():
        _still(run, ImportRun.State.CHECKING)
        _keep_problems(run, gone)
        counts[Severity.NOTED.value] += len(gone)
        run.expected, run.samples, run.total, run.cursor = dict(counts), samples, total, {}
        move(run, to=ImportRun.State.READY)
        run.save()
    return run


def run_import(
    *,
    actor: Actor,
    run: ImportRun,
    reader: Reader = read,
    progress: Progress = lambda run, part: None,
) -> ImportRun:
    """Take everything in; a run that was stopped goes on where it was.

    Raises PermissionDenied, TransitionRefused, Busy (another import of this source is under way), LeaseLost (another
    process took this one over), NotReadable. Any other error leaves the run FAILED, with whole batches.
    """
    if not can_import_source(actor, run.source):
        raise PermissionDenied
    lease = take_lease(run.source)
    try:
        with _tidied_by_batch():
            return _run(actor, run, reader, progress, lease)
    finally:
        give_back(run.source, lease)


@transaction.atomic
def cancel_import(*, actor: Actor, run: ImportRun) -> ImportRun:
    """Stop; what was taken in stays, what was not is left. Raises PermissionDenied, TransitionRefused."""
    run = _claimed(actor, run)
    move(run, to=ImportRun.State.CANCELLED)
    run.finished_at = timezone.now()
    run.save()
    _tell(actor, run, "import.cancelled")
    transaction.on_commit(lambda: forget_uploads(run.pk))
    return run


def _run(actor: Actor, run: ImportRun, reader: Reader, progress: Progress, lease: str) -> ImportRun:
    _begin(actor, run, ImportRun.State.RUNNING)
    counts, total = Counter[str](run.counts), run.done_records
    publishes = publishes_imports(actor, run.source)
    context = _context(actor, run, reader, None)
    start = Cursor.parse(run.cursor["at"]) if run.cursor.get("at") else None
    try:
        for batch, problems, cursor in _batches(reader(run, start)):
            same, rest = set_aside(context, batch)
            with transaction.atomic():
                keep_lease(run.source, lease)
                _still(run, ImportRun.State.RUNNING)
                steps = _taken_in(context, actor, rest, same, publishes=publishes)
                counts += tally(steps, unchanged=len(same))
                counts += _severities(problems)
                total += len(batch)
                _keep_problems(run, [*problems, *(p for step in steps for p in problems_of(step, context.headings))])
                del steps  # whatever still holds the objects of a batch when garbage is collected holds them for good
                run.counts, run.cursor = dict(counts), _position(run, cursor, total)
                run.save(update_fields=["counts", "cursor", "modified_at"])
            progress(run, cursor.progress if cursor else 1.0)
        if reader is read:
            _as_the_files_have_them(run)
        return _finish(actor, run, counts)
    except (NotReadable, Cancelled) as error:
        return _stopped(actor, run, error)
    except LeaseLost:
        raise
    except Exception as error:
        _stopped(actor, run, error)
        raise


def _taken_in(
    context: Context, actor: Actor, rest: Sequence[Prepared], same: Sequence[Unchanged], *, publishes: bool
) -> list[Step]:
    """What became of a batch, written."""
    meet(context, same)
    steps: list[Step] = []
    for kind, of_kind in _by_kind(rest):
        steps += (looked := look(context, of_kind, kind))
        write(context, looked, kind, actor=actor, publishes=publishes)
    keep_snapshots(context, steps)
    context.close_batch()
    return steps


def _context(actor: Actor, run: ImportRun, reader: Reader, seen: Seen | None) -> Context:
    context = Context(run, Reach(actor, run.source), seen=seen)
    if reader is read:
        context.headings = headings_of(run)
        context.workbook_columns = workbook_columns(run) if context.own_objects else {}
    return context


def _begin(actor: Actor, run: ImportRun, state: str) -> None:
    with transaction.atomic():
        fresh = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if not can_import_source(actor, run.source):
            raise PermissionDenied
        goes_on = fresh.state in (ImportRun.State.RUNNING, ImportRun.State.FAILED) and fresh.cursor.get("at")
        if not (state == ImportRun.State.RUNNING and goes_on and fresh.counts):
            # From the beginning: what an earlier look or try said is said again.
            fresh.problems.all().delete()
            fresh.cursor, fresh.counts = {}, {}
        move(fresh, to=state)
        fresh.failure = ""
        fresh.save()
    for name in ("state", "cursor", "counts", "failure"):
        setattr(run, name, getattr(fresh, name))


def _still(run: ImportRun, state: str) -> None:
    """Nobody cancelled it in the meantime. Raises Cancelled."""
    if not ImportRun.objects.filter(pk=run.pk, state=state).exists():
        raise Cancelled


def _batches(items: Iterable[Item]) -> Iterator[tuple[list[Record], list[Problem], Cursor | None]]:
    """Items in batches that end at a cursor; the last one ends with the files, and has none."""
    records: list[Record] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Record):
            records.append(item)
        elif isinstance(item, Problem):
            problems.append(item)
        elif len(records) + len(problems) >= BATCH:
            yield records, problems, item
            records, problems = [], []
            gc.collect(1)
    yield records, problems, None


def _by_kind(prepared: Sequence[Prepared]) -> Iterator[tuple[Kind, list[Prepared]]]:
    """Parents first."""
    for kind in Kind:
        of_kind = [one for one in prepared if one.record.kind is kind]
        if of_kind:
            yield kind, of_kind


def _position(run: ImportRun, cursor: Cursor | None, total: int) -> dict[str, Any]:
    if cursor is None:
        return {**run.cursor, "records": total, "progress": 1.0}
    return {"at": str(cursor), "progress": cursor.progress, "records": total}


def _keep_problems(run: ImportRun, problems: Iterable[Problem]) -> None:
    insert(
        [
            ImportProblem(
                run=run,
                file=problem.where.file[:255],
                row=problem.where.row,
                column=problem.where.column[:200],
                severity=problem.severity.value,
                reason=problem.reason,
                value=problem.value.replace("\x00", "")[:200],
                details=dict(problem.details),
                kind=problem.details.get("record", ""),
                key=problem.details.get("key", ""),
                original=dict(problem.row),
            )
            for problem in sorted(problems, key=lambda problem: (problem.where.file, problem.where.row))
        ]
    )


def _as_the_files_have_them(run: ImportRun) -> None:
    """Rows that the directory refused, by the headings of their file: so that they can be corrected and brought again.

    What a reader refuses has its row already. The files are read once more where there is such a row.
    """
    found = run.problems.refused().exclude(kind="").values_list("pk", "file", "row")
    by_place: dict[tuple[str, int], list[int]] = {}
    for pk, file, row in found.iterator():
        by_place.setdefault((file, row), []).append(pk)
    with transaction.atomic():
        for place, cells in rows_at(run, by_place):
            run.problems.filter(pk__in=by_place[place]).update(original=cells)


@contextmanager
def _tidied_by_batch() -> Iterator[None]:
    """Python looks for circles of objects again and again while a batch grows: a third of the time, for nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _severities(problems: Iterable[Problem]) -> Counter[str]:
    return Counter(problem.severity.value for problem in problems)


def _sample(step: Step) -> dict[str, Any]:
    after = {name: step.cells.get(name, step.prepared.cells.get(name)) for name in step.before}
    name = next((str(v) for n, v in step.prepared.cells.items() if n.startswith("name") and v), step.record.key)
    return {"kind": step.record.kind.value, "name": name, "before": step.before, "after": after}


def _may_miss(run: ImportRun) -> bool:
    """Whether what these files do not hold is gone: not where they are corrections, or a workbook of a part."""
    return run.corrects_id is None and not is_workbook(run)


def _held_by_files(run: ImportRun) -> Any:
    kinds = [kind.value for kind in GONE_KINDS]
    files = [str(file["name"])[:255] for file in run.files]
    # Each file of a source may be imported on its own: only what came from a file of that name can be missed.
    held = SourceRecord.objects.filter(source=run.source, kind__in=kinds)
    return held if len(files) > 1 else held.filter(file__in=files)


def _gone(entry: SourceRecord) -> Problem:
    return Problem(
        Where(entry.file, 0, "id"), Severity.NOTED, "gone", entry.key, {"kind": entry.kind, "key": entry.key}
    )


def _gone_unseen(run: ImportRun, seen: Seen) -> list[Problem]:
    gone = []
    for kind in GONE_KINDS:
        keys = list(_held_by_files(run).filter(kind=kind.value))
        met = seen.find(kind, [entry.key for entry in keys])
        gone += [_gone(entry) for entry in keys if entry.key not in met]
    return gone


def _finish(actor: Actor, run: ImportRun, counts: Counter[str]) -> ImportRun:
    with transaction.atomic():
        _still(run, ImportRun.State.RUNNING)
        gone = [_gone(entry) for entry in _held_by_files(run).exclude(last_seen=run)] if _may_miss(run) else []
        _keep_problems(run, gone)
        counts[Severity.NOTED.value] += len(gone)
        run.counts, run.finished_at = dict(counts), timezone.now()
        run.total = run.done_records
        move(run, to=ImportRun.State.DONE)
        run.save()
        _tell(actor, run, "import.finished")
        transaction.on_commit(lambda: forget_uploads(run.pk))
    return run


def _stopped(actor: Actor, run: ImportRun, error: Exception) -> ImportRun:
    """Say why it stopped; what was cancelled has said so itself."""
    if isinstance(error, Cancelled):
        run.refresh_from_db()
        return run
    with transaction.atomic():
        run.refresh_from_db()
        if isinstance(error, NotReadable):
            _keep_problems(run, [error.problem])
            run.failure = error.problem.reason
        else:
            run.failure = type(error).__name__
        move(run, to=ImportRun.State.FAILED)
        run.save()
    return run


def _tell(actor: Actor, run: ImportRun, action: str) -> None:
    """Names of what was counted, never how many: the run itself says that."""
    within = run.source.network or run.source.organization
    fields = [name for name, count in run.counts.items() if count]
    record(actor=actor, action=action, subject=run, within=within, fields=fields)
