"""How columns become one text: "{street} {number}[, box {box}]"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

Cell = str | list[str]

_TOKEN = re.compile(r"\{([^{}]+)\}|(\[)(?=[^\[\]]*\{)|(\])")
_LOOSE = re.compile(r"\s+([,;)])|\(\s*\)|\s{2,}")


@dataclass(frozen=True, slots=True)
class Template:
    """`{a}` is the cell of a column, `{a|b}` the first of two that holds something.

    `[…]` falls away where a cell in it is empty. Where every cell is empty, so is the whole, whatever stands around
    them.
    """

    source: str
    parts: tuple[tuple[str, tuple[str, ...], int], ...]  # (literal, columns, group: 0 outside)
    columns: tuple[str, ...]
    sole: tuple[str, ...] = ()  # the columns, where the template is one placeholder: its cell may then be a list

    def cell(self, cells: Mapping[str, Cell]) -> Cell:
        """The text, or the list of texts where the template is one column that holds a list."""
        if self.sole:
            for column in self.sole:
                value = cells.get(column)
                if value:
                    return value
            return ""
        return self.text(cells)

    def text(self, cells: Mapping[str, Cell]) -> str:
        """The text; lists are joined with commas."""
        if not self.columns:
            return self.source
        filled = [_first(cells, columns) if columns else literal for literal, columns, _ in self.parts]
        both = list(zip(self.parts, filled, strict=True))
        empty = {group for (_, columns, group), text in both if columns and not text and group}
        if not any(text for (_, columns, _), text in both if columns):
            return ""
        kept = (text for (_, _, group), text in both if group not in empty)
        return _LOOSE.sub(lambda match: match[1] or " ", "".join(kept)).strip(" ,;–-/\t")

    def key(self, cells: Mapping[str, Cell]) -> str:
        """The text as an identifier: exactly as it stands; "" where a part of it is missing."""
        filled = [_first(cells, columns) if columns else literal for literal, columns, _ in self.parts]
        whole = all(text for (_, columns, _), text in zip(self.parts, filled, strict=True) if columns)
        return "".join(filled).strip() if whole else ""


def _first(cells: Mapping[str, Cell], columns: tuple[str, ...]) -> str:
    for column in columns:
        value = cells.get(column)
        if value:
            return ", ".join(filter(None, value)) if isinstance(value, list) else value.strip()
    return ""


@lru_cache(maxsize=4096)
def template(source: str) -> Template:
    """The template that a text describes."""
    parts: list[tuple[str, tuple[str, ...], int]] = []
    columns: list[str] = []
    group = groups = last = 0
    for match in _TOKEN.finditer(source):
        if literal := source[last : match.start()]:
            parts.append((literal, (), group))
        last = match.end()
        if match[1] is not None:
            names = tuple(name.strip() for name in match[1].split("|"))
            parts.append(("", names, group))
            columns += names
        elif match[2]:
            groups += 1
            group = groups
        elif group:
            group = 0
        else:
            parts.append(("]", (), 0))
    if literal := source[last:]:
        parts.append((literal, (), group))
    sole = parts[0][1] if len(parts) == 1 else ()
    return Template(source, tuple(parts), tuple(dict.fromkeys(columns)), sole)
