"""Our own workbook: what a small team keeps its directory in, out and in again without a loss.

One sheet for each kind of thing. The first column is the identifier; texts have a column for each language, named
"name (fr)". The order of sheets is that in which they are read: organizations, places, services, and what belongs to
services. Text is written as text, and marked so: a spreadsheet does not run what looks like a formula, and the marks
are not part of the text, so that nothing has to be taken away when it comes back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import xlsxwriter

from maillage.offer.directory.exchange import limits
from maillage.offer.directory.exchange.formats.tables import Table
from maillage.offer.directory.exchange.mapping import Rule, Section, TableMapping
from maillage.offer.directory.exchange.records import Kind, Problem
from maillage.offer.directory.exchange.targets import PARENTS, TARGETS, Reads

MARK = "maillage-directory-1"  # in the first cell of the sheet of instructions

SHEETS: dict[Kind, str] = {
    Kind.ORGANIZATION: "Organizations",
    Kind.LOCATION: "Places",
    Kind.SERVICE: "Services",
    Kind.SERVICE_AT_LOCATION: "Hours at places",
    Kind.CONTACT_POINT: "Contacts",
    Kind.COST_OPTION: "Costs",
    Kind.REQUIRED_DOCUMENT: "Documents",
}
READ_ME = "Read me"
VERSION = "version"  # of the thing, when the workbook was written: who changed it since is not overwritten

# What the workbook has beside what every source may have.
_TRANSLATED = (Reads.TEXT, Reads.LINE)
_WIDTHS = {Reads.TEXT: 50, Reads.LINE: 32, Reads.HOURS: 36, Reads.YES_NO: 12, Reads.NUMBER: 12, Reads.WHOLE: 10}
CELL = 32_000
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ROWS = 1_048_000  # a sheet holds 1,048,576


@dataclass(frozen=True)
class Words:
    """The words of the sheet of instructions and of the hints, in the reader's language; English by default."""

    instructions: Sequence[str] = (
        "This workbook is a directory. Change what is wrong, add rows, and hand it in again.",
        "Leave the first column of a row as it is: by it the row is known again. In a new row, write any word there.",
        "A column such as “name (fr)” is the text in French. Leave a cell empty where there is no text.",
        "Columns that end in “organization”, “service” or “location” hold the first cell of the row they point to.",
        "Empty means unknown. Yes is written true, no is written false.",
        "Opening hours are written like this: Mo-Fr 09:00-12:00,13:30-16:00; PH off",
    )
    choose: str = "Choose one from the list."
    columns: Mapping[str, str] = field(default_factory=dict)  # a hint for a column, by its name


class TooManyRows(ValueError):
    """More rows than a sheet can hold."""


