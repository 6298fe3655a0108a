"""One record on its way in: what it says, what becomes of it, what is to be told about it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from maillage.offer.directory.exchange.records import Kind, Record, Severity
from maillage.offer.directory.intake.columns import (
    SHAPES,
    SHOWN_LENGTH,
    Cells,
    Trouble,
    cells_of_values,
    content_mark,
)
from maillage.offer.directory.intake.timetables import understood
from maillage.offer.directory.models import Source, SourceRecord

OWN = frozenset({Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE})  # with a version of their own
VERSION = "version"  # among the fingerprints: no cell has that name


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
    marks: dict[str, str] = field(default_factory=dict)  # the fingerprints of what the source said and we hold
    again: bool = False  # the same key a second time in this run

    @property
    def record(self) -> Record:
        return self.prepared.record

    @property
    def known(self) -> dict[str, str]:
        """The fingerprints of what the last import wrote."""
        return {n: m for n, m in self.entry.fingerprints.items() if n != VERSION} if self.entry else {}

    def refuse(self, reason: str, *, column: str = "", value: str = "", **details: str) -> "Step":
        """The record is not taken."""
        self.fate = Fate.REFUSED
        self.troubles.append(Trouble(column, Severity.REFUSED, reason, value[:SHOWN_LENGTH], details))
        return self

    def note(self, reason: str, *, column: str = "", value: object = "", **details: str) -> None:
        """The record is taken; this is to be known."""
        self.troubles.append(Trouble(column, Severity.NOTED, reason, str(value)[:SHOWN_LENGTH], details))


def content_of(record: Record, source: Source) -> str:
    """A fingerprint of everything that we would take from a record."""
    shape = SHAPES.get(record.kind)
    return content_mark(record.values, record.links, (source.language, source.country, shape.columns if shape else ()))


def prepare(record: Record, source: Source, content: str) -> Prepared:
    """Everything about a record that needs no database, so that no transaction waits for it."""
    language = str(record.values.get("language") or source.language)
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


def tally(steps: Iterable[Step], *, unchanged: int = 0) -> Counter[str]:
    """How many records met which fate, and how many values were kept as text or noted; `unchanged` were set aside."""
    counts = Counter({Fate.UNCHANGED.value: unchanged}) if unchanged else Counter[str]()
    for step in steps:
        counts[step.fate.value] += 1
        counts.update(t.severity.value for t in step.troubles if t.severity is not Severity.REFUSED)
    return counts
