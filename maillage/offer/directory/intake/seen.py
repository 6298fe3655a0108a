"""What a look at files has met so far: kept in a file that the machine throws away, not in memory."""

import sqlite3
from collections.abc import Iterable
from uuid import UUID

from maillage.offer.directory.exchange.records import Kind

IN_ONE_QUESTION = 400


class Seen:
    """The keys of a dry run, with what they would have become. Millions of them take no memory."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")  # SQLite's own name for a private file that disappears
        self._database.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, object BLOB, content TEXT) WITHOUT ROWID")

    def add(self, rows: Iterable[tuple[Kind, str, UUID, str]]) -> None:
        """Remember keys, each with its object and the fingerprint of what it says."""
        self._database.executemany(
            "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)",
            ((f"{kind} {key}", item.bytes, content) for kind, key, item, content in rows),
        )

    def find(self, kind: Kind, keys: Iterable[str]) -> dict[str, tuple[UUID, str]]:
        """What is known of these keys."""
        wanted = [f"{kind} {key}" for key in keys]
        found: dict[str, tuple[UUID, str]] = {}
        for start in range(0, len(wanted), IN_ONE_QUESTION):
            part = wanted[start : start + IN_ONE_QUESTION]
            marks = ", ".join("?" * len(part))
            question = f"SELECT key, object, content FROM seen WHERE key IN ({marks})"  # noqa: S608 (marks only)
            for key, item, content in self._database.execute(question, part):
                found[key.partition(" ")[2]] = (UUID(bytes=item), content)
        return found

    def close(self) -> None:
        """Give the file back."""
        self._database.close()
