"""How fast files are read and how much memory that takes, beside the standard library in the same run.

    .venv/bin/python benchmarks/exchange/reading.py                 # 1 GB of CSV, 1 GB of JSON
    .venv/bin/python benchmarks/exchange/reading.py --megabytes 50

Each reading is a process of its own: its peak is that of nothing else. `rows` reads cells under headings; `records`
makes organizations, places, services, hours and contacts of them, every cell cleaned and checked.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

ROW = {
    "id": "{n}",
    "nom": "Permanence sociale numéro {n}",
    "organisme": "Organisme {m}",
    "adresse": "Rue de l'Essai {m}",
    "cp": "1030",
    "commune": "Schaerbeek",
    "longitude": "4,38{m}",
    "latitude": "50,86{m}",
    "téléphone": "02 435 {m} 11",
    "courriel": "service{n}@example.org",
    "site": "www.example.org/{n}",
    "horaires": "Lu-Ve 9h-12h, 13h30-16h",
    "langues": "français, néerlandais, arabe",
    "description": "Accueil, écoute et orientation des habitants du quartier. " * 28,
}


def row(n: int) -> dict[str, str]:
    """The row number n: about 2,000 letters, as in a real directory with descriptions."""
    return {name: text.format(n=n, m=10 + n % 80) for name, text in ROW.items()}


def write_csv(path: Path, size: int) -> int:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(ROW))
        writer.writeheader()
        n = 0
        while stream.tell() < size:
            writer.writerows(row(n + one) for one in range(500))
            n += 500
    return n


def write_json(path: Path, size: int) -> int:
    with path.open("w", encoding="utf-8") as stream:
        n = 0
        stream.write('{"total": 1, "services": [\n')
        while stream.tell() < size:
            for _ in range(500):
                stream.write((",\n" if n else "") + json.dumps(row(n), ensure_ascii=False))
                n += 1
        stream.write("]}\n")
    return n


def peer_csv(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.DictReader(stream))


def peer_json(path: Path) -> int:
    with path.open(encoding="utf-8") as stream:
        return len(json.load(stream)["services"])


def our_rows(path: Path) -> int:
    from maillage.offer.directory.exchange import open_source
    from maillage.offer.directory.exchange.formats.tables import Row

    return sum(1 for one in open_source([path]).tables[0].rows() if isinstance(one, Row))


def our_records(path: Path) -> int:
    from maillage.offer.directory.exchange import Record, inspect, records

    seen = inspect([path], country="BE")
    return sum(1 for one in records(seen.source, seen.mapping) if isinstance(one, Record)) if seen.mapping else 0


READINGS: dict[str, Callable[[Path], int]] = {
    "csv.DictReader": peer_csv,
    "json.load": peer_json,
    "rows": our_rows,
    "records": our_records,
}


def measure(name: str, path: Path) -> None:
    """In a child: the count, the seconds of the processor, the peak in MB."""
    start = time.process_time()
    count = READINGS[name](path)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    print(json.dumps([count, seconds, peak]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--only", nargs=2, metavar=("READING", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        measure(options.only[0], Path(options.only[1]))
        return
    size = options.megabytes * 1024 * 1024
    print(f"{'file':8} {'reading':16} {'count':>10} {'per second':>12} {'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for suffix, write, peer in ((".csv", write_csv, "csv.DictReader"), (".json", write_json, "json.load")):
            path = Path(folder) / f"services{suffix}"
            write(path, size)
            for name in (peer, "rows", "records"):
                command = [sys.executable, __file__, "--only", name, str(path)]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    print(f"{suffix[1:]:8} {name:16} stopped: {done.stderr.strip().splitlines()[-1:]}")
                    continue
                count, seconds, peak = json.loads(done.stdout)
                print(f"{suffix[1:]:8} {name:16} {count:>10,} {count / seconds:>12,.0f} {peak:>9,.0f}", flush=True)
            path.unlink()


if __name__ == "__main__":
    main()
