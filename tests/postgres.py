"""`python -m tests.postgres`: prints the address of a PostgreSQL server on which the tests can make databases.

`TEST_POSTGRES_URL` names one; otherwise a server on this machine is asked. Where none answers it says so and prints
nothing, which skips these tests; where `CI=true` that is a failure.
"""

import hashlib
import os
import sys
from pathlib import Path

import psycopg

LOCAL = ["postgres://postgres@127.0.0.1:5432/postgres", "postgres:////var/run/postgresql/postgres"]


def answers(url: str) -> bool:
    """Whether the server lets us in and lets us make databases."""
    # django-environ writes a socket's folder where libpq wants a host.
    address = url.replace("postgres:////var/run/postgresql/", "postgres:///")
    try:
        with psycopg.connect(address, connect_timeout=3) as link:
            row = link.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


def of_our_own(url: str) -> str:
    """The same server with a database name of this checkout's own: two of them may be tested at once."""
    server, query, options = url.partition("?")
    name = hashlib.sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:8]
    return f"{server.rpartition('/')[0]}/maillage_{name}{query}{options}"


def main() -> int:
    """Print the address, or why there is none; the exit code."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if url := next(filter(answers, [given] if given else LOCAL), None):
        print(of_our_own(url))
        return 0
    reason = (
        f"{'TEST_POSTGRES_URL does not let' if given else 'No PostgreSQL on this machine lets'} us in to make databases"
    )
    required = bool(given) or os.environ.get("CI") == "true"
    print(f"{reason}: {'that is an error here' if required else 'the tests run on SQLite only'}.", file=sys.stderr)
    return int(required)


if __name__ == "__main__":
    sys.exit(main())
