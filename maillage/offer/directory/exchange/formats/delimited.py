"""Tables as text: CSV with any of four separators, whatever the encoding, however the headings stand."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from maillage.offer.directory.exchange import limits
from maillage.offer.directory.exchange.formats.encodings import Encoding, encoding_of
from maillage.offer.directory.exchange.formats.files import Part
from maillage.offer.directory.exchange.formats.tables import Row, Table, heading_row, headings, letters
from maillage.offer.directory.exchange.records import Problem, Severity, Where

SEPARATORS = ",;\t|"
SAMPLE_CHARACTERS = 128 * 1024

# What is in no text that people read, and the marks of bytes that did not fit the encoding (surrogates).
_STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_BROKEN = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written: its encoding, its separator, and the index of the row of headings (-1: there is none)."""

    encoding: Encoding
    separator: str
    heading_row: int
    sample: tuple[tuple[str, ...], ...] = field(repr=False)


def dialect_of(part: Part) -> Dialect:
    """How a file is written, from its first rows."""
    encoding = encoding_of(part)
    with _text(part, encoding.name) as stream:
        sample = stream.read(SAMPLE_CHARACTERS)
    if len(sample) == SAMPLE_CHARACTERS:
        sample = sample[: sample.rfind("\n") + 1] or sample
    sample = _STRAY.sub("", sample)
    declared = re.match(r"sep=(.)\r?\n", sample)
    separator = declared[1] if declared else _separator(sample)
    rows = _parsed(sample, separator)
    skip = 1 if declared else 0
    row = heading_row(rows[skip:])
    return Dialect(encoding, separator, row + skip if row >= 0 else -1, tuple(map(tuple, rows[:200])))


def _text(part: Part, encoding: str) -> io.TextIOWrapper:
    """Line ends are left as they are: the csv module wants to see them."""
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(part.open(), encoding=encoding, errors=errors, newline="")


def _parsed(sample: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(limits.LINE_CHARACTERS)
    try:
        return list(csv.reader(io.StringIO(sample, newline=""), delimiter=separator))
    except csv.Error:
        return []


def _separator(sample: str) -> str:
    """The one that cuts most rows into the same number of cells, more than one."""
    best, found = 0.0, ","
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in _parsed(sample, separator) if any(cell.strip() for cell in row))
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1] * item[0] ** 0.5))
        share = rows / sum(widths.values())
        score = share * (1 + min(width, 40) / 40) if width > 1 else 0.0
        if score > best + 1e-9:
            best, found = score, separator
    return found


class DelimitedTable(Table):
    """The rows of one file of text."""

    def __init__(self, part: Part, dialect: Dialect | None = None) -> None:
        self.part = part
        self.name = part.name
        self.dialect = dialect or dialect_of(part)
        sample = self.dialect.sample
        if self.dialect.heading_row >= 0:
            first: Sequence[str] = sample[self.dialect.heading_row]
        else:
            first = [""] * max((len(row) for row in sample), default=0)
        self.columns, self.renamed = headings(first)
        self._done = 0
        self._notes: list[tuple[str, str]] = []

    @property
    def has_headings(self) -> bool:
        return self.dialect.heading_row >= 0

    @property
    def progress(self) -> float:
        return min(self._done / max(self.part.size, 1), 1.0)

    @property
    def rows_estimated(self) -> int:
        rows = [row for row in self.dialect.sample if row]
        size = sum(sum(map(len, row)) + len(row) for row in rows) or 1
        if self.part.size < SAMPLE_CHARACTERS and len(self.dialect.sample) < 200:
            return max(len(rows) - self.dialect.heading_row - 1, 0)
        return int(len(rows) * self.part.size / size)

    def rows(self) -> Iterator[Row | Problem]:
        csv.field_size_limit(limits.LINE_CHARACTERS)
        columns, width = self.columns, len(self.columns)
        self._done, notes = 0, self._notes
        notes.clear()
        with _text(self.part, self.dialect.encoding.name) as stream:
            reader = csv.reader(self._clean(stream), delimiter=self.dialect.separator)
            index = -1
            while True:
                line = reader.line_num
                try:
                    cells = next(reader)
                except StopIteration:
                    break
                except csv.Error:  # a cell without end: of one line, or of many because nothing closes it
                    index += 1
                    yield self._endless(index + 1, reader.line_num - line)
                    continue
                index += 1
                if index <= self.dialect.heading_row:
                    notes.clear()
                    continue
                number = index + 1
                for reason, value in notes:
                    yield Problem(Where(self.name, number), Severity.NOTED, reason, value)
                notes.clear()
                if not any(cells):
                    continue
                if len(cells) != width:
                    fault = self._wrong_width(number, cells)
                    if fault:
                        yield fault
                        if fault.severity is Severity.REFUSED:
                            continue
                yield Row(number, dict(zip(columns, cells, strict=False)))

    def _endless(self, number: int, lines: int) -> Problem:
        where = Where(self.name, number)
        if lines > 1:
            return Problem(where, Severity.REFUSED, "unclosed_quotation", details={"rows": str(lines)})
        details = {"length": f"> {limits.LINE_CHARACTERS}", "limit": str(limits.CELL_CHARACTERS)}
        return Problem(where, Severity.REFUSED, "cell_too_long", details=details)

    def _clean(self, stream: io.TextIOWrapper) -> Iterator[str]:
        """The lines, without what cannot be seen; bytes that are not UTF-8 are read as Windows writes them."""
        for line in stream:
            self._done += len(line)  # characters: near enough for a bar
            plain = line.rstrip("\r\n")
            if plain.isprintable() or not _STRAY.search(plain):  # the first is quick and enough for most lines
                yield line
            else:
                yield self._repaired(line)

    def _repaired(self, line: str) -> str:
        if self._done == len(line):
            line = line.removeprefix("\ufeff")
        if _BROKEN.search(line):
            self._notes.append(("mixed_encoding", _BROKEN.sub("?", line)[: limits.VALUE_SHOWN]))
            line = line.encode("utf-8", "surrogateescape").decode("cp1252", "replace") if _all_single(line) else line
            line = _BROKEN.sub(_as_windows, line)
        if _STRAY.search(line):
            clean = _STRAY.sub("", line)
            if clean.strip():
                self._notes.append(("control_characters", clean[: limits.VALUE_SHOWN]))
            return clean
        return line

    def _wrong_width(self, number: int, cells: list[str]) -> Problem | None:
        """More cells than headings cannot be trusted; fewer are empty ones that a program left out."""
        width = len(self.columns)
        details = {"cells": str(len(cells)), "columns": str(width)}
        if len(cells) < width:
            if width - len(cells) == 1 or not self.has_headings:
                return None
            return Problem(Where(self.name, number), Severity.NOTED, "too_few_cells", details=details)
        if not any(cell.strip() for cell in cells[width:]) or not self.has_headings:
            return None
        row = dict(zip(self.columns, (cell[: limits.ROW_CELL_KEPT] for cell in cells), strict=False))
        row |= {letters(n): cell[: limits.ROW_CELL_KEPT] for n, cell in enumerate(cells[width:], start=width)}
        return Problem(
            Where(self.name, number), Severity.REFUSED, "too_many_cells", cells[width][:200], details=details, row=row
        )


def _all_single(line: str) -> bool:
    """Whether nothing in the line was read as UTF-8: then all of it is in the other encoding."""
    return not any(127 < ord(letter) < 0xD800 for letter in line)


def _as_windows(match: re.Match[str]) -> str:
    return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")
