"""The rows of all tables in one temporary database, so that joining them takes no memory."""

import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import Any

from maillage.offer.directory.exchange import limits
from maillage.offer.directory.exchange.cleaning.places import BOXES, OVERSEAS, read_country, read_position, within
from maillage.offer.directory.exchange.cleaning.reading import Setting
from maillage.offer.directory.exchange.formats.jsons import JsonTable, as_text
from maillage.offer.directory.exchange.formats.tables import Row, Table
from maillage.offer.directory.exchange.hsds.layout import LINKS, MAIN, TABLES, kind_of
from maillage.offer.directory.exchange.keys import KeySet
from maillage.offer.directory.exchange.records import Problem, Severity, Where

Body = dict[str, str]

_SCHEMA = """
pragma journal_mode = off;
pragma synchronous = off;
pragma cache_size = -65536;
create table thing (n integer primary key, kind text, id text, file text, row integer, body text);
create table link (kind text, n integer, parent text, id text);
create table alias (kind text, id text, first text, primary key (kind, id)) without rowid;
"""
_INDEXES = """
create index thing_id on thing (kind, id);
create index link_child on link (n);
create index link_parent on link (parent, id, kind);
analyze;
"""


class Staging:
    """All rows by kind, with what they point to. A context manager: the file goes away at its end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="exchange-")
        self.db = sqlite3.connect(Path(self._folder.name) / "staging.sqlite3", isolation_level=None)
        self.db.executescript(_SCHEMA)
        self._count = 0
        self._ids: dict[str, KeySet] = {kind: KeySet() for kind in MAIN}
        self._contents: dict[str, KeySet] = {}
        self._first_id: dict[str, sqlite3.Cursor] = {}

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything."""
        self.db.close()
        with suppress(OSError):
            self._folder.cleanup()

    def load(self, tables: Iterable[Table]) -> Iterator[Problem]:
        """Take in all rows; gives what is wrong with them as they stand."""
        self.db.execute("begin")
        for table in tables:
            if isinstance(table, JsonTable):
                yield from self._load_json(table)
            else:
                yield from self._load_rows(table, kind_of(table.name))
        self.db.execute("commit")
        self.db.executescript(_INDEXES)

    def _load_rows(self, table: Table, kind: str) -> Iterator[Problem]:
        for row in table.rows():
            if isinstance(row, Problem):
                yield row
                continue
            long = _too_long(row, table.name)
            if long:
                yield long
                continue
            body = {
                column: cell.strip() for column, cell in row.cells.items() if isinstance(cell, str) and cell.strip()
            }
            yield from self._take(kind, body, table.name, row)

    def _take(self, kind: str, body: Body, file: str, row: Row) -> Iterator[Problem]:
        """One row, unless it says nothing or was said before."""
        number = row.number
        own = {name: text for name, text in body.items() if name not in ("id", "ID")}
        where = Where(file, number)
        if not own:
            yield Problem(where, Severity.NOTED, "nothing_in_it", body.get("id", "")[: limits.VALUE_SHOWN])
            return
        identifier = body.get("id", body.get("taxonomy_id", "") if kind == "term" else "")
        said = json.dumps(own, ensure_ascii=False, sort_keys=True)
        if kind in MAIN and identifier:
            before = self._ids[kind].add(identifier, said, number)
            if before:
                details = {"first": str(before[0]), "value": identifier[:80], "column": "id"}
                same = before[1]
                yield Problem(
                    Where(file, number, "id"),
                    Severity.NOTED if same else Severity.REFUSED,
                    "same_key_same_row" if same else "same_key_other_row",
                    identifier[: limits.VALUE_SHOWN],
                    details,
                    {} if same else _whole(row),
                )
                return
        if kind == "service_at_location":  # each is told of where it points
            yield from self._keep(kind, identifier, body, file, number)
            return
        repeated = self._contents.setdefault(kind, KeySet()).add(said, identifier, self._count + 1)
        if repeated:
            first, row_of_first = self.db.execute("select id, row from thing where n = ?", repeated[:1]).fetchone()
            same_as = body.get("name", "")[:80] or kind
            details = {"first": str(row_of_first), "same_as": same_as, "value": identifier[:80]}
            yield Problem(where, Severity.NOTED, "repeat", identifier[: limits.VALUE_SHOWN], details)
            if kind in MAIN and identifier:
                self.db.execute("insert or ignore into alias values (?, ?, ?)", (kind, identifier, first))
            return
        yield from self._keep(kind, identifier, body, file, number)

    def _keep(self, kind: str, identifier: str, body: Body, file: str, number: int) -> Iterator[Problem]:
        self._count += 1
        n = self._count
        text = json.dumps(body, ensure_ascii=False)
        self.db.execute("insert into thing values (?, ?, ?, ?, ?, ?)", (n, kind, identifier, file, number, text))
        for column, parent in LINKS.items():
            written = body.get(column)
            if not written or (kind == "organization" and parent == "organization") or written in ("0", "NULL", "null"):
                continue
            ids = [part for part in (piece.strip() for piece in written.split(",")) if part]
            if len(ids) > 1:
                details = {"count": str(len(ids))}
                where = Where(file, number, column)
                yield Problem(where, Severity.NOTED, "several_links", written[: limits.VALUE_SHOWN], details)
            self.db.executemany("insert into link values (?, ?, ?, ?)", [(kind, n, parent, one) for one in ids])

    # JSON: things inside of things

    def _load_json(self, table: JsonTable) -> Iterator[Problem]:
        kind = kind_of(table.path.rpartition(".")[2]) if table.path else ""
        for entry in table.items():
            if isinstance(entry, Problem):
                yield entry
                continue
            number, item = entry
            if not isinstance(item, dict):
                yield Problem(Where(table.name, number), Severity.REFUSED, "not_an_item", str(item)[:200])
                continue
            yield from self._absorb(kind_of_item(item, kind or kind_of(table.name)), item, table.name, number, {})

    def _absorb(
        self, kind: str, item: dict[str, Any], file: str, number: int, parents: dict[str, str]
    ) -> Iterator[Problem]:
        """The thing, and then the things in it, which point back to it."""
        body, inner = _unnested(item)
        for column, identifier in parents.items():
            body.setdefault(column, identifier)
        identifier = body.get("id", "")
        new = yield from self._take_item(kind, identifier, body, file, number)
        if kind in MAIN and identifier:
            parents = {**({} if kind != "service_at_location" else parents), f"{kind}_id": identifier}
        elif kind in ("phone", "contact"):
            parents = {f"{kind}_id": identifier} if identifier else {}
        if not new and kind != "service_at_location":
            inner = [(child, one) for child, one in inner if child in MAIN]  # its details were taken the first time
        for child, one in inner:
            above = {} if child in ("organization", "location", "term") else parents
            if kind == "organization" and child in ("location", "identifier"):
                above = parents
            yield from self._absorb(child, one, file, number, above)

    def _take_item(self, kind: str, identifier: str, body: Body, file: str, number: int) -> Iterator[Problem] | Any:
        """Whether the thing is new: things are repeated inside of others, which is no fault."""
        said = json.dumps({k: v for k, v in body.items() if k not in LINKS}, ensure_ascii=False, sort_keys=True)
        if kind in MAIN and identifier:
            before = self._ids[kind].add(identifier, said, number)
            if before:
                if not before[1] and len(body) > 4:
                    details = {"field": kind, "first": str(before[0])}
                    yield Problem(Where(file, number), Severity.NOTED, "differs_from_first", identifier[:200], details)
                return False
        elif kind not in MAIN:
            key = json.dumps([kind, body], ensure_ascii=False, sort_keys=True)
            if self._contents.setdefault(kind, KeySet()).add(key, "", number):
                return False
        yield from self._keep(kind, identifier, body, file, number)
        return True

    # Questions

    def body(self, n: int) -> Body:
        """One row."""
        text = self.db.execute("select body from thing where n = ?", (n,)).fetchone()[0]
        return dict(json.loads(text))

    def things(self, kind: str) -> Iterator[tuple[int, str, str, int, Body]]:
        """(n, id, file, row, body) of all of a kind, in the order in which they were taken in."""
        reader = self.db.cursor()
        reader.execute("select n, id, file, row, body from thing where kind = ? order by n", (kind,))
        for n, identifier, file, row, body in reader:
            yield n, identifier, file, row, json.loads(body)

    def count(self, kind: str) -> int:
        """How many there are of a kind."""
        return int(self.db.execute("select count(*) from thing where kind = ?", (kind,)).fetchone()[0])

    def children(self, parent: str, identifier: str, kind: str) -> list[tuple[int, Body]]:
        """(n, body) of what points to this one, or to what it repeats."""
        rows = self.db.execute(
            "select distinct thing.n, thing.body from link join thing using (n) where link.parent = ? and link.kind = ?"
            " and link.id in (select ? union select id from alias where kind = ? and first = ?) order by thing.n",
            (parent, kind, identifier, parent, identifier),
        )
        return [(n, json.loads(body)) for n, body in rows]

    def find(self, kind: str, identifier: str) -> Body:
        """The thing of that kind and identifier; empty where there is none."""
        found = self.db.execute("select body from thing where kind = ? and id = ?", (kind, identifier)).fetchone()
        return dict(json.loads(found[0])) if found else {}

    def links_of(self, kind: str, identifier: str, parent: str) -> list[str]:
        """What the thing of that kind and identifier names as its parent of that kind."""
        rows = self.db.execute("select n from thing where kind = ? and id = ?", (kind, identifier)).fetchall()
        return [key for (n,) in rows for name, key in self.links(n) if name == parent]

    def links(self, n: int) -> list[tuple[str, str]]:
        """(kind, id) of what a row points to, repeats replaced by what they repeat."""
        rows = self.db.execute(
            "select link.parent, coalesce(alias.first, link.id) from link left join alias"
            " on alias.kind = link.parent and alias.id = link.id where link.n = ?",
            (n,),
        )
        return list(dict.fromkeys((parent, identifier) for parent, identifier in rows))

    def country(self) -> str:
        """The country of most addresses, else the one in which most places lie; "" where nothing tells."""
        votes: Counter[str] = Counter()
        for _, _, _, _, body in islice(chain(self.things("address"), self.things("location")), 2000):
            if code := read_country(body.get("country", ""), Setting()).value:
                votes[code] += 10
            elif body.get("latitude") and body.get("longitude"):
                position = read_position(body["longitude"], body["latitude"], Setting()).value
                votes.update(code for code in BOXES if position and within(code, *position) and code not in OVERSEAS)
        return votes.most_common(1)[0][0] if votes else ""

    def known(self, kind: str, identifier: str) -> bool:
        """Whether such a thing is here."""
        found = self.db.execute("select 1 from thing where kind = ? and id = ?", (kind, identifier)).fetchone()
        return found is not None


