"""What a table is, whatever it was read from, and where its headings stand."""

import re
import string
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from maillage.offer.directory.exchange import limits
from maillage.offer.directory.exchange.records import Problem

Cells = dict[str, str | list[str]]

HEADING_ROWS = 30  # headings stand among the first rows, under a title and a logo at most

_NOT_A_HEADING = re.compile(r"^[\s\d.,:/+%€$-]*$|@|^https?://|^www\.", re.IGNORECASE)


class Row(NamedTuple):
    """One row: its number as a person counts, and its cells by heading. A cell of JSON may be a list of texts."""

    number: int
    cells: Cells


class Table(ABC):
    """Rows under headings, read again from the start by each call of `rows`."""

    name: str
    columns: list[str]
    renamed: list[str] = []

    @abstractmethod
    def rows(self) -> Iterator[Row | Problem]:
        """The rows in the order of the file, with what is wrong in the form of the file."""

    @property
    def has_headings(self) -> bool:
        return True

    @property
    def progress(self) -> float:
        """How much of the present reading is done, as a part of 1."""
        return 0.0

    @property
    def rows_estimated(self) -> int:
        """About how many rows there are, without reading them all."""
        return 0


def headings(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names of the columns, each once, none empty; and those that had to be numbered."""
    cells = [" ".join(cell.split()) for cell in cells[: limits.COLUMNS]]
    # Without the empty columns at the right, which spreadsheets leave.
    width = max((index for index, cell in enumerate(cells, start=1) if cell), default=len(cells))
    names: dict[str, None] = {}
    renamed: list[str] = []
    taken = set(cells)
    for index, cell in enumerate(cells[:width]):
        name = cell or letters(index)
        if name in names:
            renamed.append(name)
            count = 2
            while f"{name} ({count})" in names or f"{name} ({count})" in taken:
                count += 1
            name = f"{name} ({count})"
        names[name] = None
    return list(names), renamed


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The index of the row of headings among the first rows; -1 where the first row is already one of data.

    Headings are the first row that is about as wide as the table and holds words, each once.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    width = max(filled, default=0)
    for index, row in enumerate(rows[:HEADING_ROWS]):
        if not filled[index] or filled[index] < max(width * 0.5, 1) or (width > 1 and filled[index] == 1):
            continue
        cells = [cell.strip() for cell in row if cell.strip()]
        words = [cell for cell in cells if not _NOT_A_HEADING.search(cell)]
        if len(words) >= 0.7 * len(cells) and max(map(len, cells)) <= 300:
            return index if len({cell.casefold() for cell in cells}) > len(cells) * 0.6 else -1
        return -1
    return -1


def letters(index: int) -> str:
    """The name of a column as spreadsheets give it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = string.ascii_uppercase[rest] + name
    return name
