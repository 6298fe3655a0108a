"""JSON of any size: one item of a list after the other, never the whole."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from maillage.offer.directory.exchange import limits
from maillage.offer.directory.exchange.formats.encodings import encoding_of
from maillage.offer.directory.exchange.formats.files import Part
from maillage.offer.directory.exchange.formats.tables import Cells, Row, Table
from maillage.offer.directory.exchange.records import Problem, Severity, Where

CHUNK = 256 * 1024
SAMPLE_ITEMS = 300
DEPTH = 3  # lists of items stand at most so deep: {"data": {"services": [...]}}
_SPACE = re.compile(r"[ \t\n\r]*")
_STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")

# What lists of things are called in the answers of interfaces.
WRAPPERS = frozenset(
    {
        "contents", "content", "data", "results", "result", "items", "records", "features", "organisations",
        "organizations", "services", "structures", "locations", "service_at_locations", "value", "values", "hits",
        "rows", "list", "entries", "elements", "fiches", "organismes", "etablissements", "establishments", "erps",
        "services_at_location",
    }
)  # fmt: skip


class JsonBroken(ValueError):
    """Where JSON cannot be read on: the line, and what is wrong there."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line, self.what = line, what


class _Stream:
    """Text in a window that moves on; numbers and literals are only met inside of items."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self._stream = stream
        self.buffer = ""
        self.at = 0
        self.passed = 0
        self._lines = 1
        self._ended = False
        self._decode = json.JSONDecoder(parse_constant=_refuse, parse_int=_whole).raw_decode

    def _more(self) -> bool:
        """Read on; twice as much when an item does not fit, so that reading stays in proportion to the file."""
        if self._ended:
            return False
        self._lines += self.buffer.count("\n", 0, self.at)
        self.passed += self.at
        self.buffer = self.buffer[self.at :]
        self.at = 0
        more = self._stream.read(max(CHUNK, len(self.buffer)))
        self._ended = not more
        self.buffer += more
        return bool(more)

    @property
    def line(self) -> int:
        return self._lines + self.buffer.count("\n", 0, self.at)

    def peek(self) -> str:
        """The next character that is not a space; "" at the end."""
        while True:
            match = _SPACE.match(self.buffer, self.at)
            self.at = match.end() if match else self.at
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self._more():
                return ""

    def first_line(self) -> str:
        """What stands before the first line end, as far as an item may go."""
        while "\n" not in self.buffer and len(self.buffer) < limits.ITEM_CHARACTERS and self._more():
            pass
        return self.buffer.split("\n", 1)[0].strip() if "\n" in self.buffer else ""

    def take(self, wanted: str) -> bool:
        if self.peek() != wanted:
            return False
        self.at += 1
        return True

    def need(self, wanted: str) -> None:
        if not self.take(wanted):
            found = self.peek() or "the end of the file"
            raise JsonBroken(self.line, f"“{wanted}” was expected, not “{found}”")

    def value(self) -> Any:
        """The value that begins here, whole."""
        self.peek()
        while True:
            try:
                value, end = self._decode(self.buffer, self.at)
            except json.JSONDecodeError as error:
                unfinished = error.pos >= len(self.buffer) - 16 or error.msg.startswith("Unterminated")
                if unfinished and len(self.buffer) - self.at > limits.ITEM_CHARACTERS:
                    raise JsonBroken(self.line, "an item is too large, or never ends") from error
                if unfinished and self._more():
                    continue
                raise JsonBroken(self._lines + self.buffer.count("\n", 0, error.pos), error.msg) from error
            except (RecursionError, ValueError) as error:
                raise JsonBroken(self.line, "numbers or lists that no directory has") from error
            if end == len(self.buffer) and not isinstance(value, (dict, list, str)) and self._more():
                continue  # a number may go on
            self.at = end
            return value


def _refuse(name: str) -> None:
    """NaN and the infinities are not JSON; spreadsheets' exports write NaN for an empty cell."""


