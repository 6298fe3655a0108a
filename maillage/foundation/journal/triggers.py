"""The triggers that make the journal append-only, on SQLite and on PostgreSQL.

Only two things lift them, both through `lifted()`: the flush between tests, and the retention command, which writes
what it removed into the journal itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS

TABLE = "journal_entry"
NAMES = {
    "sqlite": ("journal_no_update", "journal_no_delete", "journal_no_replace"),
    "postgresql": ("journal_no_update", "journal_no_delete"),
}

CREATE = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS journal_no_update BEFORE UPDATE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
        f"CREATE TRIGGER IF NOT EXISTS journal_no_delete BEFORE DELETE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
        # REPLACE INTO deletes the row in its way without a word to the trigger above.
        "CREATE TRIGGER IF NOT EXISTS journal_no_replace BEFORE INSERT ON journal_entry "
        "WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
        f"CREATE OR REPLACE TRIGGER journal_no_update BEFORE UPDATE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()",
        f"CREATE OR REPLACE TRIGGER journal_no_delete BEFORE DELETE OR TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()",
    ],
}
DROP = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in NAMES["sqlite"]],
    "postgresql": [f"DROP TRIGGER IF EXISTS {name} ON {TABLE}" for name in NAMES["postgresql"]],
}
LIST = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    # Origin or always: one that is disabled, or enabled for replicas only, protects nothing here.
    "postgresql": "SELECT tgname FROM pg_trigger "
    "WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


def create_triggers(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Create the triggers; does nothing where they exist."""
    _run(connections[using], CREATE)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, for a flush whose post_migrate creates them again; for a block of code use `lifted`."""
    _run(connection, DROP)


def missing_triggers(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The names of the triggers that should be there and are not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(LIST[connection.vendor], [TABLE])
        return set(NAMES[connection.vendor]) - {row[0] for row in cursor.fetchall()}


@contextmanager
def lifted(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run a block without the triggers, in one transaction that puts them back or undoes everything."""
    with transaction.atomic(using=using):
        _run(connections[using], DROP)
        yield
        _run(connections[using], CREATE)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
