"""An installation of its own for every test: other processes run in it, as they do on a server."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

KEYS = ("SECRET_KEY", "FIELD_KEYS", "BACKUP_KEY")
# What somebody may have set for themselves, or the browser's tests for their own process.
NOT_INHERITED = {"MAILLAGE_ENV", "EMAIL_URL", "CI", "DJANGO_ALLOW_ASYNC_UNSAFE"}
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Installation:
    """A folder and a database, and the commands one types there."""

    var: Path
    environment: dict[str, str]
    processes: "list[subprocess.Popen[str]]" = field(default_factory=list)

    def run(self, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run `maillage COMMAND` to its end; what it printed and its exit code."""
        return subprocess.run(self._line(command), env=self.environment | more, **self._how(), timeout=120, check=False)

    def start(self, *command: str, **more: str) -> "subprocess.Popen[str]":
        """Start `maillage COMMAND`; it is killed after the test at the latest."""
        process = subprocess.Popen(self._line(command), env=self.environment | more, **self._how())
        self.processes.append(process)
        return process

    def python(self, code: str) -> str:
        """Run a line of Python inside; what it printed."""
        done = self.run("shell", "--no-imports", "-v", "0", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _line(self, command):
        return [sys.executable, "-m", "maillage", *command]

    def _how(self):
        return {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}


def wait_for(condition: Callable[[], object], *, seconds: float = 20) -> bool:
    """Whether the condition came true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return False


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(var: Path, database_url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    keys = {name: Fernet.generate_key().decode() for name in KEYS}
    return kept | keys | {"MAILLAGE_VAR": str(var), "DATABASE_URL": database_url}


class Databases:
    """Makes, copies and removes databases on the engine that the tests run on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = settings.DATABASES["default"]
        self.is_postgres = "postgresql" in self.engine["ENGINE"]

    def url(self, name: str) -> str:
        if not self.is_postgres:
            return f"sqlite:///{self.folder / name}.sqlite3"
        user, host = self.engine["USER"] or "", str(self.engine["HOST"] or "").replace("/", "%2F")
        password = f":{self.engine['PASSWORD']}" if self.engine["PASSWORD"] else ""
        port = f":{self.engine['PORT']}" if self.engine["PORT"] else ""
        return f"postgres://{user}{password}@{host}{port}/{name}"

    def create(self, name: str) -> None:
        if self.is_postgres:
            self._say(f'CREATE DATABASE "{name}"')

    def copy(self, source: str, target: str) -> None:
        if self.is_postgres:
            self._say(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
        else:
            shutil.copy(self.folder / f"{source}.sqlite3", self.folder / f"{target}.sqlite3")

    def drop(self, name: str) -> None:
        if self.is_postgres:
            self._say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _say(self, statement: str) -> None:
        import psycopg

        given = {
            "user": self.engine["USER"],
            "password": self.engine["PASSWORD"],
            "host": self.engine["HOST"],
            "port": self.engine["PORT"],
        }
        with psycopg.connect(
            dbname="postgres", autocommit=True, **{key: value for key, value in given.items() if value}
        ) as link:
            link.execute(statement)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Iterator[tuple[Databases, str]]:
    """A database that `maillage prepare` has made, to be copied."""
    folder = tmp_path_factory.mktemp("databases")
    databases, name = Databases(folder), f"maillage_prepared_{os.getpid()}"
    databases.drop(name)
    databases.create(name)
    done = Installation(folder, _environment(folder, databases.url(name))).run("prepare")
    assert done.returncode == 0, done.stderr
    yield databases, name
    databases.drop(name)


@pytest.fixture
def installation(prepared, tmp_path) -> Iterator[Installation]:
    """A prepared installation without anything in it."""
    databases, source = prepared
    name = f"maillage_test_{os.getpid()}_{time.monotonic_ns()}"
    databases.copy(source, name)
    made = Installation(tmp_path / "var", _environment(tmp_path / "var", databases.url(name)))
    yield made
    for process in made.processes:
        process.kill()
        process.communicate()
    databases.drop(name)


@pytest.fixture
def empty_installation(prepared, tmp_path) -> Iterator[Installation]:
    """An installation whose database has no table."""
    databases, _source = prepared
    name = f"maillage_empty_{os.getpid()}_{time.monotonic_ns()}"
    databases.create(name)
    yield Installation(tmp_path / "empty", _environment(tmp_path / "empty", databases.url(name)))
    databases.drop(name)
