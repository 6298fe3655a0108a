"""One row at work: the records that its sections make, and the problems met on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from maillage.offer.directory.exchange import limits
from maillage.offer.directory.exchange.cells import any_value, contacts_of
from maillage.offer.directory.exchange.cleaning.places import checked_position
from maillage.offer.directory.exchange.cleaning.reading import Cleaned, Fault, Setting
from maillage.offer.directory.exchange.formats.tables import Row
from maillage.offer.directory.exchange.prepared import PreparedField, PreparedSection
from maillage.offer.directory.exchange.records import Kind, Problem, Record, Severity, Where
from maillage.offer.directory.exchange.targets import PARENTS, Reads
from maillage.offer.directory.exchange.templates import Cell, Template

if TYPE_CHECKING:
    from maillage.offer.directory.exchange.conversion import TableConverter

Said = Record | Problem

_DETAILS = frozenset({Kind.COST_OPTION, Kind.REQUIRED_DOCUMENT})
_WITH_LANGUAGE = frozenset({Kind.ORGANIZATION, Kind.SERVICE})


class Making:
    """What is known of a row while its records are made."""

    def __init__(self, table: TableConverter, row: Row) -> None:
        self._table, self.row = table, row
        self._converter = table.converter
        self._known = table.converter.known
        self.setting = table.converter.setting(row.cells)
        self.primary_key = ""
        self.orphans: dict[str, str] = {}
        self._keys: dict[Kind, str] = {}
        self._problems: list[Said] = []  # of the section that is being made
        self._raw: dict[str, str] = {}

    def section(self, section: PreparedSection) -> list[Said]:
        """The record of one section (of contacts, several) and its problems; only a problem where there is none."""
        self._problems, self._raw = [], {}
        if section.kind is Kind.CONTACT_POINT:
            return self._contacts(section)
        values = self._values(section)
        if section.required and not any_value(values.get(section.required)):
            return self._problems if section.kind in _DETAILS else [self.refused("no_name", section.column_of("name"))]
        links = self._links(section)
        return self._problems if links is None else self._record(section, values, links)

    def _record(self, section: PreparedSection, values: dict[str, Any], links: dict[str, str]) -> list[Said]:
        mine = section is self._table.primary
        key = (
            (self.primary_key if mine else "")
            or section.key_of(self.row.cells)
            or self._made_key(section, links, values)
        )
        if not key:
            return [self.refused("no_key", section.key_column)]
        self._keys[section.kind] = key
        if not (mine and self.primary_key) and self._said_before(section, key, values, mine=mine):
            return [one for one in self._problems if isinstance(one, Problem) and one.severity is Severity.NOTED]
        if mine:
            self._raw |= self._leftovers()
        record = Record(section.kind, key, values, self._where(), links, self._raw)
        return [*self._placeholders(section, links), record, *self._problems]

    def too_long(self) -> Problem | None:
        """Why the whole row is refused: a cell that is no cell."""
        for column, cell in self.row.cells.items():
            length = len(cell) if isinstance(cell, str) else max(map(len, cell), default=0)
            if length > limits.CELL_CHARACTERS:
                details = {"length": str(length), "limit": str(limits.CELL_CHARACTERS)}
                return self.refused("cell_too_long", column, cell if isinstance(cell, str) else cell[0], details)
        return None

    # Values

    def _values(self, section: PreparedSection) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in section.fields:
            value = self._in_languages(field) if field.texts else self._one(field)
            if not any_value(value):
                continue
            if field.group:
                values.setdefault(field.group, {})[field.part] = value
            elif field.target.reads is Reads.AMOUNT:
                values |= value
            else:
                values[field.name] = value
        if section.kind is Kind.LOCATION:
            self._position(section, values)
            if self.setting.country:
                values.setdefault("country", self.setting.country)
        if section.kind in _WITH_LANGUAGE and self.setting.language:
            values.setdefault("language", self.setting.language)
        return values

    def _in_languages(self, field: PreparedField) -> Any:
        """A text by language; of what is not translated, the first."""
        read = {language: self._read(field, source) for language, source in field.texts.items()}
        texts = {language: value for language, value in read.items() if any_value(value)}
        return texts if field.translated else next(iter(texts.values()), None)

    def _one(self, field: PreparedField) -> Any:
        """The value; a text in another language than most says in which."""
        value = self._read(field)
        language = self.setting.language
        if field.translated and any_value(value) and language and language != self._converter.language:
            return {language: value}
        return value

    def _read(self, field: PreparedField, source: Template | None = None) -> Any:
        cell = field.cell(self.row.cells, source)
        if others := field.without_word(self.row.cells, source):
            choices = ", ".join(word for word in field.rule.words if word != "*")
            fault = Fault(Severity.KEPT_AS_TEXT, "not_a_code", {"choices": choices})
            self._tell((fault,), field.columns, others)
        if not cell:
            return None
        cleaned = self._converter.read(cell, field.target, self.setting)
        self._tell(cleaned.faults, field.columns, cell)
        return cleaned.value

    def _tell(self, faults: tuple[Fault, ...], columns: tuple[str, ...], cell: Cell) -> None:
        """Problems of the section; what is kept as text goes into its raw."""
        for fault in faults:
            column = next((name for name in columns if self.row.cells.get(name)), columns[0] if columns else "")
            self._problems.append(self.problem(column, fault.severity, fault.reason, _shown(cell), fault.details))
            if fault.severity is Severity.KEPT_AS_TEXT:
                self._keep(columns)

    def _keep(self, columns: tuple[str, ...]) -> None:
        self._raw |= {name: _shown(cell) for name in columns if (cell := self.row.cells.get(name))}

    def _position(self, section: PreparedSection, values: dict[str, Any]) -> None:
        """Both coordinates or none; what does not fit is said."""
        point = values.pop("point", None)
        longitude, latitude = values.pop("longitude", None), values.pop("latitude", None)
        fields = [section.by_name[name] for name in ("longitude", "latitude", "point") if name in section.by_name]
        columns = tuple(column for field in fields for column in field.columns)
        if not columns:
            return
        said = any(isinstance(said, Problem) and said.where.column in columns for said in self._problems)
        if not point and longitude is None and latitude is None:
            if not said and not self._converter.exact:
                self._problems.append(self.problem(columns[0], Severity.NOTED, "no_position"))
            return
        if point:
            read = Cleaned(point)
        elif longitude is None or latitude is None:
            read = Cleaned(None, () if said else (Fault(Severity.KEPT_AS_TEXT, "half_position"),))
            self._keep(columns)
        else:
            setting = Setting(values.get("country") or self.setting.country, self.setting.language)
            read = checked_position(longitude, latitude, setting)
        shown = " ".join(_shown(self.row.cells.get(column, "")) for column in columns).strip()
        self._tell(read.faults, columns, shown)
        if read.faults:
            self._keep(columns)
        if read.value:
            values["longitude"], values["latitude"] = read.value

    # Contacts

    def _contacts(self, section: PreparedSection) -> list[Said]:
        cells = self.row.cells
        source, kind_field = section.by_name.get("value"), section.by_name.get("kind")
        if source is None or not (cell := source.cell(cells)):
            return []
        kind = str(kind_field.cell(cells)) if kind_field else "phone"
        links = self._links(section)
        if links is None:
            return self._problems
        exact = self._converter.exact
        cleaned = contacts_of(kind, cell, self.setting, exact=exact)
        self._tell(cleaned.faults, source.columns, cell)
        self.orphans |= self._raw
        own_key = section.key_of(cells) if exact and len(cleaned.value or ()) == 1 else ""
        out: list[Said] = []
        for value, note in cleaned.value or ():
            values: dict[str, Any] = {"kind": kind, "value": value}
            label = self._label(section.by_name.get("label"), note)
            if label:
                values["label"] = label
            key = own_key or f"{links[Kind.SERVICE.value]}#{kind}:{value}"
            if self._known[Kind.CONTACT_POINT].add(key, "", self.row.number) is None:
                out.append(Record(Kind.CONTACT_POINT, key, values, self._where(), links))
        return [*out, *self._problems]

    def _label(self, field: PreparedField | None, note: str) -> Any:
        """What a contact is for: in the languages of the mapping, or as it stands with what stood beside the number."""
        if field is not None and field.texts:
            texts = {language: _shown(field.cell(self.row.cells, source)) for language, source in field.texts.items()}
            return {language: text for language, text in texts.items() if text}
        text = " – ".join(filter(None, (_shown(field.cell(self.row.cells)) if field else "", note)))[:200]
        language = self.setting.language
        return {language: text} if text and language and language != self._converter.language else text

    # Keys and links

    def _made_key(self, section: PreparedSection, links: Mapping[str, str], values: Mapping[str, Any]) -> str:
        """A key for what has none of its own."""
        if section.kind is Kind.SERVICE_AT_LOCATION:
            return f"{links['service']}@{links['location']}"
        if section.kind in _DETAILS:
            said = json.dumps(values, default=str, sort_keys=True).encode()
            return f"{links['service']}#{section.kind}:{blake2b(said, digest_size=6).hexdigest()}"
        return self._table.derived_key(section, self.row.cells)

    def _links(self, section: PreparedSection) -> dict[str, str] | None:
        """The keys of the parents: named by the row, or made by it. None where one that is needed is missing."""
        links: dict[str, str] = {}
        for parent, needed in PARENTS.get(section.kind, {}).items():
            written = section.links.get(parent)
            key = written.key(self.row.cells) if written else self._keys.get(parent, "")
            column = written.columns[0] if written and written.columns else ""
            details = {"kind": parent.value}
            if key and written and parent is not Kind.ORGANIZATION and key not in self._known[parent]:
                self._problems.append(self.refused("link_not_found", column, key, details))
                return None
            if key:
                links[parent.value] = key
            elif not needed:
                self._problems.append(self.problem(column, Severity.NOTED, "no_parent", "", details))
            else:
                if written:
                    self._problems.append(self.refused("no_parent", column, "", details))
                return None
        return links

    def _said_before(self, section: PreparedSection, key: str, values: Mapping[str, Any], *, mine: bool) -> bool:
        """Whether a row before made this record already; where it said something else, that is told."""
        before = self._known[section.kind].add(key, repr(sorted(values.items())), self.row.number)
        if before is None:
            return False
        details = {"first": str(before[0]), "field": section.kind.value, "same_as": key[:80]}
        if mine:
            self._problems.append(self.problem("", Severity.NOTED, "repeat", key, details))
        elif not before[1]:
            self._problems.append(self.problem("", Severity.NOTED, "differs_from_first", key, details))
        return True

    def _placeholders(self, section: PreparedSection, links: Mapping[str, str]) -> Iterator[Said]:
        """An organization that is named and not described keeps its place, so that what belongs to it comes in."""
        key = links.get(Kind.ORGANIZATION.value)
        if key is None or Kind.ORGANIZATION not in section.links or key in self._known[Kind.ORGANIZATION]:
            return
        self._known[Kind.ORGANIZATION].add(key, "", self.row.number)
        column = section.links[Kind.ORGANIZATION].columns[0]
        where = Where(self._table.file, self.row.number, column)
        yield Record(Kind.ORGANIZATION, key, {}, where, placeholder=True)
        details = {"kind": Kind.ORGANIZATION.value}
        yield self.problem(column, Severity.NOTED, "parent_not_described", key, details)

    # What is said about the row

    def problem(
        self, column: str, severity: Severity, reason: str, value: str = "", details: Mapping[str, str] | None = None
    ) -> Problem:
        """A problem in this row."""
        value = value[: limits.VALUE_SHOWN]
        about = {"value": value, "column": column, **(details or {})}
        return Problem(Where(self._table.file, self.row.number, column), severity, reason, value, about)

    def refused(
        self, reason: str, column: str = "", value: str = "", details: Mapping[str, str] | None = None
    ) -> Problem:
        """The problem that refuses this row, with the whole of it."""
        value = value[: limits.VALUE_SHOWN]
        about = {"value": value, "column": column, **(details or {})}
        whole = {name: _shown(cell)[: limits.ROW_CELL_KEPT] for name, cell in self.row.cells.items()}
        return Problem(Where(self._table.file, self.row.number, column), Severity.REFUSED, reason, value, about, whole)

    def _where(self) -> Where:
        return Where(self._table.file, self.row.number)

    def _leftovers(self) -> dict[str, str]:
        """What no rule reads; but not what our own workbook of refused rows added, "[reason]"."""
        used, cells = self._table.used, self.row.cells
        left = {name: _shown(cell) for name, cell in cells.items() if cell and name not in used and name[:1] != "["}
        return {column: text for column, text in left.items() if text}


def _shown(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else "; ".join(part for part in cell if part)
