"""A first look at what somebody handed in: what it is, how it is written, what its columns may mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from maillage.offer.directory.exchange.formats.delimited import DelimitedTable
from maillage.offer.directory.exchange.formats.jsons import JsonTable
from maillage.offer.directory.exchange.formats.tables import Row, Table
from maillage.offer.directory.exchange.formats.workbooks import SheetTable
from maillage.offer.directory.exchange.hsds.layout import kind_of, version_of
from maillage.offer.directory.exchange.mapping import Mapping, TableMapping, load_mapping, ready_mappings
from maillage.offer.directory.exchange.reading import Source, open_source, plan_of
from maillage.offer.directory.exchange.recognition import Guess, recognise
from maillage.offer.directory.exchange.records import Kind, Problem, Severity, Where
from maillage.offer.directory.exchange.workbook import is_ours

SAMPLE_ROWS = 200
SHOWN_ROWS = 5


@dataclass(frozen=True)
class TableSeen:
    """One table: how it is written, its columns, its first rows, what its columns may mean."""

    name: str
    columns: tuple[str, ...]
    rows_estimated: int
    encoding: str = ""
    separator: str = ""
    first_rows: tuple[tuple[str, ...], ...] = ()
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True)
class Inspection:
    """What is known before anything is read.

    `format` is one of "hsds2", "hsds3", "data-inclusion", "maillage", "csv", "xlsx", "json", "geojson", "unknown".
    `mapping` is the one proposed, None where nothing can be; `confidence` from 0 to 1: 1 where the file is known.
    """

    source: Source
    format: str
    tables: tuple[TableSeen, ...]
    mapping: Mapping | None
    confidence: float
    problems: tuple[Problem, ...]
    country: str = ""
    language: str = ""


def inspect(paths: Iterable[Path | str], *, country: str = "", mappings: Iterable[Mapping] = ()) -> Inspection:
    """A look at some files, folders or archives. Raises nothing.

    `country` is where the reader is, `mappings` are those people made and keep: they go before the ready ones.
    """
    source = open_source(paths)
    tables = source.tables
    problems = list(source.problems)
    if not tables:
        return Inspection(source, "unknown", (), None, 0.0, tuple(problems))
    if is_ours(tables):
        return Inspection(source, "maillage", _seen(tables), load_mapping("maillage"), 1.0, tuple(problems))
    version = _hsds(tables)
    if version:
        return Inspection(source, version, _seen(tables), load_mapping("hsds"), 1.0, tuple(problems))
    known = _known(tables, (*mappings, *ready_mappings().values()))
    form = _format(tables[0])
    if known:
        form = "data-inclusion" if known.name == "data-inclusion" else form
        return Inspection(source, form, _seen(tables), known, 1.0, tuple(problems))
    return _guessed(source, form, problems, country)


def _guessed(source: Source, form: str, problems: list[Problem], country: str) -> Inspection:
    """A mapping made from the headings and the cells; of several tables, for the largest."""
    main = max(source.tables, key=lambda table: table.rows_estimated)
    sample = _sample(main)
    texts = [
        {name: cell if isinstance(cell, str) else "; ".join(cell) for name, cell in row.cells.items()} for row in sample
    ]
    if not sample:
        problems.append(Problem(Where(main.name, 1), Severity.REFUSED, "no_rows"))
    found = recognise(main.columns, texts, PurePosixPath(main.name).stem, country=country)
    seen = tuple(_table_seen(table, found.guesses if table is main else ()) for table in source.tables)
    mapping: Mapping | None = found.mapping if found.mapping.tables else None
    sure = [guess.confidence for guess in found.guesses if guess.field]
    confidence = sum(sure) / len(found.guesses) if sure and mapping else 0.0
    if mapping is None:
        problems.append(Problem(Where(main.name, 1), Severity.NOTED, "unknown_layout"))
    for guess in found.guesses:
        if guess.field == "person":
            problems.append(Problem(Where(main.name, 1, guess.column), Severity.NOTED, "name_of_person"))
    others = [
        table.name.rpartition("#")[2]
        for table in source.tables
        if table is not main and isinstance(table, SheetTable) and not (mapping and plan_of(table, mapping))
    ]
    if others:
        details = {"sheets": ", ".join(others)}
        problems.append(Problem(Where(main.name, 0), Severity.NOTED, "sheets_left", details=details))
    return Inspection(source, form, seen, mapping, confidence, tuple(problems), found.country, found.language)


def _hsds(tables: tuple[Table, ...]) -> str:
    """Tables by their names; in JSON, items that look like services or organizations of HSDS 3."""
    version = version_of((table.name, table.columns) for table in tables)
    if version:
        return version
    for table in tables:
        if isinstance(table, JsonTable) and not table.geojson:
            columns = set(table.columns)
            nested = any(name.startswith(("service_at_locations[]", "organization.", "services[]")) for name in columns)
            service = {"id", "name", "status"} <= columns and (nested or "organization_id" in columns)
            organization = {"id", "name"} <= columns and {"services[].id", "legal_status", "tax_status"} & columns
            if service or organization:
                return "hsds3"
    return "hsds2" if len(tables) > 1 and all(kind_of(table.name) for table in tables) else ""


def _known(tables: tuple[Table, ...], mappings: Iterable[Mapping]) -> Mapping | None:
    """The mapping whose columns are here; most columns win."""
    best: tuple[int, Mapping] | None = None
    for mapping in mappings:
        for group in mapping.recognise:
            wanted = set(group)
            if any(wanted and wanted <= set(table.columns) for table in tables) and (not best or len(wanted) > best[0]):
                best = (len(wanted), mapping)
    return best[1] if best else None


def _format(table: Table) -> str:
    if isinstance(table, JsonTable):
        return "geojson" if table.geojson else "json"
    return "xlsx" if isinstance(table, SheetTable) else "csv"


def _sample(table: Table) -> list[Row]:
    return list(islice((row for row in table.rows() if isinstance(row, Row)), SAMPLE_ROWS))


def _seen(tables: tuple[Table, ...]) -> tuple[TableSeen, ...]:
    return tuple(_table_seen(table, ()) for table in tables)


def _table_seen(table: Table, guesses: tuple[Guess, ...]) -> TableSeen:
    encoding = separator = ""
    if isinstance(table, DelimitedTable):
        encoding, separator = table.dialect.encoding.name, table.dialect.separator
    first = list(islice((row for row in table.rows() if isinstance(row, Row)), SHOWN_ROWS))
    rows = tuple(tuple(_shown(row.cells.get(name, "")) for name in table.columns) for row in first)
    return TableSeen(table.name, tuple(table.columns), table.rows_estimated, encoding, separator, rows, guesses)


def _shown(cell: str | list[str]) -> str:
    text = cell if isinstance(cell, str) else "; ".join(cell)
    return text if len(text) <= 200 else text[:199] + "…"


def mapped_columns(table: TableMapping) -> dict[str, tuple[Kind, str]]:
    """What each column becomes, for showing a mapping: {"Nom": (Kind.SERVICE, "name")}."""
    return {
        column: (section.kind, name)
        for section in table.sections
        for name, rule in section.fields.items()
        for column in rule.columns
    }