def _whole(text: str) -> int | str:
    return int(text) if len(text) < 19 else text


def walk(part: Part) -> Iterator[tuple[str, Any, float]]:
    """(path of its list, item, part of the file that was read), for every item; raises JsonBroken.

    The path of a list that is the whole document is ""; one object alone is an item of "".
    """
    encoding = encoding_of(part).name
    with io.TextIOWrapper(part.open(), encoding=encoding, errors="replace", newline="") as text:
        stream = _Stream(text)
        size = max(part.size, 1)
        if part.size <= limits.WHOLE_JSON_BYTES:
            document = stream.value()
            if stream.peek() == "{":  # JSON Lines: one object a line
                yield "", document, 0.0
                while stream.peek():
                    yield "", stream.value(), stream.passed / size
                return
            if stream.peek():
                raise JsonBroken(stream.line, f"“{stream.peek()}” after the end")
            for path, items in _lists(document):
                for item in items:
                    yield path, item, 1.0
            return
        yield from _walk_large(stream, size)


def _lists(document: Any) -> list[tuple[str, list[Any]]]:
    """The lists of items in a small document."""
    if isinstance(document, list):
        return [("", document)]
    if isinstance(document, dict):
        found = list(_wrapped(document, "", DEPTH))
        return found or [("", [document])]
    return [("", [document])]


