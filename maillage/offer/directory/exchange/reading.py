"""A source from its bytes to a stream of records, problems and cursors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from maillage.offer.directory.exchange.conversion import Converter, TableConverter
from maillage.offer.directory.exchange.formats.delimited import DelimitedTable
from maillage.offer.directory.exchange.formats.files import Content, Part, content_of, parts_of, refuse
from maillage.offer.directory.exchange.formats.jsons import JsonTable, json_tables
from maillage.offer.directory.exchange.formats.tables import Table
from maillage.offer.directory.exchange.formats.workbooks import workbook_tables
from maillage.offer.directory.exchange.hsds import hsds_tables
from maillage.offer.directory.exchange.hsds.joining import JoinedTable
from maillage.offer.directory.exchange.hsds.staging import Staging
from maillage.offer.directory.exchange.mapping import Mapping, TableMapping
from maillage.offer.directory.exchange.records import Cursor, Problem, Record, Severity, Where
from maillage.offer.directory.exchange.workbook import READ_ME, our_tables

ROWS_BETWEEN_CURSORS = 200

Said = Record | Problem | Cursor


@dataclass(frozen=True)
class Source:
    """The tables behind some files, in a fixed order, and what is wrong with the files that hold none."""

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...] = ()
    parts: tuple[Part, ...] = field(default=(), repr=False)


def open_source(paths: Iterable[Path | str]) -> Source:
    """The source that these files, folders and archives are. Raises nothing: what is wrong is in `problems`."""
    parts, problems = parts_of(Path(path) for path in paths)
    tables: list[Table] = []
    for part in parts:
        content = content_of(part)
        if isinstance(content, Problem):
            problems.append(content)
            continue
        found, wrong = _tables(part, content)
        tables += found
        problems += wrong
    if not parts and not problems:
        problems.append(refuse("", "nothing_to_read"))
    return Source(tuple(tables), tuple(problems), tuple(parts))


def _tables(part: Part, content: Content) -> tuple[Sequence[Table], Sequence[Problem]]:
    if content is Content.WORKBOOK:
        return workbook_tables(part)
    if content is Content.JSON:
        return json_tables(part)
    return [DelimitedTable(part)], []


def records(source: Source, mapping: Mapping, *, start: Cursor | None = None) -> Iterator[Said]:
    """Everything the source says, by a mapping: parents before children, always in the same order.

    A cursor comes after every 200 rows and at the end of each table: a later reading that gets it as `start` goes on
    from there (it reads again what stands before, to know what was already said, and gives none of it). Problems of
    files come first, at `start=None` only. Memory does not grow with the rows, but for some 30 bytes a key.

    It reads again instead of jumping, in every format, because what a row says depends on the rows before it: whether
    its key was met and said the same, whether two share a name and are told apart by the rest, what it may link to. To
    keep all of that at each cursor would be a second file of the size of the keys, written again and again; reading
    again takes an eighth of the processor's time that taking the rows in took (`benchmarks/README.md`).
    """
    if start is None:
        yield from source.problems
    if mapping.engine == "hsds":
        with Staging() as staging:
            tables, problems = hsds_tables(source.tables, staging)
            for problem in problems:
                if start is None:
                    yield problem
            plans = {plan.file: plan for plan in mapping.tables}
            yield from _of_tables([(table, plans[table.role]) for table in tables], mapping, start, staging.country())
        return
    pairs = our_tables(source.tables) if mapping.engine == "maillage" else _plans(source.tables, mapping)
    if start is None:
        met = {id(table) for table, _ in pairs}
        for table in source.tables:
            if id(table) not in met and not table.name.endswith(f"#{READ_ME}"):
                yield Problem(Where(table.name, 0), Severity.NOTED, "not_read")
    yield from _of_tables(pairs, mapping, start)


def _of_tables(
    pairs: Sequence[tuple[Table, TableMapping]], mapping: Mapping, start: Cursor | None, country: str = ""
) -> Iterator[Said]:
    converter = Converter(mapping, country=country)
    total = sum(max(table.rows_estimated, 1) for table, _ in pairs) or 1
    before = 0.0
    for index, (table, plan) in enumerate(pairs):
        share = max(table.rows_estimated, 1) / total
        for said in _of_table(converter, table, plan, index, start):
            if isinstance(said, Cursor):
                yield Cursor(said.table, said.rows, min(before + share * said.progress, 1.0))
            else:
                yield said
        before += share


def _of_table(
    converter: Converter, table: Table, plan: TableMapping, index: int, start: Cursor | None
) -> Iterator[Said]:
    """One table; up to the cursor its rows are only remembered."""
    silent = start is not None and index < start.table
    skip = start.rows if start is not None and index == start.table else 0
    making = TableConverter(converter, plan, table.name)
    missing = [] if isinstance(table, JoinedTable) else making.missing(table.columns)
    if missing:
        if not silent and not skip:
            details = {"missing": ", ".join(missing)}
            yield Problem(Where(table.name, 1), Severity.REFUSED, "wrong_columns", details=details)
        return
    if not silent and not skip:
        yield from _about(table)
    count = 0
    for row in table.rows():
        if isinstance(row, Problem):
            if not silent and count >= skip:
                yield row
            continue
        said = making.records(row)
        count += 1
        if silent or count <= skip:
            continue
        yield from said
        if count % ROWS_BETWEEN_CURSORS == 0:
            yield Cursor(index, count, table.progress)
    if not silent:
        yield Cursor(index + 1, 0, 1.0)


def _about(table: Table) -> Iterator[Problem]:
    if not table.has_headings:
        yield Problem(Where(table.name, 1), Severity.NOTED, "no_headings")
    for column in table.renamed:
        yield Problem(Where(table.name, 1, column), Severity.NOTED, "same_heading", column)


def _plans(tables: Iterable[Table], mapping: Mapping) -> list[tuple[Table, TableMapping]]:
    """Which plan reads which table, in the order of the plans: by the names of files, else by the columns."""
    found = list(tables)
    chosen = [(table, plan_of(table, mapping, alone=len(found) == 1)) for table in found]
    return [(table, plan) for wanted in mapping.tables for table, plan in chosen if plan is wanted]


def plan_of(table: Table, mapping: Mapping, *, alone: bool = False) -> TableMapping | None:
    """By the name of the file; where no name says it, the plan that finds most of its columns.

    It finds half of them at least, or a quarter where other plans find fewer. `alone`: there is no other table.
    """
    path = table.path if isinstance(table, JsonTable) else ""
    name = f"{PurePosixPath(table.name).name}#{path}".casefold()
    plans = [plan for plan in mapping.tables if not plan.items or plan.items == path]
    named = [plan for plan in plans if plan.file and plan.file.casefold() in name]
    if named:
        return named[0]
    if len(plans) == 1 and alone:
        return plans[0]  # what is missing in it is told
    columns = set(table.columns)
    shares = [(len(columns & set(plan.columns)) / max(len(plan.columns), 1), plan) for plan in plans]
    share, best = max(shares, key=lambda one: one[0], default=(0.0, None))
    return best if share >= (0.25 if len(plans) > 1 else 0.5) else None
