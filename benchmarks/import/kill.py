"""kill -9 at random points of one import, again and again: what is there afterwards, each time and at the end.

    .venv/bin/python benchmarks/import/kill.py [--rows 50000] [--kills 50] [--seed 1]

Each time: every record tells of something that is there and nothing stands there without one, the run counted exactly
what was written, and the next call goes on behind it. At the end everything is there once, and another import of the
same file changes nothing. Works in a temporary folder of its own, on SQLite.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lists import records_of, write_list

ROOT = Path(__file__).resolve().parents[2]
TABLES = {
    "organization": "network_organization",
    "location": "directory_location",
    "service": "directory_service",
    "service_at_location": "directory_serviceatlocation",
    "contact_point": "directory_contactpoint",
}


def main() -> None:
    """Kill, look, go on; exit code 1 where anything was half-written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        path, database = Path(folder) / "hospitals.csv", Path(folder) / "db.sqlite3"
        write_list(path, options.rows)
        environment = os.environ | {"MAILLAGE_VAR": folder, "DATABASE_URL": f"sqlite:///{database}"}
        subprocess.run([sys.executable, "-m", "maillage", "migrate", "-v", "0"], env=environment, cwd=ROOT, check=True)
        total = sum(records_of(options.rows).values())
        killed = 0
        started = time.monotonic()
        while killed < options.kills:
            done = _killed(path, database, environment, total * (killed + 1) // (options.kills + 1))
            killed += 1
            written = _look(database)
            print(f"kill {killed:3}: {written:,} of {total:,} records, whole", flush=True)
            if done:
                break
        last = _import(path, environment)
        assert last.wait() == 0, "the last import did not end well"
        assert _look(database) == total, "something is missing, or there twice"
        counts = {kind: _one(database, f"SELECT count(*) FROM {table}") for kind, table in TABLES.items()}
        assert counts == records_of(options.rows), counts
        again = subprocess.run(_line(path), env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert f"{total} as they were" in again.stdout, again.stdout
        print(f"{killed} kills, {total:,} records, each there once; {time.monotonic() - started:.0f} s")


def _killed(path: Path, database: Path, environment: dict[str, str], goal: int) -> bool:
    """Import until about `goal` records, then kill at a random moment; whether it ended before."""
    process = _import(path, environment)
    while process.poll() is None and _progress(database) < goal:
        time.sleep(0.02)
    time.sleep(random.uniform(0, 1.0))  # anywhere in the batch that is being written, or between two
    ended = process.poll() == 0
    process.send_signal(signal.SIGKILL)
    process.wait()
    return ended


def _line(path: Path) -> list[str]:
    return [sys.executable, "-m", "maillage", "import", str(path)]


def _import(path: Path, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(_line(path), env=environment, cwd=ROOT, **quiet)


def _one(database: Path, question: str) -> int:
    link = sqlite3.connect(database, timeout=20)
    try:
        return int(link.execute(question).fetchone()[0] or 0)
    finally:
        link.close()


def _progress(database: Path) -> int:
    return _one(database, "SELECT count(*) FROM directory_sourcerecord")


def _look(database: Path) -> int:
    """Everything that must hold after any kill; how many records are there."""
    written = 0
    for kind, table in TABLES.items():
        orphans = f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT object_id FROM directory_sourcerecord)"
        assert _one(database, orphans) == 0, f"{kind}: something stands there that no record tells of"
        records = _one(database, f"SELECT count(*) FROM directory_sourcerecord WHERE kind = '{kind}'")
        things = _one(database, f"SELECT count(*) FROM {table}")
        assert records == things, f"{kind}: {records} records of {things} things"
        written += things
    counted = _one(database, "SELECT sum(json_extract(counts, '$.imported')) FROM directory_importrun")
    assert counted == written, f"{counted} counted, {written} written"
    assert (
        _one(
            database,
            "SELECT count(*) FROM (SELECT key FROM directory_sourcerecord GROUP BY kind, key HAVING count(*) > 1)",
        )
        == 0
    )
    return written


if __name__ == "__main__":
    main()