def _wrapped(document: dict[str, Any], path: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    if "id" in document and ("name" in document or "nom" in document):
        return  # a thing with lists of its own, not an envelope
    for key, value in document.items():
        if isinstance(value, list) and key in WRAPPERS and all(isinstance(item, dict) for item in value):
            yield f"{path}{key}", value
        elif isinstance(value, dict) and key in WRAPPERS and depth > 1:
            yield from _wrapped(value, f"{path}{key}.", depth - 1)


def _walk_large(stream: _Stream, size: int) -> Iterator[tuple[str, Any, float]]:
    if stream.peek() == "[":
        for item in _array(stream):
            yield "", item, stream.passed / size
        return
    if stream.first_line().endswith("}"):  # JSON Lines: one object a line
        while stream.peek():
            yield "", stream.value(), stream.passed / size
        return
    for path, item in _object(stream, "", DEPTH):
        yield path, item, stream.passed / size


def _array(stream: _Stream) -> Iterator[Any]:
    stream.need("[")
    if stream.take("]"):
        return
    while True:
        yield stream.value()
        if stream.take("]"):
            return
        stream.need(",")


def _object(stream: _Stream, path: str, depth: int) -> Iterator[tuple[str, Any]]:
    stream.need("{")
    if stream.take("}"):
        return
    while True:
        key = stream.value()
        stream.need(":")
        first = stream.peek()
        if first == "[" and key in WRAPPERS:
            for item in _array(stream):
                yield f"{path}{key}", item
        elif first == "{" and key in WRAPPERS and depth > 1:
            yield from _object(stream, f"{path}{key}.", depth - 1)
        else:
            stream.value()
        if stream.take("}"):
            return
        stream.need(",")


class JsonTable(Table):
    """The items of one list of a JSON document; nested names are joined: "address.city", "phones[].number"."""

    def __init__(self, part: Part, path: str, count: int, columns: list[str], sample: list[Any]) -> None:
        self.part, self.path, self.sample = part, path, sample
        self.name = part.name
        self.columns = columns
        self.count = count
        self._progress = 0.0

    @property
    def progress(self) -> float:
        return self._progress

    @property
    def rows_estimated(self) -> int:
        return self.count

    @property
    def geojson(self) -> bool:
        """Whether the items are features of a map."""
        return bool(self.sample) and isinstance(self.sample[0], dict) and self.sample[0].get("type") == "Feature"

    def items(self) -> Iterator[tuple[int, Any] | Problem]:
        """Each item as it stands, with its number from 1; a problem where the file cannot be read on."""
        number = 0
        try:
            for path, item, progress in walk(self.part):
                if path != self.path:
                    continue
                number += 1
                self._progress = progress
                yield number, item
        except JsonBroken as error:
            where = Where(self.name, number + 1)
            yield Problem(where, Severity.REFUSED, "stopped_here", details={"what": str(error)})

    def rows(self) -> Iterator[Row | Problem]:
        for entry in self.items():
            if isinstance(entry, Problem):
                yield entry
                continue
            number, item = entry
            if not isinstance(item, dict):
                yield Problem(
                    Where(self.name, number), Severity.REFUSED, "not_an_item", str(item)[: limits.VALUE_SHOWN]
                )
                continue
            fault, cells = _cells(item, number, self.name)
            if fault:
                yield fault
            yield Row(number, cells)


def _cells(item: dict[str, Any], number: int, file: str) -> tuple[Problem | None, Cells]:
    """The cells of one item; of a feature its properties, and its point as longitude and latitude."""
    if item.get("type") != "Feature" or "properties" not in item:
        return None, flattened(item)
    properties = item.get("properties")
    cells = flattened(properties) if isinstance(properties, dict) else {}
    if "id" in item and "id" not in cells:
        cells |= flattened({"id": item["id"]})
    geometry = item.get("geometry")
    if not isinstance(geometry, dict):
        return None, cells
    kind, point = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point" and isinstance(point, list) and len(point) >= 2:
        cells.setdefault("longitude", str(point[0]))
        cells.setdefault("latitude", str(point[1]))
        return None, cells
    fault = Problem(Where(file, number, "geometry"), Severity.NOTED, "not_a_point", details={"type": str(kind)[:40]})
    return fault, cells


def flattened(item: dict[str, Any], prefix: str = "", out: Cells | None = None, depth: int = 8) -> Cells:
    """One level of names: {"a": {"b": 1}} is {"a.b": "1"}; a list of texts stays a list; of objects, "a[].b"."""
    out = {} if out is None else out
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and depth:
            flattened(value, f"{name}.", out, depth - 1)
        elif isinstance(value, list):
            _flattened_list(value, name, out, depth)
        elif value is not None:
            out[name] = as_text(value)
    return out


def _flattened_list(values: list[Any], name: str, out: Cells, depth: int) -> None:
    plain = [as_text(value) for value in values if not isinstance(value, (dict, list)) and value is not None]
    if plain:
        out[name] = plain
    for value in values:
        if isinstance(value, dict) and depth:
            for key, text in flattened(value, "", None, depth - 1).items():
                into = out.setdefault(f"{name}[].{key}", [])
                if isinstance(into, list):
                    into += text if isinstance(text, list) else [text]
        elif isinstance(value, list):
            out.setdefault(name, []).append(json.dumps(value)[:1000])  # type: ignore[union-attr]


def as_text(value: Any) -> str:
    """A value of JSON as a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    text = str(value)
    return text if text.isprintable() else _STRAY.sub("", text)


def json_tables(part: Part) -> tuple[list[JsonTable], list[Problem]]:
    """The lists of one document, each a table, after one walk through it."""
    counts: dict[str, int] = {}
    columns: dict[str, dict[str, None]] = {}
    samples: dict[str, list[Any]] = {}
    problems: list[Problem] = []
    try:
        for path, item, _ in walk(part):
            count = counts[path] = counts.get(path, 0) + 1
            if count <= SAMPLE_ITEMS:
                samples.setdefault(path, []).append(item)
                if isinstance(item, dict):
                    columns.setdefault(path, {}).update(dict.fromkeys(_cells(item, count, part.name)[1]))
    except JsonBroken as error:
        if not counts:  # what comes later is said when it is met
            details = {"what": str(error)}
            problems.append(Problem(Where(part.name, 1), Severity.REFUSED, "stopped_here", details=details))
    if not counts and not problems:
        problems.append(Problem(Where(part.name, 0), Severity.REFUSED, "no_rows"))
    tables = [JsonTable(part, path, counts[path], list(columns.get(path, {})), samples[path]) for path in counts]
    return tables, problems
