"""One whole import of a large list: how long it takes, how much memory, and the same file a second time.

    .venv/bin/python benchmarks/import/large.py [--megabytes 1024] [--folder FOLDER]

The list is a CSV file made on the spot: services with long descriptions, about 5,000 letters a row, six records each.
Each run is a process of its own, on SQLite; the database and the file lie in a temporary folder (of FOLDER, where it is
given) and need five times the size of the file.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
HEADINGS = "id,nom,organisme,adresse,cp,commune,longitude,latitude,téléphone,courriel,site,horaires,langues,description"
SENTENCE = "Accueil, écoute et orientation numéro {n} des habitants du quartier, sans rendez-vous et gratuitement. "


def main() -> None:
    """Write the list, import it twice, print one line each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "services.csv"
        rows = write_list(path, options.megabytes * MEGABYTE)
        print(f"{path.stat().st_size / MEGABYTE:,.0f} MB, {rows:,} rows", flush=True)
        database = f"sqlite:///{Path(folder) / 'db.sqlite3'}"
        environment = os.environ | {"MAILLAGE_VAR": folder, "DATABASE_URL": database}
        subprocess.run([sys.executable, "-m", "maillage", "migrate", "-v", "0"], env=environment, cwd=ROOT, check=True)
        for turn in ("first", "second"):
            _import(turn, path, environment)


def write_list(path: Path, size: int) -> int:
    """Write rows until the file has `size` bytes; how many they are."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS + "\n")
        while file.tell() < size:
            for number in range(number + 1, number + 501):  # noqa: B020 (on purpose: it goes on where it was)
                where = f"Rue de l'Essai {number % 300},1030,Schaerbeek,4.{number % 99999:05},50.{number % 99999:05}"
                reach = f"02 435 {10 + number % 80} 11,service{number}@example.org,www.example.org/{number}"
                says = SENTENCE.format(n=number) * (4800 // len(SENTENCE))
                names = f"Permanence sociale numéro {number},Organisme {number // 5}"
                file.write(f'{number},{names},{where},{reach},"Lu-Ve 9h-12h, 13h30-16h","français, arabe","{says}"\n')
    return number


def _import(turn: str, path: Path, environment: dict[str, str]) -> None:
    line = [sys.executable, "-m", "maillage", "import", str(path), "--country", "BE", "--json"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        started = time.monotonic()
        process = subprocess.Popen(line, env=environment, cwd=ROOT, stdout=said)
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        said.seek(0)
        counts = json.load(said)["counts"]
    records = sum(counts.get(name, 0) for name in ("imported", "changed", "unchanged", "refused"))
    processor = usage.ru_utime + usage.ru_stime
    rates = f"{records / seconds:,.0f} a second by the clock, {records / processor:,.0f} of the processor"
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else MEGABYTE)
    ended = os.waitstatus_to_exitcode(status)
    print(f"{turn} run: {records:,} records in {seconds:,.0f} s ({rates}), peak {peak:,.0f} MB, exit code {ended}")
    print(f"  {counts}", flush=True)


if __name__ == "__main__":
    main()
