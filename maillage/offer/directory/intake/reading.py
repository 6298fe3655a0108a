"""The files of a run as a stream of records, by the mapping that belongs to them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from maillage.offer.directory.exchange import (
    Cursor,
    Inspection,
    Kind,
    Mapping,
    MappingError,
    Problem,
    Record,
    Severity,
    Where,
    inspect,
    open_source,
    ready_mappings,
    records,
)
from maillage.offer.directory.exchange.formats.tables import Row
from maillage.offer.directory.exchange.mapping import Section
from maillage.offer.directory.exchange.templates import template
from maillage.offer.directory.exchange.workbook import our_tables
from maillage.offer.directory.models import ImportRun

# What people type as a format, and the mappings it may mean; any other format leaves the choice to the columns.
FORMATS = ("auto", "hsds", "data-inclusion", "csv", "xlsx", "geojson")

CELL = 32_000  # characters of a cell of a workbook


class NotReadable(Exception):
    """Nothing can be read in these files; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


def read(run: ImportRun, start: Cursor | None) -> Iterator[Record | Problem | Cursor]:
    """Records, problems and cursors of the run's files, from `start` on. Raises NotReadable."""
    source = open_source(paths_of(run))
    yield from records(source, mapping_of(run), start=start)


def paths_of(run: ImportRun) -> list[Path]:
    """Where the files of a run are."""
    return [Path(file["path"]) for file in run.files]


def mapping_of(run: ImportRun) -> Mapping:
    """What the run's columns mean: as people said, or as the columns themselves tell. Raises NotReadable."""
    if run.mapping:
        try:
            return Mapping.from_dict(run.mapping)
        except MappingError as error:
            problem = Problem(Where("", 0), Severity.REFUSED, "wrong_mapping", str(error)[:200])
            raise NotReadable(problem) from error
    seen = looked_into(paths_of(run), format=run.format, country=run.source.country)
    if seen.mapping is None or not seen.source.tables:
        told = [problem for problem in seen.problems if problem.severity is Severity.REFUSED]
        name = str(run.files[0]["name"]) if run.files else ""
        raise NotReadable(told[0] if told else Problem(Where(name, 1), Severity.REFUSED, "unknown_layout"))
    return seen.mapping


def looked_into(paths: Sequence[Path], *, format: str = "auto", country: str = "") -> Inspection:
    """What these files are; `format` overrules what they look like where it names a mapping."""
    seen = inspect(paths, country=country)
    ready = ready_mappings()
    return replace(seen, mapping=ready[format]) if format in ready and seen.source.tables else seen


def workbook_columns(run: ImportRun) -> dict[Kind, frozenset[str]]:
    """In our own workbook, the cells that each sheet has: what is empty there is to be emptied here."""
    return {
        section.kind: frozenset(_cell_names(section))
        for _table, plan in our_tables(open_source(paths_of(run)).tables)
        for section in plan.sections
    }


def headings_of(run: ImportRun) -> dict[tuple[Kind, str], str]:
    """What the files call the column behind a field: {(Kind.SERVICE, "name.fr"): "Nom"}. Empty where nobody knows."""
    try:
        mapping = mapping_of(run)
    except NotReadable:
        return {}  # which the reading says itself
    found: dict[tuple[Kind, str], str] = {}
    for section in (section for table in mapping.tables for section in table.sections):
        for name, rule in section.fields.items():
            found |= {(section.kind, f"{name}.{tag}"): _first_column(text) for tag, text in rule.texts.items()}
            if rule.columns:
                found.setdefault((section.kind, name), rule.columns[0])
    return {place: column for place, column in found.items() if column}


def _first_column(source: str) -> str:
    return next(iter(template(source).columns), "")


def rows_at(run: ImportRun, places: Collection[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], dict[str, str]]]:
    """Rows of the run's files as they stand there: for each (file, row) that is found, its cells by heading."""
    files = {file for file, _row in places}
    for table in open_source(paths_of(run)).tables if files else ():
        if table.name not in files:
            continue
        for row in table.rows():
            if isinstance(row, Row) and (table.name, row.number) in places:
                cells = {name: cell if isinstance(cell, str) else ", ".join(cell) for name, cell in row.cells.items()}
                yield (table.name, row.number), {name: text[:CELL] for name, text in cells.items()}


def _cell_names(section: Section) -> Iterator[str]:
    for name, rule in section.fields.items():
        if rule.texts:
            yield from (f"{name}.{tag}" for tag in rule.texts)
        else:
            yield name.partition(".")[0]
