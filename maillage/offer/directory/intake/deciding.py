"""What becomes of a record beside what is stored: new, changed, as it was, or refused."""

from collections.abc import Iterable
from typing import Any

from maillage.offer.directory.exchange.records import Kind, Record, Severity
from maillage.offer.directory.intake.columns import (
    KIND_OF_LINK,
    RAW_LENGTH,
    SHAPES,
    Cells,
    Shape,
    Trouble,
    apply,
    cells_of_object,
    is_empty,
    mark,
)
from maillage.offer.directory.intake.context import Context, uuid_of
from maillage.offer.directory.intake.loading import Stored
from maillage.offer.directory.intake.steps import OWN, Fate, Step
from maillage.offer.directory.models import Location


class Deciding:
    """Decides the records of one kind of one batch, beside what is stored."""

    def __init__(self, context: Context, stored: Stored, kind: Kind) -> None:
        self.context, self.stored, self.kind, self.shape = context, stored, kind, SHAPES[kind]

    def decide(self, step: Step) -> None:
        """New, changed, as it was, or refused."""
        if self.kind is Kind.SERVICE:
            self._read_terms(step)
        wanted = {**step.prepared.cells, **step.cells}
        if step.item is None and step.entry:
            step.note("removed_here", column="id", value=step.record.key)
            return
        if step.item is None:
            self._create(step, wanted)
        else:
            self._compare(step, wanted)
        if step.fate in (Fate.IMPORTED, Fate.CHANGED) and not self._covered(step.item):
            step.refuse("not_yours", column="organization")
        if self.shape.required and step.fate is Fate.IMPORTED and is_empty(_first(step.item, self.shape.required)):
            step.refuse("missing_value", column=self.shape.required, field=self.shape.required)

    def _create(self, step: Step, wanted: Cells) -> None:
        language = self._language(step)
        step.fate = Fate.IMPORTED
        step.item = self.shape.model()
        if self.context.own_objects and (pk := uuid_of(step.record.key)):
            step.item.pk = pk
            if self.kind not in OWN and self._is_stale(step):
                step.refuse("changed_since_export", column="id")
                return
        if self.kind is Kind.ORGANIZATION:
            if self.context.source.organization_id:
                step.refuse("other_organization", column="organization", value=str(wanted.get(f"name.{language}", "")))
                return
            if step.record.placeholder and not any(name.startswith("name") for name in wanted):
                wanted = {**wanted, f"name.{language}": f"{self.context.source.name}: {step.record.key}"[:200]}
            wanted.setdefault("kind", "other")
            wanted.setdefault("language", language)
            self.context.reach.take_in(step.item.pk)
        if self.kind in (Kind.LOCATION, Kind.SERVICE) and "organization" not in wanted:
            step.refuse("no_parent", column="organization", kind="organization")
            return
        if self.kind is Kind.SERVICE:
            wanted.setdefault("language", language)
        if self.kind is Kind.LOCATION:
            wanted.setdefault("country", self.context.source.country or "BE")
            if (wanted.get("longitude") is None) != (wanted.get("latitude") is None):
                wanted["longitude"] = wanted["latitude"] = None
            if not any(name.startswith("name.") and wanted[name] for name in wanted):
                wanted[f"name.{language}"] = str(wanted.get("address_1") or wanted.get("city") or step.record.key)
        filled = {name: value for name, value in wanted.items() if not is_empty(value)}
        step.terms = {name: filled[name] for name in self.shape.terms if name in filled}
        step.columns = apply(step.item, {n: v for n, v in filled.items() if n not in self.shape.terms}, language)
        if step.prepared.hours is not None:
            step.item.opening_hours_source = step.prepared.hours[:RAW_LENGTH]
            step.columns.add("opening_hours_source")
        step.marks = {name: mark(value) for name, value in wanted.items()}

    def _compare(self, step: Step, wanted: Cells) -> None:
        """What differs, and whether it may be written: not what people changed here since the last import."""
        taken = self._differences(step, wanted)
        hours = step.prepared.hours
        if self.context.own_objects and step.prepared.cells.get("opening_hours"):
            hours = None  # understood: nobody else's words to keep
        if hours and hours[:RAW_LENGTH] != step.item.opening_hours_source:
            step.item.opening_hours_source = hours[:RAW_LENGTH]
            step.columns.add("opening_hours_source")
            step.fate = Fate.CHANGED
        if not taken or step.fate is Fate.REFUSED:
            return
        if (
            self.kind is Kind.LOCATION
            and step.item.address_hidden
            and not self.context.reach.knows_address_of(step.item)
        ):
            step.refuse("hidden_address")
            return
        if not self._covered(step.item):
            step.refuse("not_yours", column="organization")
            return
        step.fate = Fate.CHANGED
        step.terms = {name: taken[name] for name in self.shape.terms if name in taken}
        plain = {name: value for name, value in taken.items() if name not in self.shape.terms}
        step.columns |= apply(step.item, plain, self._language(step))
        step.marks.update({name: mark(value) for name, value in taken.items()})
        if isinstance(step.item, Location) and (step.item.longitude is None) != (step.item.latitude is None):
            step.refuse("half_position", column="longitude")

    def _differences(self, step: Step, wanted: Cells) -> Cells:
        """The cells to be written; what is left alone although the source says otherwise is noted."""
        known = step.known
        if not step.record.placeholder:
            # A cell that the source filled the last time, and leaves empty now.
            wanted = {**{name: "" for name, told in known.items() if told and _may_empty(name, self.shape)}, **wanted}
        if self.context.own_objects and not step.record.placeholder:
            wanted = {**self._emptied(step), **wanted}
            if step.prepared.hours and step.prepared.hours == step.item.opening_hours:
                wanted["opening_hours"] = step.item.opening_hours  # as it is stored, however it would be written today
        stored = cells_of_object(step.item, wanted, self.stored.terms.get(step.item.pk, _none(self.shape.terms)))
        differing = {name: value for name, value in wanted.items() if not _same(stored[name], value)}
        step.marks = known | {name: mark(wanted[name]) for name in wanted if name not in differing}
        taken: Cells = {}
        if self.context.own_objects:
            # People wrote it into our own workbook: it counts as an edit, and like one it must not undo another's.
            if differing and self._is_stale(step):
                step.refuse("changed_since_export", column=next(iter(differing)))
            elif not step.record.placeholder:
                taken = differing
        else:
            for name, value in differing.items():
                if (mark(stored[name]) == known[name]) if name in known else is_empty(stored[name]):
                    taken[name] = value
                    if is_empty(value):
                        step.note("emptied", column=name, value=stored[name])
                elif name in known or not is_empty(value):
                    step.note("changed_here", column=name, value=value)
        step.before = {name: stored[name] for name in taken}
        return taken

    def _emptied(self, step: Step) -> Cells:
        """In our own workbook an empty cell is a word too: but not one whose text could not be read."""
        unread = {name.replace(" (", ".").rstrip(")") for name in step.record.raw}
        unread |= {trouble.column for trouble in step.troubles}
        names = self.context.workbook_columns.get(self.kind, frozenset()) - unread
        blank = {
            name: "" for name in names if name.partition(".")[0] in self.shape.columns and _may_empty(name, self.shape)
        }
        return blank | {name: [] for name in names & set(self.shape.terms)}

    def _read_terms(self, step: Step) -> None:
        for name in self.shape.terms:
            if name in step.record.values:
                known, unknown = self.context.terms.sorted_out(name, step.record.values[name])
                step.prepared.cells[name] = known
                for code in unknown:
                    details = {"choices": "…"}
                    step.troubles.append(Trouble(name, Severity.KEPT_AS_TEXT, "not_a_code", code[:200], details))

    def _covered(self, item: Any) -> bool:
        """Whether the keeper of this source covers whose thing it is."""
        if self.kind is Kind.ORGANIZATION:
            return self.context.reach.covers(item.pk)
        if self.kind in OWN:
            return self.context.reach.covers(uuid_of(item.organization_id))
        service = self.stored.services.get(uuid_of(item.service_id))
        # A service that a dry run would create was looked at itself.
        return (
            service.organization_id is not None and self.context.reach.covers(service.organization_id)
            if service
            else (self.context.seen is not None)
        )

    def _is_stale(self, step: Step) -> bool:
        """Whether somebody else changed it since the workbook was written: its row says which version it holds."""
        told = _version_read(step.record)
        service = None if self.kind in OWN else self.stored.services.get(uuid_of(step.cells.get("service")))
        current = step.item if self.kind in OWN else service
        if told is None or current is None:
            return False
        entry = step.entry if self.kind in OWN else self.stored.service_entries.get(current.pk)
        last = entry.raw if entry else {}
        # What this workbook itself changed the last time is no surprise.
        return current.version != told and (last.get("told"), last.get("after")) != (str(told), str(current.version))

    def _language(self, step: Step) -> str:
        return str(step.record.values.get("language") or self.context.source.language)


def _may_empty(name: str, shape: Shape) -> bool:
    """Whether a source may take its word back: not what the object cannot be without."""
    column = name.partition(".")[0]
    if column in KIND_OF_LINK or column in (shape.required, "name", "language", "country", "kind", "address_hidden"):
        return False
    return name not in shape.terms


def _same(stored: Any, wanted: Any) -> bool:
    return stored == wanted or (is_empty(stored) and is_empty(wanted))


def _first(item: Any, column: str) -> Any:
    value = getattr(item, column)
    return value if not hasattr(value, "versions") else (value or None)


def _none(terms: Iterable[str]) -> dict[str, list[str]]:
    return {name: [] for name in terms}


def _version_read(record: Record) -> int | None:
    told = str(record.raw.get("version", ""))
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None
