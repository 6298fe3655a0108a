"""Taxonomies that others keep, as files: nested JSON, a flat list of terms in JSON, or CSV. No Django here.

Nothing of any taxonomy is written here: a term is whatever has an identifier and a name, and what stands in lists
within it lies below it. Rows count from 1, the row of headings included.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_TERMS = 20_000
DEEPEST = 20
CODE = ("@id", "code", "id")
NAME = ("@title", "name", "title", "label", "term")
PARENT = ("parent_id", "parent", "parent_code")


class UnreadableTaxonomy(ValueError):
    """The file is no taxonomy; the message says why."""


@dataclass(frozen=True)
class TermRow:
    """A term as its file has it: `names` by language tag ("" where the file does not say which language)."""

    code: str
    names: Mapping[str, str]
    parent: str = ""


@dataclass
class TaxonomyFile:
    """What a file holds: terms, those above before those below, and what could not be read, in sentences."""

    terms: list[TermRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_taxonomy(content: bytes, *, name: str) -> TaxonomyFile:
    """The terms of a file called `name` (its end says what it is). Raises UnreadableTaxonomy."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTaxonomy("The file is not UTF-8.") from error
    found = TaxonomyFile()
    rows = _csv_rows(text, found) if name.lower().endswith(".csv") else _json_rows(text)
    for row in rows:
        found.terms.append(row)
        if len(found.terms) > MAX_TERMS:
            raise UnreadableTaxonomy(f"The file holds more than {MAX_TERMS} terms.")
    if not found.terms:
        raise UnreadableTaxonomy("No term was found: a term needs an identifier (id or code) and a name.")
    found.terms = _in_order(found)
    return found


def _csv_rows(text: str, found: TaxonomyFile) -> Iterator[TermRow]:
    sample = text.partition("\n")[0]
    delimiter = max(",;\t", key=sample.count)
    for number, row in enumerate(csv.DictReader(io.StringIO(text), delimiter=delimiter), start=2):
        told = {
            (key or "").strip().lower(): (value or "").strip() for key, value in row.items() if isinstance(value, str)
        }
        term = _term(told, parent="")
        if term:
            yield term
        elif any(told.values()):
            found.problems.append(f"row {number}: a term needs an identifier (id or code) and a name")


def _json_rows(text: str) -> Iterator[TermRow]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableTaxonomy("The file is not JSON.") from error
    yield from _walked(data, parent="", depth=0)


def _walked(node: Any, *, parent: str, depth: int) -> Iterator[TermRow]:
    if depth > DEEPEST:
        raise UnreadableTaxonomy(f"The file is nested more than {DEEPEST} levels deep.")
    if isinstance(node, list):
        for each in node:
            yield from _walked(each, parent=parent, depth=depth + 1)
    elif isinstance(node, dict):
        term = _term(node, parent=parent)
        if term:
            yield term
        for value in node.values():
            if isinstance(value, (dict, list)):
                yield from _walked(value, parent=term.code if term else parent, depth=depth + 1)


def _term(row: Mapping[str, Any], *, parent: str) -> TermRow | None:
    code, names = _first(row, CODE), _names(row)
    return TermRow(code, names, _first(row, PARENT) or parent) if code and names else None


def _names(row: Mapping[str, Any]) -> dict[str, str]:
    """One name, or one a language: {"name": {"fr": …}}, or columns called name_fr."""
    names: dict[str, str] = {}
    for key in NAME:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            names.setdefault("", value.strip())
        elif isinstance(value, dict):
            names |= {tag: text.strip() for tag, text in value.items() if isinstance(text, str) and text.strip()}
        for column, text in row.items():
            if column.startswith(f"{key}_") and isinstance(text, str) and text.strip():
                names[column.removeprefix(f"{key}_")] = text.strip()
    return names


def _first(row: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = row.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _in_order(found: TaxonomyFile) -> list[TermRow]:
    """Each code once, parents before children; what leads nowhere or in a circle stands at the top, and is told."""
    rows: dict[str, TermRow] = {}
    for row in found.terms:
        if row.code in rows:
            found.problems.append(f"{row.code}: stands there twice, the first is kept")
        else:
            rows[row.code] = row
    placed: dict[str, TermRow] = {}
    for row in rows.values():
        line = [row] if row.code not in placed else []
        while line and (parent := line[-1].parent) and parent not in placed:
            if parent not in rows or any(each.code == parent for each in line):
                why = "which is not in the file" if parent not in rows else "which lies in it: a circle"
                found.problems.append(f"{line[-1].code}: lies in {parent}, {why}")
                line[-1] = TermRow(line[-1].code, line[-1].names)
            else:
                line.append(rows[parent])
        for each in reversed(line):
            placed[each.code] = each
    return list(placed.values())
