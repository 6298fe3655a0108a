"""How fast a list comes in, and in how much memory, beside a naive loop and Django's loaddata in the same run.

    .venv/bin/python benchmarks/import/speed.py [--rows 50000] [--peer-rows 2000] [FILE.csv ...]

Each runs in a process of its own, on a new SQLite database. A record is one organization, place, service, service at a
place or contact. The naive loop looks each record up by its identifier and saves it, in transactions of 500 rows: no
fingerprints, no report, no resuming. loaddata reads the same objects from a fixture.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from lists import records_of, write_list

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Print one line a way of importing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--peer-rows", type=int, default=2_000)
    parser.add_argument("--naive", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.naive:
        naive(options.naive)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large, small = folder / "large.csv", folder / "small.csv"
        write_list(large, options.rows)
        write_list(small, options.peer_rows)
        rate = _ours(folder, "made-up list", [large])
        if options.files:
            _ours(folder, "given files", options.files)
        records = sum(records_of(options.peer_rows).values())
        environment = _database(folder, "naive")
        _line("naive loop", records, _run([sys.executable, __file__, "--naive", str(small)], environment), rate)
        fixture = folder / "fixture.json"
        models = ["network.organization", "directory.location", "directory.service"]
        models += ["directory.serviceatlocation", "directory.contactpoint"]
        _command(["dumpdata", *models, "-o", str(fixture)], environment)
        count = len(json.loads(fixture.read_text(encoding="utf-8")))
        environment = _database(folder, "fixture")
        _line("loaddata", count, _run([sys.executable, "-m", "maillage", "loaddata", str(fixture)], environment), rate)


def _ours(folder: Path, what: str, files: list[Path]) -> float:
    environment = _database(folder, what.replace(" ", "-"))
    line = [sys.executable, "-m", "maillage", "import", *map(str, files), "--json"]
    first = 0.0
    for turn in ("first", "second"):
        ran = _run(line, environment)
        counts = json.loads(ran.said)["counts"]
        records = sum(counts.get(name, 0) for name in ("imported", "changed", "unchanged", "refused"))
        _line(f"maillage import, {what}, {turn} run", records, ran, 0.0)
        first = first or records / ran.processor
    return first


def naive(path: Path) -> None:
    """What one writes in an afternoon: look each thing up, change it or make it, save it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.db import transaction

    from maillage.foundation.common.texts import TranslatedText
    from maillage.foundation.network.models import Organization
    from maillage.offer.directory.models import ContactPoint, Location, Service, ServiceAtLocation

    def text(words: str) -> TranslatedText:
        return TranslatedText.written(words, "fr")

    def take(row: dict[str, str]) -> None:
        hospital = row["hospital_name"].lower().replace(" ", "-")
        owner, _made = Organization.objects.update_or_create(
            slug=hospital, defaults={"name": text(row["hospital_name"])}
        )
        address = {
            "address_1": row["street"],
            "postal_code": row["postcode"],
            "city": row["city"],
            "country": row["cc"],
        }
        point = {"longitude": float(row["lon"]), "latitude": float(row["lat"])}
        place, _made = Location.objects.update_or_create(
            organization=owner, address_2=row["id"], defaults={"name": text(row["site_name"]), **address, **point}
        )
        values = {"organization": owner, "name": text(row["site_name"]), "state": "published"}
        service, _made = Service.objects.update_or_create(slug=f"site-{row['id']}", defaults=values)
        ServiceAtLocation.objects.update_or_create(service=service, location=place)
        for kind, value in (("phone", row["tel"]), ("website", row["url"])):
            ContactPoint.objects.update_or_create(service=service, kind=kind, defaults={"value": value})

    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for start in range(0, len(rows), 500):
        with transaction.atomic():
            for row in rows[start : start + 500]:
                take(row)


def _database(folder: Path, name: str) -> dict[str, str]:
    environment = os.environ | {"MAILLAGE_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder / name}.sqlite3"}
    _command(["migrate", "-v", "0"], environment)
    return environment


def _command(words: list[str], environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "maillage", *words], env=environment, cwd=ROOT, check=True)


@dataclass(frozen=True)
class Ran:
    """What a process took: seconds by the clock and of the processor, its peak of memory in MB, what it said."""

    clock: float
    processor: float
    memory: float
    said: str


def _run(line: list[str], environment: dict[str, str]) -> Ran:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        started = time.monotonic()
        process = subprocess.Popen(line, env=environment, cwd=ROOT, stdout=said)
        _pid, _status, usage = os.wait4(process.pid, 0)
        clock = time.monotonic() - started
        said.seek(0)
        peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
        return Ran(clock, usage.ru_utime + usage.ru_stime, peak, said.read())


def _line(what: str, records: int, ran: Ran, ours: float) -> None:
    """Ratios are of the processor's time: waiting for others does not count."""
    rate = records / ran.processor
    beside = f", ours is {ours / rate:.1f} times as fast" if ours else ""
    rates = f"{records / ran.clock:7,.0f} a second by the clock, {rate:7,.0f} of the processor"
    print(f"{what:46} {records:8,} records {rates}, peak {ran.memory:.0f} MB{beside}", flush=True)


if __name__ == "__main__":
    main()