def write_workbook(
    target: Path | str | IO[bytes],
    rows: Mapping[Kind, Iterable[Mapping[str, Any]]],
    *,
    languages: Sequence[str] = ("fr", "nl", "de", "it", "en"),
    words: Words | None = None,
    title: str = "",
    codes: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write a directory.

    A row is {"key": …, "links": {"organization": key}, and the fields of `targets.TARGETS`: a text in languages is a
    mapping {"fr": …}; accessibility and identifiers are mappings}. `codes` are the choices of columns that know them
    only at run time ({"themes": […]}). Rows are written as they come: memory does not grow with them. Raises
    TooManyRows.
    """
    words = words or Words()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), options)
    try:
        formats = _formats(book)
        _write_read_me(book, formats, words, title)
        for kind, name in SHEETS.items():
            columns = columns_of(kind, languages)
            sheet = book.add_worksheet(name)
            _write_headings(sheet, kind, columns, formats, words=words, codes=codes or {})
            _write_rows(sheet, kind, columns, rows.get(kind, ()), formats=formats)
    finally:
        book.close()


def columns_of(kind: Kind, languages: Sequence[str]) -> list[str]:
    """The headings of a sheet, the identifier first, then what it belongs to."""
    columns = ["id", *(parent.value for parent in PARENTS.get(kind, {}))]
    for name, target in TARGETS[kind].items():
        if name in ("point", "assured_at"):  # the one stands in two columns, the other is told by confirming
            continue
        columns += [f"{name} ({language})" for language in languages] if target.reads in _TRANSLATED else [name]
    return [*columns, VERSION]


def _formats(book: Any) -> dict[str, Any]:
    return {
        "heading": book.add_format(
            {"bold": True, "bg_color": "#1f4e5f", "font_color": "#ffffff", "border": 1, "text_wrap": True}
        ),
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "long": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
        "quoted": book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True}),
        "key": book.add_format({"num_format": "@", "valign": "top", "font_color": "#606060"}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "hint": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_read_me(book: Any, formats: Mapping[str, Any], words: Words, title: str) -> None:
    sheet = book.add_worksheet(READ_ME)
    sheet.set_column(0, 0, 100)
    _text(sheet, (0, 0), title or "Maillage", formats["title"], formats)
    for number, line in enumerate(words.instructions, start=2):
        _text(sheet, (number, 0), line, formats["hint"], formats)
    _text(sheet, (len(words.instructions) + 3, 0), MARK, formats["key"], formats)


def _write_headings(
    sheet: Any,
    kind: Kind,
    columns: Sequence[str],
    formats: Mapping[str, Any],
    *,
    words: Words,
    codes: Mapping[str, Sequence[str]],
) -> None:
    """Headings that stay in sight, hints, and lists to choose from."""
    for index, column in enumerate(columns):
        name = column.partition(" (")[0]
        target = TARGETS[kind].get(name)
        sheet.set_column(index, index, _WIDTHS.get(target.reads, 18) if target else 24, formats["text"])
        choices: tuple[str, ...] = ("true", "false") if target and target.reads is Reads.YES_NO else ()
        if target and target.reads in (Reads.CODE, Reads.FEES):
            choices = tuple(codes.get(name, target.choices))
        if choices and sum(map(len, choices)) + len(choices) < 255:  # what a list in a cell may hold
            rule = {"validate": "list", "source": list(choices), "error_message": words.choose[:255]}
            sheet.data_validation(1, index, ROWS, index, rule)
        sheet.write_string(0, index, column, formats["heading"])
        if hint := words.columns.get(name):
            sheet.write_comment(0, index, hint)
    sheet.freeze_panes(1, 2)


def _write_rows(
    sheet: Any,
    kind: Kind,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    formats: Mapping[str, Any],
) -> None:
    for number, row in enumerate(rows, start=1):
        if number > ROWS:
            raise TooManyRows(SHEETS[kind])
        for index, column in enumerate(columns):
            if text := _cell_text(row, column):
                _text(sheet, (number, index), text, formats["key" if index == 0 else "text"], formats)


def _cell_text(row: Mapping[str, Any], column: str) -> str:
    """What stands in a column of a row."""
    if column == "id":
        return str(row.get("key", ""))
    name, _, language = column.partition(" (")
    if language:
        texts = row.get(name)
        value = texts.get(language.rstrip(")")) if isinstance(texts, Mapping) else None
    elif name in ("organization", "service", "location") and name in row.get("links", {}):
        value = row["links"][name]
    else:
        group, _, part = name.partition(".")
        value = row.get(group)
        if part:
            value = value.get(part) if isinstance(value, Mapping) else None
    return as_text(value)


def as_text(value: Any) -> str:
    """A value as it stands in a cell: exact, and the same in every country."""
    match value:
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case list() | tuple():
            text = ", ".join(map(as_text, value))
        case date():
            text = value.isoformat()
        case Decimal():
            text = f"{value:f}"
        case float():
            text = repr(value)
        case _:
            text = str(value)
    return text


_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def _text(sheet: Any, place: tuple[int, int], text: str, shape: Any, formats: Mapping[str, Any]) -> None:
    """A cell that is text, whatever it begins with: `quote_prefix` is what a person does with an apostrophe."""
    if text.lstrip(" \u00a0\n").startswith(_BEGINS):
        shape = formats["quoted"]
    sheet.write_string(*place, text[:32_767], shape)


# Refused rows


def write_refused(
    target: Path | str | IO[bytes],
    problems: Iterable[tuple[Problem, str, str]],
    *,
    headings: tuple[str, str, str, str] = ("row", "column", "reason", "what to do"),
) -> int:
    """The refused rows, to be corrected and handed in again: their columns, then where, why and what to do.

    `problems` are (problem, sentence, advice) in the reader's language. One sheet for each file, with the headings of
    that file; returns how many rows were written. Kept in memory: a report of a hundred thousand rows takes 200 MB.
    """
    files: dict[str, list[tuple[Problem, str, str]]] = {}
    for one in problems:
        files.setdefault(one[0].where.file, []).append(one)
    options = {**_AS_TEXT, "in_memory": True}
    book = xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), options)
    written = 0
    try:
        formats = _formats(book)
        taken: set[str] = set()
        for file, refused in files.items():
            written += _write_refused_sheet(book.add_worksheet(_sheet_name(file, taken)), refused, headings, formats)
        if not files:
            book.add_worksheet(READ_ME)
    finally:
        book.close()
    return written


def _write_refused_sheet(
    sheet: Any,
    refused: Sequence[tuple[Problem, str, str]],
    headings: tuple[str, str, str, str],
    formats: Mapping[str, Any],
) -> int:
    columns = list(dict.fromkeys(column for problem, _, _ in refused for column in problem.row))
    named = [*columns, *(f"[{heading}]" for heading in headings)]
    for index, column in enumerate(named):
        sheet.set_column(index, index, 40 if index >= len(columns) + 2 else 18, formats["text"])
        _text(sheet, (0, index), column[: limits.VALUE_SHOWN], formats["heading"], formats)
    sheet.freeze_panes(1, 0)
    for number, (problem, sentence, advice) in enumerate(refused[:ROWS], start=1):
        where = (str(problem.where.row), problem.where.column, sentence, advice)
        for index, text in enumerate([*(problem.row.get(column, "") for column in columns), *where]):
            if text:
                _text(sheet, (number, index), text[:CELL], formats["text"], formats)
    return min(len(refused), ROWS)


def _sheet_name(file: str, taken: set[str]) -> str:
    """At most 31 characters, none of those that Excel forbids, each once."""
    name = "".join(" " if letter in "[]:*?/\\'" else letter for letter in file)[-28:].strip() or "1"
    count, free = 1, name
    while free.casefold() in taken:
        count += 1
        free = f"{name[:26]} {count}"
    taken.add(free.casefold())
    return free


# Reading it back


def is_ours(tables: Sequence[Table]) -> bool:
    """Whether these are the sheets of our workbook."""
    names = {table.name.rpartition("#")[2] for table in tables}
    for table in tables:
        if table.name.rpartition("#")[2] == READ_ME:
            sample = getattr(table, "sample", [])
            return any(MARK in cell for _, row in sample for cell in row)
    ours = set(SHEETS.values()) & names
    return len(ours) >= 3 and all("id" in table.columns for table in tables if table.name.rpartition("#")[2] in ours)


def our_tables(tables: Sequence[Table]) -> list[tuple[Table, TableMapping]]:
    """Our sheets, in the order in which they are read, each with what its columns say."""
    kinds = {name: kind for kind, name in SHEETS.items()}
    found = [(kinds[name], table) for table in tables if (name := table.name.rpartition("#")[2]) in kinds]
    found.sort(key=lambda one: list(SHEETS).index(one[0]))
    return [(table, TableMapping((_section(kind, table.columns),))) for kind, table in found]


def _section(kind: Kind, columns: Iterable[str]) -> Section:
    """ "name (fr)" and "name (nl)" are one field in two languages."""
    sources: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    for column in columns:
        name, _, language = column.partition(" (")
        if name in TARGETS[kind] and language:
            texts.setdefault(name, {})[language.rstrip(")")] = f"{{{column}}}"
        elif name in TARGETS[kind] and name != "currency":
            sources[name] = f"{{{column}}}"
    if "amount" in sources:
        sources["amount"] = "{amount} {currency}"
    fields = {name: Rule(source) for name, source in sources.items()}
    fields |= {name: Rule(texts=languages) for name, languages in texts.items()}
    parents = {parent.value for parent in PARENTS.get(kind, {})} & set(columns)
    return Section(kind, fields, key="{id}", links={parent: f"{{{parent}}}" for parent in sorted(parents)})