def _unnested(item: dict[str, Any]) -> tuple[Body, list[tuple[str, dict[str, Any]]]]:
    """What an item says itself, and the things in it by kind."""
    body: Body = {}
    inner: list[tuple[str, dict[str, Any]]] = []
    for name, value in item.items():
        child = TABLES.get(name, "")
        if isinstance(value, dict) and child:
            inner.append((child, value))
            if child in ("organization", "location", "service", "term") and "id" in value:
                body.setdefault("taxonomy_term_id" if child == "term" else f"{child}_id", as_text(value["id"]))
        elif isinstance(value, list) and child:
            inner += [(child, one) for one in value if isinstance(one, dict)]
        elif isinstance(value, (dict, list)):
            body |= {name: json.dumps(value, ensure_ascii=False)[: limits.CELL_CHARACTERS]} if value else {}
        elif value is not None and (text := as_text(value).strip()):
            body[name] = text
    return body, inner


def kind_of_item(item: dict[str, Any], told: str) -> str:
    """What an item of JSON is: told by the name of its list or file, else by what it holds."""
    if told:
        return told
    if "location" in item and ("service" in item or "service_id" in item):
        return "service_at_location"
    if "organization" in item or "service_at_locations" in item or "organization_id" in item:
        return "service"
    return (
        "organization"
        if "services" in item or "legal_status" in item
        else "location"
        if "latitude" in item
        else "organization"
    )


def _whole(row: Row) -> dict[str, str]:
    return {name: cell[: limits.ROW_CELL_KEPT] for name, cell in row.cells.items() if isinstance(cell, str)}


def _too_long(row: Row, file: str) -> Problem | None:
    for column, cell in row.cells.items():
        if isinstance(cell, str) and len(cell) > limits.CELL_CHARACTERS:
            details = {"length": str(len(cell)), "limit": str(limits.CELL_CHARACTERS), "column": column}
            where = Where(file, row.number, column)
            return Problem(where, Severity.REFUSED, "cell_too_long", cell[: limits.VALUE_SHOWN], details, _whole(row))
    return None
