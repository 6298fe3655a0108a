"""A copy of the whole database, taken while people work in it, and a database made again from such a copy.

SQLite copies through its own backup interface, PostgreSQL through `pg_dump`: both see one moment, not several.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection

# Everything of ours, then the copy, in one transaction: either the old database stays or the new one is complete.
CLEAR_POSTGRES = "SET lock_timeout = '30s'; DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;\n"


def copy_database(target: Path) -> None:
    """Write a copy of the database, as of this moment, to `target`."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
            # The copy travels alone: without the write-ahead log that would otherwise belong beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
    else:
        with target.open("wb") as out:
            _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges"], stdout=out)


def refuse_a_broken_copy(source: Path) -> None:
    """Raise CommandError where the copy itself cannot be read, before anything is replaced by it."""
    if connection.vendor == "sqlite":
        try:
            with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
                answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            answer = str(error)
        if answer != "ok":
            raise CommandError(f"The copy of the database is damaged ({answer}): nothing was changed.")
    else:
        _run(["pg_restore", "--list", str(source)], stdout=subprocess.DEVNULL)


def replace_database(source: Path) -> None:
    """Make the database what the copy holds; what it held before is gone. At once, or, on an error, not at all."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(source)) as copy:
            copy.backup(connection.connection)
        return
    script = source.with_suffix(".sql")
    _run(["pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(source)])
    connection.close()
    with script.open("rb") as statements:
        psql = [_program("psql"), "--quiet", "--no-psqlrc", "--single-transaction", "--set", "ON_ERROR_STOP=1"]
        started = subprocess.Popen(  # noqa: S603
            [*psql, "--command", CLEAR_POSTGRES, "--file", "-"],
            stdin=statements, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_postgres_environment(), text=True,
        )  # fmt: skip
        _output, errors = started.communicate()
    if started.returncode:
        raise CommandError(f"psql could not restore the database, which stays as it was: {_first_line(errors)}")


def _run(command: list[str], **how: object) -> None:
    done = subprocess.run(  # noqa: S603
        [_program(command[0]), *command[1:]], stderr=subprocess.PIPE, env=_postgres_environment(), check=False, **how,
    )  # fmt: skip
    if done.returncode:
        raise CommandError(f"{command[0]} failed: {_first_line(done.stderr.decode(errors='replace'))}")


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "it gave no reason")


def _program(name: str) -> str:
    """Where PostgreSQL's program is; raises CommandError where it is not installed."""
    if path := shutil.which(name):
        return path
    raise CommandError(f"{name} is not installed: install PostgreSQL's client programs (Debian: postgresql-client).")


def _postgres_environment() -> dict[str, str]:
    """How PostgreSQL's programs find our database: in their environment, which no other user of the machine reads."""
    given = connection.settings_dict
    wanted = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    found = {name: str(given[key]) for name, key in wanted.items() if given.get(key)}
    found |= {"PGSSLMODE": given["OPTIONS"]["sslmode"]} if "sslmode" in given.get("OPTIONS", {}) else {}
    return os.environ | found
