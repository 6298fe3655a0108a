"""SQLite's files: the database and what SQLite keeps beside it. They are their owner's alone."""

from contextlib import suppress
from pathlib import Path

from django.db import connection

BESIDE = ("", "-wal", "-shm", "-journal")


def database_files() -> list[Path]:
    """Those that are there; none on PostgreSQL, or in memory."""
    return [path for path in _places() if path.exists()]


def keep_private() -> None:
    """Let nobody else read them: made by us where there are none yet, because SQLite gives its logs the same mode."""
    # A folder that is missing, or files of somebody else: the database says the one, `maillage doctor` the other.
    with suppress(OSError):
        for path in _places()[:1]:
            path.touch(mode=0o600)
        for path in database_files():
            path.chmod(0o600)


def _places() -> list[Path]:
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return []
    return [Path(f"{connection.settings_dict['NAME']}{end}") for end in BESIDE]
