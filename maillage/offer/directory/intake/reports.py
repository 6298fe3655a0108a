"""The report of a run, and its refused rows, as workbooks. Every cell is a text: nothing in them is ever run."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from maillage.offer.directory.intake.words import severity_word, told
from maillage.offer.directory.models import ImportProblem, ImportRun

SHEET_NAME = 31
CELL = 32_000
ROWS_OF_A_SHEET = 1_000_000
NOT_IN_A_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))


def counted(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """What was counted, in the order of a report: code, words, number."""
    words = {
        "imported": _("new"),
        "changed": _("changed"),
        "unchanged": _("as they were"),
        "refused": _("refused"),
        "kept_as_text": _("values kept as text"),
        "noted": _("notes"),
    }
    return [(code, word, counts.get(code, 0)) for code, word in words.items()]


def write_report(run: ImportRun, target: Path | BinaryIO) -> None:
    """Three kinds of sheets: what was counted, every problem with what to do, and the refused rows of each file."""
    with _book(target) as book:
        summary = book.add_worksheet(_sheet_name(_("Summary")))
        _write(summary, 0, [str(run.source), str(run)])
        for number, (_code, word, count) in enumerate(counted(run.counts or run.expected), start=2):
            _write(summary, number, [word])
            summary.write_number(number, 1, count)
        problems = _("File"), _("Row"), _("Column"), _("What is there"), _("Cost"), _("What happened"), _("What to do")
        _table(book, _("Problems"), problems, (_line(problem) for problem in run.problems.iterator()))
        _refused(book, run)


def write_refused(run: ImportRun, target: Path | BinaryIO) -> None:
    """The refused rows, each file on a sheet of its own with its own headings, and why: to be corrected and brought
    again as it is."""
    with _book(target) as book:
        if not _refused(book, run):
            book.add_worksheet(_sheet_name(_("Nothing was refused")))


def _refused(book: xlsxwriter.Workbook, run: ImportRun) -> int:
    rows = run.problems.refused().exclude(original={})
    files = list(rows.order_by("file").values_list("file", flat=True).distinct())
    # In brackets: a reader leaves such columns aside when the rows come back.
    reasons = tuple(f"[{word}]" for word in (_("why it was refused"), _("what to do"), _("row in the file")))
    for file in files:
        of_file = rows.filter(file=file)
        headings = dict.fromkeys(name for problem in of_file.iterator() for name in problem.original)
        lines = (_row(problem, headings) for problem in of_file.iterator())
        _table(book, file.rpartition("#")[2][-SHEET_NAME:], (*headings, *reasons), lines)
    return len(files)


def _row(problem: ImportProblem, headings: Iterable[str]) -> list[str]:
    what, advice = told(problem)
    return [*(problem.original.get(name, "") for name in headings), what, advice, str(problem.row)]


def _line(problem: ImportProblem) -> list[str]:
    what, advice = told(problem)
    severity = severity_word(problem.severity)
    return [problem.file, str(problem.row), problem.column, problem.value, severity, what, advice]


def _book(target: Path | BinaryIO) -> xlsxwriter.Workbook:
    # In constant memory; texts stay texts, whatever they begin with.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)


def _table(
    book: xlsxwriter.Workbook, name: str, headings: Iterable[str], rows: Iterator[list[str]] | Iterable[list[str]]
) -> None:
    bold = book.add_format({"bold": True})
    sheet, number = None, 0
    for row in rows:
        if sheet is None or number > ROWS_OF_A_SHEET:
            sheet, number = _sheet(book, name, headings, bold), 1
        _write(sheet, number, row)
        number += 1
    if sheet is None:
        _sheet(book, name, headings, bold)


def _sheet(book: xlsxwriter.Workbook, name: str, headings: Iterable[str], bold: Any) -> Worksheet:
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    wanted = _sheet_name(name)
    number = 2
    while wanted.casefold() in taken:
        wanted, number = f"{_sheet_name(name)[: SHEET_NAME - 4]} {number}", number + 1
    sheet = book.add_worksheet(wanted)
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, str(heading)[:CELL], bold)
    return sheet


def _write(sheet: Worksheet, number: int, cells: Iterable[Any]) -> None:
    for column, cell in enumerate(cells):
        if cell not in (None, ""):
            sheet.write_string(number, column, str(cell)[:CELL])


def _sheet_name(text: str) -> str:
    return text.translate(NOT_IN_A_SHEET_NAME)[:SHEET_NAME].strip() or "-"
