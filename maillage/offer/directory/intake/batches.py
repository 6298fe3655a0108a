"""One batch of records against what is stored: what is new, what changed, what is to be left alone, and why."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.text import slugify

from maillage.foundation.common.slugs import free_slug
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.actions.intake import take_in_organizations
from maillage.foundation.network.identifiers import WrongIdentifier, checked
from maillage.foundation.network.models import Organization, OrganizationIdentifier
from maillage.offer.directory.exchange.records import Kind, Problem, Record, Severity, Where
from maillage.offer.directory.intake.columns import (
    KIND_OF_LINK,
    RAW_LENGTH,
    SHAPES,
    SHOWN_LENGTH,
    Cells,
    Shape,
    Trouble,
    apply,
    cells_of_object,
    cells_of_values,
    content_mark,
    is_empty,
    mark,
)
from maillage.offer.directory.intake.reach import Reach
from maillage.offer.directory.intake.seen import Seen
from maillage.offer.directory.intake.terms import Terms
from maillage.offer.directory.intake.territories import Locator
from maillage.offer.directory.intake.timetables import understood
from maillage.offer.directory.models import ImportRun, Location, Service, ServiceAtLocation, Source, SourceRecord

KEY_LENGTH = 200
WORKBOOK = "workbook"  # the source that our own workbook is: its keys are the ids of our own things
OWN = frozenset({Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE})  # with a version of their own


class Fate(StrEnum):
    """What happens to a record."""

    IMPORTED = "imported"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass
class Prepared:
    """A record with its cells worked out: everything that needs no database."""

    record: Record
    cells: Cells
    hours: str | None
    content: str
    troubles: list[Trouble]


@dataclass
class Step:
    """What becomes of one record: its object (new, changed or as it was), the columns to write, what to say."""

    prepared: Prepared
    fate: Fate = Fate.UNCHANGED
    entry: SourceRecord | None = None
    item: Any = None
    cells: Cells = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)
    terms: dict[str, list[str]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    before: Cells = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    again: bool = False  # the same key a second time in this run

    @property
    def record(self) -> Record:
        return self.prepared.record

    def refuse(self, reason: str, *, column: str = "", value: str = "", **details: str) -> "Step":
        """The record is not taken."""
        self.fate = Fate.REFUSED
        self.troubles.append(Trouble(column, Severity.REFUSED, reason, value[:SHOWN_LENGTH], details))
        return self

    def note(self, reason: str, *, column: str = "", value: object = "", **details: str) -> None:
        """The record is taken; this is to be known."""
        self.troubles.append(Trouble(column, Severity.NOTED, reason, str(value)[:SHOWN_LENGTH], details))


def prepare(record: Record, source: Source) -> Prepared:
    """Everything about a record that needs no database, so that no transaction waits for it."""
    language = str(record.values.get("language") or source.language)
    content = content_mark(record.values, record.links)
    if record.kind not in SHAPES:
        return Prepared(record, {}, None, content, [])
    cells, troubles = cells_of_values(record.kind, record.values, language)
    hours = None
    if "opening_hours" in record.values:
        hours = str(record.values["opening_hours"] or "").strip()
        cells["opening_hours"] = understood(hours) if hours else ""
        if hours and not cells["opening_hours"]:
            troubles.append(Trouble("opening_hours", Severity.KEPT_AS_TEXT, "hours_not_understood", hours[:200]))
    return Prepared(record, cells, hours, content, troubles)


def is_workbook(run: ImportRun) -> bool:
    """Whether the run is over our own workbook: its rows are our own things, known by their ids."""
    return run.source.slug == WORKBOOK or run.mapping.get("engine") == "maillage"


class Intake:
    """One run over one source: looks at batches, and knows what the run has met so far.

    With `seen` it is a dry run: what would have been written is remembered there.
    """

    def __init__(self, run: ImportRun, reach: Reach, *, seen: Seen | None = None) -> None:
        self.run, self.source, self.reach, self.seen = run, run.source, reach, seen
        self.terms, self.locator = Terms(), Locator()
        self.own_objects = is_workbook(run)
        self.workbook_columns: Mapping[Kind, frozenset[str]] = {}
        self.headings: Mapping[tuple[Kind, str], str] = {}
        self._default_organization: UUID | None = self.source.organization_id or self.source.stand_in_id
        self._fresh: dict[tuple[Kind, str], UUID] = {}
        self._services: dict[UUID | None, Service] = {}
        self._service_entries: dict[UUID, SourceRecord] = {}
        self.created_services: set[str] = set()  # in this batch

    def look(self, prepared: Sequence[Prepared], kind: Kind) -> list[Step]:
        """What becomes of these records of one kind; kinds come in the order of `Kind`, in one transaction."""
        steps = [Step(one, troubles=list(one.troubles)) for one in prepared]
        self._match(steps, kind)
        open_steps = [step for step in steps if step.fate is not Fate.REFUSED and not step.again]
        self._link(open_steps, kind)
        self._load(open_steps, kind)
        for step in open_steps:
            if step.fate is not Fate.REFUSED:
                self._decide(step, kind)
        if kind is Kind.LOCATION:
            self._place(steps)
        if kind is Kind.SERVICE and not self.seen:
            new = [step for step in steps if step.fate is Fate.IMPORTED]
            _give_addresses(new, Service)
            self.created_services.update(str(step.item.pk) for step in new)
        if kind is Kind.ORGANIZATION and not self.seen:
            _give_addresses([step for step in steps if step.fate is Fate.IMPORTED], Organization)
        if kind is Kind.SERVICE_AT_LOCATION:
            _refuse_second_of_a_pair(steps)
        taken = [step for step in steps if step.fate is not Fate.REFUSED and step.item is not None]
        self._fresh.update({(kind, step.record.key): step.item.pk for step in taken})
        if self.seen:
            self.seen.add((kind, s.record.key, s.item.pk, s.prepared.content) for s in taken)
        return steps

    def close_batch(self) -> None:
        """The batch is over: what it created is found in the database from now on."""
        self._fresh.clear()
        self.created_services.clear()

    def entries(self, kind: Kind, keys: Iterable[str]) -> dict[str, SourceRecord]:
        """What these keys became in earlier imports, or earlier in this one."""
        rows = SourceRecord.objects.filter(source=self.source, kind=kind.value, key__in=set(keys))
        return {row.key: row for row in rows}

    # How a batch is worked out, in order.

    def _match(self, steps: list[Step], kind: Kind) -> None:
        """Which records are known; a second one of the same key in this run is not taken again."""
        keys = [step.record.key for step in steps]
        entries = self.entries(kind, keys)
        met = self.seen.find(kind, keys) if self.seen else {}
        first: dict[str, Step] = {}
        for step in steps:
            key = step.record.key
            if not key or len(key) > KEY_LENGTH:
                step.refuse("no_key" if not key else "too_long_to_cut", column="id", value=key)
                continue
            step.entry = entries.get(key)
            told = first[key].prepared.content if key in first else None
            if told is None and key in met:
                told = met[key][1]
            if told is None and step.entry and not self.seen and step.entry.last_seen_id == self.run.pk:
                told = step.entry.content
            if told is None:
                first[key] = step
            elif told == step.prepared.content:
                step.again = True
            else:
                step.refuse("same_key_other_row", column="id", value=key, first="…")

    def _link(self, steps: list[Step], kind: Kind) -> None:
        """The objects that records link to; a record whose parent is missing is refused."""
        shape = SHAPES[kind]
        for link in (*shape.needs, *shape.links):
            wanted = {step.record.links[link] for step in steps if step.record.links.get(link)}
            found = self._objects_of(KIND_OF_LINK[link], wanted)
            for step in steps:
                if step.fate is Fate.REFUSED:
                    continue
                key = step.record.links.get(link, "")
                if key and key in found:
                    step.cells[link] = str(found[key])
                elif key:
                    step.refuse("parent_missing", column=link, value=key, kind=link)
                elif link in shape.needs:
                    step.refuse("no_parent", column=link, kind=link)
                elif step.entry is None:
                    step.cells[link] = str(self._stand_in())
        if kind is Kind.SERVICE_AT_LOCATION and self.own_objects:
            self._refuse_hidden_places_of_others([step for step in steps if step.fate is not Fate.REFUSED])

    def _refuse_hidden_places_of_others(self, steps: list[Step]) -> None:
        """Who only knows the id of a refuge does not give a service there."""
        ids = {step.cells["location"] for step in steps}
        hidden = Location.objects.filter(pk__in=ids, address_hidden=True).only("organization_id", "address_hidden")
        unknown = {str(place.pk) for place in hidden if not self.reach.knows_address_of(place)}
        for step in steps:
            if step.cells["location"] in unknown:
                step.refuse("not_yours", column="location")

    def _stand_in(self) -> UUID:
        """Under what stands what the source gives to no organization: its keeper, or one of the source's own name."""
        if self._default_organization is None:
            text = TranslatedText.written(self.source.name, self.source.language)
            organization = Organization(name=text, kind=Organization.Kind.OTHER, language=self.source.language)
            organization.slug = free_slug(Organization, self.source.name)
            if not self.seen:
                new = [(organization, ())]
                take_in_organizations(actor=self.reach.actor, network=self.source.network, new=new, changed=[])
                Source.objects.filter(pk=self.source.pk).update(stand_in=organization)
            self.reach.take_in(organization.pk)
            self._default_organization = organization.pk
        return self._default_organization

    def _objects_of(self, kind: Kind, keys: set[str]) -> dict[str, UUID]:
        found = {key: self._fresh[kind, key] for key in keys if (kind, key) in self._fresh}
        left = keys - set(found)
        if left and self.seen:
            found |= {key: told[0] for key, told in self.seen.find(kind, left).items()}
            left -= set(found)
        if left:
            found |= {key: row.object_id for key, row in self.entries(kind, left).items()}
            left -= set(found)
        if left and self.own_objects:
            ids = {key: _uuid(key) for key in left}
            held = SHAPES[kind].model._default_manager.filter(pk__in=[pk for pk in ids.values() if pk])
            there = set(held.values_list("pk", flat=True))
            found |= {key: pk for key, pk in ids.items() if pk in there}
        return found

    def _load(self, steps: list[Step], kind: Kind) -> None:
        """The objects that known records became; in an own workbook a record's key is its object's id."""
        manager = SHAPES[kind].model._default_manager
        ids = {step.record.key: step.entry.object_id for step in steps if step.entry}
        if self.own_objects:
            for step in steps:
                pk = None if step.entry else _uuid(step.record.key)
                if pk:
                    ids[step.record.key] = pk
        if kind is Kind.ORGANIZATION:
            ids |= self._organizations_known_by_number([step for step in steps if step.record.key not in ids])
            ids |= self._own_organization([step for step in steps if step.record.key not in ids])
        rows = manager.filter(pk__in=set(ids.values())).only(*_columns_read(steps, kind))
        if kind not in OWN:
            self._read_services(steps)
        if not self.seen:
            rows = rows.select_for_update(of=("self",))
        items = {row.pk: row for row in rows}
        for step in steps:
            step.item = items.get(ids.get(step.record.key))
        self._stored_terms = self.terms.of_services(items) if kind is Kind.SERVICE else {}

    def _organizations_known_by_number(self, steps: list[Step]) -> dict[str, UUID]:
        """Organizations of this directory whose number in a register the source gives."""
        numbers = {step.record.key: numbers_of(step.record) for step in steps}
        values = {value for found in numbers.values() for _scheme, value in found}
        if not values:
            return {}
        rows = OrganizationIdentifier.objects.filter(value__in=values)
        held = {(row.scheme, row.value): row.organization_id for row in rows}
        return {key: held[number] for key, found in numbers.items() for number in found[:1] if number in held}

    def _own_organization(self, steps: list[Step]) -> dict[str, UUID]:
        """In the list of one organization, the organization of that name is that one."""
        own = self.source.organization
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

    def _decide(self, step: Step, kind: Kind) -> None:
        """New, changed, as it was, or refused."""
        shape = SHAPES[kind]
        if kind is Kind.SERVICE:
            self._read_terms(step)
        wanted = {**step.prepared.cells, **step.cells}
        if step.item is None and step.entry:
            step.note("removed_here", column="id", value=step.record.key)
            return
        if step.item is None:
            self._create(step, kind, wanted)
        else:
            self._compare(step, kind, wanted)
        if step.fate in (Fate.IMPORTED, Fate.CHANGED) and not self._covered(step.item, kind):
            step.refuse("not_yours", column="organization")
        if shape.required and step.fate is Fate.IMPORTED and is_empty(_first(step.item, shape.required)):
            step.refuse("missing_value", column=shape.required, field=shape.required)

    def _create(self, step: Step, kind: Kind, wanted: Cells) -> None:
        shape, language = SHAPES[kind], self._language(step)
        step.fate = Fate.IMPORTED
        step.item = shape.model()
        if self.own_objects and (pk := _uuid(step.record.key)):
            step.item.pk = pk
            if kind not in OWN and self._is_stale(step, kind):
                step.refuse("changed_since_export", column="id")
                return
        if kind is Kind.ORGANIZATION:
            if self.source.organization_id:
                step.refuse("other_organization", column="organization", value=str(wanted.get(f"name.{language}", "")))
                return
            if step.record.placeholder and not any(name.startswith("name") for name in wanted):
                wanted = {**wanted, f"name.{language}": f"{self.source.name}: {step.record.key}"[:200]}
            wanted.setdefault("kind", "other")
            wanted.setdefault("language", language)
            self.reach.take_in(step.item.pk)
        if kind in (Kind.LOCATION, Kind.SERVICE) and "organization" not in wanted:
            step.refuse("no_parent", column="organization", kind="organization")
            return
        if kind is Kind.SERVICE:
            wanted.setdefault("language", language)
        if kind is Kind.LOCATION:
            wanted.setdefault("country", self.source.country or "BE")
            if (wanted.get("longitude") is None) != (wanted.get("latitude") is None):
                wanted["longitude"] = wanted["latitude"] = None
            if not any(name.startswith("name.") and wanted[name] for name in wanted):
                wanted[f"name.{language}"] = str(wanted.get("address_1") or wanted.get("city") or step.record.key)
        filled = {name: value for name, value in wanted.items() if not is_empty(value)}
        step.terms = {name: filled[name] for name in shape.terms if name in filled}
        step.columns = apply(step.item, {n: v for n, v in filled.items() if n not in shape.terms}, language)
        if step.prepared.hours is not None:
            step.item.opening_hours_source = step.prepared.hours[:RAW_LENGTH]
            step.columns.add("opening_hours_source")
        step.marks = {name: mark(value) for name, value in wanted.items()}

    def _compare(self, step: Step, kind: Kind, wanted: Cells) -> None:
        """What differs, and whether it may be written: not what people changed here since the last import."""
        shape = SHAPES[kind]
        taken = self._differences(step, kind, wanted)
        hours = step.prepared.hours
        if self.own_objects and step.prepared.cells.get("opening_hours"):
            hours = None  # understood: nobody else's words to keep
        if hours and hours[:RAW_LENGTH] != step.item.opening_hours_source:
            step.item.opening_hours_source = hours[:RAW_LENGTH]
            step.columns.add("opening_hours_source")
            step.fate = Fate.CHANGED
        if not taken or step.fate is Fate.REFUSED:
            return
        if kind is Kind.LOCATION and step.item.address_hidden and not self.reach.knows_address_of(step.item):
            step.refuse("hidden_address")
            return
        if not self._covered(step.item, kind):
            step.refuse("not_yours", column="organization")
            return
        step.fate = Fate.CHANGED
        step.terms = {name: taken[name] for name in shape.terms if name in taken}
        plain = {name: value for name, value in taken.items() if name not in shape.terms}
        step.columns |= apply(step.item, plain, self._language(step))
        step.marks.update({name: mark(value) for name, value in taken.items()})
        if isinstance(step.item, Location) and (step.item.longitude is None) != (step.item.latitude is None):
            step.refuse("half_position", column="longitude")

    def _differences(self, step: Step, kind: Kind, wanted: Cells) -> Cells:
        """The cells to be written; what is left alone although the source says otherwise is noted."""
        shape = SHAPES[kind]
        known = step.entry.fingerprints if step.entry else {}
        if not step.record.placeholder:
            # A cell that the source filled the last time, and leaves empty now.
            wanted = {**{name: "" for name, told in known.items() if told and _may_empty(name, shape)}, **wanted}
        if self.own_objects and not step.record.placeholder:
            wanted = {**self._emptied(step, kind), **wanted}
            if step.prepared.hours and step.prepared.hours == step.item.opening_hours:
                wanted["opening_hours"] = step.item.opening_hours  # as it is stored, however it would be written today
        stored = cells_of_object(step.item, wanted, self._stored_terms.get(step.item.pk, _none(shape.terms)))
        differing = {name: value for name, value in wanted.items() if not _same(stored[name], value)}
        step.marks = known | {name: mark(wanted[name]) for name in wanted if name not in differing}
        taken: Cells = {}
        if self.own_objects:
            # People wrote it into our own workbook: it counts as an edit, and like one it must not undo another's.
            if differing and self._is_stale(step, kind):
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

    def _emptied(self, step: Step, kind: Kind) -> Cells:
        """In our own workbook an empty cell is a word too: but not one whose text could not be read."""
        shape, unread = SHAPES[kind], {name.replace(" (", ".").rstrip(")") for name in step.record.raw}
        unread |= {trouble.column for trouble in step.troubles}
        names = self.workbook_columns.get(kind, frozenset()) - unread
        blank = {name: "" for name in names if name.partition(".")[0] in shape.columns and _may_empty(name, shape)}
        return blank | {name: [] for name in names & set(shape.terms)}

    def _read_terms(self, step: Step) -> None:
        for name in SHAPES[Kind.SERVICE].terms:
            if name in step.record.values:
                known, unknown = self.terms.sorted_out(name, step.record.values[name])
                step.prepared.cells[name] = known
                for code in unknown:
                    details = {"choices": "…"}
                    step.troubles.append(Trouble(name, Severity.KEPT_AS_TEXT, "not_a_code", code[:200], details))

    def _place(self, steps: list[Step]) -> None:
        """New and moved places lie in the smallest territory around them."""
        moved = [
            step
            for step in steps
            if step.fate is Fate.IMPORTED or (step.fate is Fate.CHANGED and step.columns & {"longitude", "latitude"})
        ]
        moved = [step for step in moved if step.item.longitude is not None]
        territories = self.locator.territories_of([(step.item.longitude, step.item.latitude) for step in moved])
        for step, territory in zip(moved, territories, strict=True):
            if territory and step.item.territory_id != territory:
                step.item.territory_id = territory
                step.columns.add("territory")

    def _covered(self, item: Any, kind: Kind) -> bool:
        """Whether the keeper of this source covers whose thing it is."""
        if kind is Kind.ORGANIZATION:
            return self.reach.covers(item.pk)
        if kind in OWN:
            return self.reach.covers(_uuid(item.organization_id))
        service = self._services.get(_uuid(item.service_id))
        # A service that a dry run would create was looked at itself.
        return (
            service.organization_id is not None and self.reach.covers(service.organization_id)
            if service
            else (self.seen is not None)
        )

    def _is_stale(self, step: Step, kind: Kind) -> bool:
        """Whether somebody else changed it since the workbook was written: its row says which version it holds."""
        told = _version_read(step.record)
        service = None if kind in OWN else self._services.get(_uuid(step.cells.get("service")))
        current = step.item if kind in OWN else service
        if told is None or current is None:
            return False
        entry = step.entry if kind in OWN else self._service_entries.get(current.pk)
        last = entry.raw if entry else {}
        # What this workbook itself changed the last time is no surprise.
        return current.version != told and (last.get("told"), last.get("after")) != (str(told), str(current.version))

    def _read_services(self, steps: list[Step]) -> None:
        """The services that details belong to, locked with what is about to change in them."""
        ids = {step.cells["service"] for step in steps if "service" in step.cells}
        rows = Service.objects.filter(pk__in=ids).only("pk", "organization_id", "version", "reviewed_version")
        if not self.seen:
            rows = rows.select_for_update()
        self._services = {row.pk: row for row in rows}
        self._service_entries = {}
        if self.own_objects:
            told = SourceRecord.objects.filter(source=self.source, kind=Kind.SERVICE.value, object_id__in=ids)
            self._service_entries = {row.object_id: row for row in told}

    def _language(self, step: Step) -> str:
        return str(step.record.values.get("language") or self.source.language)


