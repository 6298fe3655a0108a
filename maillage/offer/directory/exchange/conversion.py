"""Rows into records, by a mapping: what a source remembers, and what a table does with each row."""

from dataclasses import replace
from hashlib import blake2b

from maillage.offer.directory.exchange.cells import read_cell, read_exact
from maillage.offer.directory.exchange.cleaning.places import read_country
from maillage.offer.directory.exchange.cleaning.reading import Setting
from maillage.offer.directory.exchange.cleaning.words import folded, language_of
from maillage.offer.directory.exchange.formats.tables import Cells, Row
from maillage.offer.directory.exchange.keys import KeySet
from maillage.offer.directory.exchange.making import Making, Said
from maillage.offer.directory.exchange.mapping import Mapping, TableMapping
from maillage.offer.directory.exchange.prepared import PreparedField, PreparedSection
from maillage.offer.directory.exchange.records import Kind, Problem, Record, Severity
from maillage.offer.directory.exchange.targets import Reads, Target

_KINDS = tuple(Kind)
_NAMED = frozenset({Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE})
# Where one of these cannot be made, the rest of the row has nothing to hang on.
_WHOLE_ROW = _NAMED | {Kind.SERVICE_AT_LOCATION}
_IN_KEY = ("name", "address_1", "postal_code", "city")


class Converter:
    """Makes the records of a source; remembers, over all its tables, what was already said.

    `country` holds where neither the row nor the mapping says one.
    """

    def __init__(self, mapping: Mapping, *, country: str = "") -> None:
        self.mapping = mapping
        self.known = {kind: KeySet() for kind in _KINDS}
        self.exact = mapping.engine == "maillage"
        self.read = read_exact if self.exact else read_cell
        self._language = PreparedField("language", mapping.language, Target(Reads.PLAIN))
        self._country = PreparedField("country", mapping.country, Target(Reads.PLAIN))
        self._default_country = country
        self._settings: dict[tuple[str, str], Setting] = {}
        self.language = self.setting({}).language

    def setting(self, cells: Cells) -> Setting:
        """The country and the language of a row."""
        written = str(self._country.cell(cells)), str(self._language.cell(cells))
        setting = self._settings.get(written)
        if setting is None:
            if len(self._settings) > 1000:
                self._settings.clear()
            country = read_country(written[0], Setting()).value or self._default_country
            setting = self._settings[written] = Setting(country, language_of(written[1]))
        return setting


class TableConverter:
    """Rows of one table into records."""

    def __init__(self, converter: Converter, table: TableMapping, file: str) -> None:
        self.converter, self.file = converter, file
        self.sections = [PreparedSection(section) for section in table.sections]
        self.sections.sort(key=lambda section: _KINDS.index(section.kind))
        self.primary = next(section for section in self.sections if section.section is table.primary)
        mapping = converter.mapping
        self.used = frozenset({*table.columns, *mapping.language.columns, *mapping.country.columns, *table.ignored})

    def missing(self, columns: list[str]) -> list[str]:
        """The columns without which nothing can be made: those of keys and names, where none of them is there."""
        have = set(columns)
        gone: list[str] = []
        for section in self.sections:
            name = section.by_name.get("name")
            if section.kind in _NAMED:
                wanted = [section.key, *([name.source, *name.texts.values()] if name else [])]
                gone += [column for one in wanted if not have & set(one.columns) for column in one.columns]
        return list(dict.fromkeys(gone))

    def records(self, row: Row) -> list[Said]:
        """The records of one row, parents first, and what is unclear in it; one problem only where it is refused."""
        making = Making(self, row)
        fault = making.too_long()
        if fault:
            return [fault]
        out: list[Said] = []
        if self.primary.kind in _NAMED:
            key, faults = self._identified(making)
            if not key:
                return faults
            making.primary_key = key
            out += faults
        for section in self.sections:
            if section.when is not None and not section.when.text(row.cells):
                continue
            made = making.section(section)
            refused = [said for said in made if isinstance(said, Problem) and said.severity is Severity.REFUSED]
            if refused and section.kind in _WHOLE_ROW:
                return [refused[0]]
            out += made
        return _once(self._with_orphans(out, making))

    def _identified(self, making: Making) -> tuple[str, list[Said]]:
        """The key of what the row is about, and what is to be said of it; "" where the row is not taken."""
        section, row = self.primary, making.row
        known, column = self.converter.known[section.kind], section.key_column
        content = _content(row.cells)
        faults: list[Said] = []
        key = section.key_of(row.cells)
        if key:
            before = known.add(key, content, row.number)
        else:
            key = self.derived_key(section, row.cells)
            if not key:
                return "", [making.refused("no_name", section.column_of("name"))]
            if section.section.key:
                faults.append(making.problem(column, Severity.NOTED, "no_key"))
            before = known.add(key, content, row.number)
            if before and not before[1]:  # two of the same name at the same address, told apart by the rest
                key = f"{key}-{digest(content)[:6]}"
                before = known.add(key, content, row.number)
        if not before:
            return key, faults
        details = {"first": str(before[0])}
        if before[1]:
            return "", [making.problem(column, Severity.NOTED, "same_key_same_row", key, details)]
        return "", [making.refused("same_key_other_row", column, key, details)]

    def derived_key(self, section: PreparedSection, cells: Cells) -> str:
        """From the name and the address: the same in the next file while these do not change. "" without a name."""
        name = section.by_name.get("name")
        if name is None:
            return ""
        parts = [folded(str(name.cell(cells, source))) for source in (name.source, *name.texts.values())]
        if not any(parts):
            return ""
        if section.kind is not Kind.ORGANIZATION:
            around = (other for other in self.sections if other.kind in (Kind.ORGANIZATION, Kind.LOCATION))
            parts += [folded(str(f.cell(cells))) for other in around for f in other.fields if f.name in _IN_KEY]
        return f"{section.kind.value}-{digest('|'.join([section.kind.value, *parts]))}"

    def _with_orphans(self, out: list[Said], making: Making) -> list[Said]:
        """What could not be read as a contact is kept with what the row is about."""
        if making.orphans:
            for index, said in enumerate(out):
                if isinstance(said, Record) and said.kind is self.primary.kind:
                    out[index] = replace(said, raw={**said.raw, **making.orphans})
                    break
        return out


def _once(said: list[Said]) -> list[Said]:
    """The same column may serve several fields: what is wrong with it is said once."""
    met: set[tuple[str, str]] = set()
    out: list[Said] = []
    for one in said:
        if isinstance(one, Problem) and one.where.column:
            sign = (one.where.column, one.reason)
            if sign in met:
                continue
            met.add(sign)
        out.append(one)
    return out


def _content(cells: Cells) -> str:
    return "\x1f".join(cell if isinstance(cell, str) else "\x1e".join(cell) for cell in cells.values())


def digest(text: str) -> str:
    """18 letters that stand for a text."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=9).hexdigest()
