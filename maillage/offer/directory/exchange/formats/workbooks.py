"""Spreadsheets (XLSX), read row by row; nothing in them is ever run."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from maillage.offer.directory.exchange import limits
from maillage.offer.directory.exchange.cleaning.numbers import as_cell
from maillage.offer.directory.exchange.formats.files import Part, refuse
from maillage.offer.directory.exchange.formats.tables import HEADING_ROWS, Row, Table, heading_row, headings
from maillage.offer.directory.exchange.records import Problem, Severity, Where

SAMPLE_ROWS = 60
EMPTY_ROWS = 2_000  # after so many, nothing more comes
_STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how XLSX writes what XML cannot hold
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


class Workbook:
    """One workbook: what its sheets are called, and whether they hold formulas."""

    def __init__(self, part: Part) -> None:
        self.part = part
        book = _opened(part, values=True)
        try:
            self.sheets = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        finally:
            book.close()
        self.formulas = _has_formulas(part)

    def tables(self) -> list["SheetTable"]:
        """The sheets that hold anything."""
        tables = [SheetTable(self, sheet) for sheet in self.sheets]
        return [table for table in tables if table.columns and table.sample]


def workbook_tables(part: Part) -> tuple[list["SheetTable"], list[Problem]]:
    """The sheets of a workbook as tables, or why it cannot be read."""
    unsafe = _unsafe(part)
    if unsafe:
        return [], [unsafe]
    try:
        tables = Workbook(part).tables()
    except Exception as error:  # openpyxl raises whatever a broken file makes it raise
        return [], [refuse(part.name, "damaged", what=f"{type(error).__name__}: {error}"[:100])]
    return tables, [] if tables else [refuse(part.name, "no_rows")]


def _unsafe(part: Part) -> Problem | None:
    """Entities of its own, or more strings than fit into memory."""
    with zipfile.ZipFile(part.path) as archive:
        for info in archive.infolist():
            if info.filename.endswith("sharedStrings.xml") and info.file_size > limits.WORKBOOK_STRINGS_BYTES:
                return refuse(part.name, "too_large_unpacked", what=f"{info.file_size // limits.MEGABYTE} MB")
            if info.filename.endswith((".xml", ".rels")):
                try:
                    with archive.open(info) as stream:
                        head = stream.read(4096)
                except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
                    return refuse(part.name, "damaged", what=str(error)[:80])
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    return refuse(part.name, "entity_declared")
    return None


def _opened(part: Part, *, values: bool) -> Any:
    import openpyxl  # here, because every command of the house would wait for it to be loaded

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about drawings and styles that we do not read
        return openpyxl.load_workbook(part.path, read_only=True, data_only=values, keep_links=False)


def _has_formulas(part: Part) -> bool:
    with zipfile.ZipFile(part.path) as archive:
        for info in archive.infolist():
            if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                with archive.open(info) as stream:
                    before = b""
                    while chunk := stream.read(limits.MEGABYTE):
                        if b"<f>" in before + chunk or b"<f " in before + chunk:
                            return True
                        before = chunk[-3:]
    return False


class SheetTable(Table):
    """The rows of one sheet."""

    def __init__(self, book: Workbook, sheet: str) -> None:
        self.book, self.sheet = book, sheet
        self.part = book.part
        self.name = f"{book.part.name}#{sheet}" if len(book.sheets) > 1 else book.part.name
        self._estimate = 0
        self._done = 0
        self.sample = self._sampled()
        index = heading_row([row for _, row in self.sample])
        self.heading_number = self.sample[index][0] if self.sample and index >= 0 else 0
        width = max((len(row) for _, row in self.sample), default=0)
        first = self.sample[index][1] if self.heading_number else [""] * width
        first = [*first, *[""] * (width - len(first))]
        self.columns, self.renamed = headings(first) if any(row for _, row in self.sample) else ([], [])

    @property
    def has_headings(self) -> bool:
        return self.heading_number > 0

    @property
    def progress(self) -> float:
        return min(self._done / max(self._estimate, 1), 1.0)

    @property
    def rows_estimated(self) -> int:
        return max(self._estimate - self.heading_number, 1)

    def _sampled(self) -> list[tuple[int, list[str]]]:
        rows: list[tuple[int, list[str]]] = []
        for number, cells, _ in self._raw(values_only=True):
            if any(cells):
                rows.append((number, cells))
            if len(rows) >= SAMPLE_ROWS or number > HEADING_ROWS + EMPTY_ROWS:
                break
        return rows

    def _raw(self, *, values_only: bool = False) -> Iterator[tuple[int, list[str], list[int]]]:
        """(number, cells, indexes of formulas without a value), a row at a time; empty rows after the last left out."""
        values = _opened(self.part, values=True)
        formulas = _opened(self.part, values=False) if self.book.formulas and not values_only else None
        try:
            sheet = values[self.sheet]
            self._estimate = sheet.max_row or 0
            sheet.reset_dimensions()  # some programs write them wrong; nobody may make us walk a million rows
            written = None
            if formulas is not None:
                other = formulas[self.sheet]
                other.reset_dimensions()
                written = other.iter_rows(max_col=limits.COLUMNS, values_only=True)
            empty = 0
            for number, row in enumerate(sheet.iter_rows(max_col=limits.COLUMNS, values_only=True), start=1):
                behind = next(written, ()) if written is not None else ()
                empty = 0 if any(cell is not None for cell in row) or any(behind) else empty + 1
                if empty > EMPTY_ROWS:
                    return
                missing = [
                    index
                    for index, formula in enumerate(behind)
                    if isinstance(formula, str) and formula.startswith("=") and len(formula) > 1 and row[index] is None
                ]
                yield number, [_cell(cell) for cell in row], missing
        finally:
            values.close()
            if formulas is not None:
                formulas.close()

    def rows(self) -> Iterator[Row | Problem]:
        width = len(self.columns)
        for number, cells, missing in self._raw():
            self._done = number
            if number <= self.heading_number:
                continue
            for index in missing:
                column = self.columns[index] if index < width else ""
                yield Problem(Where(self.name, number, column), Severity.KEPT_AS_TEXT, "formula_without_value")
            if not any(cells):
                continue
            for index, cell in enumerate(cells):
                if cell.startswith("#") and cell in _ERRORS:
                    column = self.columns[index] if index < width else ""
                    where = Where(self.name, number, column)
                    yield Problem(where, Severity.KEPT_AS_TEXT, "cell_error", cell, {"value": cell})
                    cells[index] = ""
            if any(cells[width:]):
                details = {"cells": str(len(cells)), "columns": str(width)}
                yield Problem(Where(self.name, number), Severity.NOTED, "too_many_cells", details=details)
            yield Row(number, dict(zip(self.columns, cells, strict=False)))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        if "_x" in value:
            value = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        return value if value.isprintable() else _STRAY.sub("", value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, datetime) and value.year == 1899:
        return value.strftime("%H:%M")
    return as_cell(value)