def _columns_read(steps: Iterable[Step], kind: Kind) -> set[str]:
    """The columns that these steps compare: to read all of them would take longer than everything else."""
    names = {name.partition(".")[0] for step in steps for name in (*step.prepared.cells, *step.cells)}
    names |= {name.partition(".")[0] for step in steps if step.entry for name in step.entry.fingerprints}
    names -= set(SHAPES[kind].terms)
    if "opening_hours" in names:
        names.add("opening_hours_source")
    if kind is Kind.LOCATION:
        names |= {"address_hidden", "longitude", "latitude", "territory"}
    return (
        names
        | ({"version"} if kind in OWN else {"service"})
        | ({"organization"} if kind in OWN - {Kind.ORGANIZATION} else set())
    )


def _may_empty(name: str, shape: Shape) -> bool:
    """Whether a source may take its word back: not what the object cannot be without."""
    column = name.partition(".")[0]
    if column in KIND_OF_LINK or column in (shape.required, "name", "language", "country", "kind", "address_hidden"):
        return False
    return name not in shape.terms


def problems_of(step: Step, headings: Mapping[tuple[Kind, str], str]) -> list[Problem]:
    """What is to be told about a record, where it stood; `headings` are what the file calls the columns."""
    where = step.record.where
    return [
        Problem(
            Where(where.file, where.row, _heading(step.record.kind, trouble.column, headings) or where.column),
            trouble.severity,
            trouble.reason,
            trouble.value,
            {**trouble.details, "record": step.record.kind.value, "key": step.record.key[:200]},
            row_of(step.record) if trouble.severity is Severity.REFUSED else {},
        )
        for trouble in step.troubles
    ]


def _heading(kind: Kind, column: str, headings: Mapping[tuple[Kind, str], str]) -> str:
    return headings.get((kind, column)) or headings.get((kind, column.partition(".")[0])) or column


def row_of(record: Record) -> dict[str, str]:
    """A record as a row again: what the source wrote where it is kept, our reading of it elsewhere."""
    row = {"id": record.key, **record.links}
    for name, value in record.values.items():
        if isinstance(value, Mapping):
            row.update({f"{name} ({tag})": str(text) for tag, text in value.items()})
        else:
            row[name] = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return row | dict(record.raw)


def numbers_of(record: Record) -> list[tuple[str, str]]:
    """The (scheme, number) pairs of an organization, each as its register writes it; wrong ones are left out."""
    given = record.values.get("identifiers") or {}
    pairs = given.items() if isinstance(given, Mapping) else given
    found = []
    for scheme, value in pairs:
        try:
            found.append((str(scheme), checked(str(scheme), str(value))))
        except WrongIdentifier:
            continue
    return found


def raw_of(step: Step) -> dict[str, str]:
    """What is kept in the source's words."""
    if step.record.raw.get("version"):  # of our own workbook: see `_is_stale`
        return {"told": str(step.record.raw["version"]), "after": str(getattr(step.item, "version", ""))}
    return {name: str(value)[:RAW_LENGTH] for name, value in step.record.raw.items()}


def tally(steps: Iterable[Step]) -> Counter[str]:
    """How many records met which fate, and how many values were kept as text or noted."""
    counts = Counter[str]()
    for step in steps:
        counts[step.fate.value] += 1
        counts.update(t.severity.value for t in step.troubles if t.severity is not Severity.REFUSED)
    return counts


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


def _uuid(text: Any) -> UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
