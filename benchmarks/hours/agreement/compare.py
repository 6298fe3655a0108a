"""Over a year, minute by minute: do we say what opening_hours.js says, of every value that both read?

It needs Node and the npm package `opening_hours` 3.x, in a folder outside of the project:

    mkdir FOLDER && cd FOLDER && npm install opening_hours@3
    .venv/bin/python benchmarks/hours/agreement/compare.py VALUES.tsv --oracle FOLDER [--every 10]

The oracle reads the value as it was written, we as `read` understands it; the place is Berlin, and the holidays are
those of the oracle, so that only the engines are compared. A list of 30,000 values takes a quarter of an hour.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from maillage.offer.directory.hours import Where, hours_of, read
from maillage.offer.directory.hours.survey import lines_of

ZONE = ZoneInfo("Europe/Berlin")
FIRST, LAST = date(2026, 1, 1), date(2027, 1, 1)
SCRIPT = Path(__file__).with_name("oracle.js")
WANTED = 0.99

Spans = list[tuple[int, int, str]]


class OracleHolidays:
    """The public and school holidays of the oracle's own calendar."""

    def __init__(self, oracle: "Oracle") -> None:
        public, school = oracle.ask(["PH", "SH"], FIRST - timedelta(days=40), LAST + timedelta(days=40))
        self._public, self._school = _days_of(public), _days_of(school)

    def public(self, day: date) -> bool | None:
        """Whether the oracle has a public holiday."""
        return day in self._public

    def school(self, day: date) -> bool | None:
        """Whether the oracle has school holidays."""
        return day in self._school


class Oracle:
    """opening_hours.js, asked in another process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if shutil.which("node") is None or not (folder / "node_modules" / "opening_hours").is_dir():
            sys.exit(f"No oracle: install Node, then run `npm install opening_hours@3` in {folder}.")

    def ask(self, values: list[str], first: date, last: date) -> list[Spans | None]:
        """The spans of each value between two midnights in Berlin; None where the oracle cannot read it."""
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(values, file)
            file.flush()
            told = subprocess.run(
                ["node", str(SCRIPT), file.name, f"{first}T00:00", f"{last}T00:00"],
                env={**os.environ, "TZ": ZONE.key, "NODE_PATH": str(self._folder / "node_modules")},
                capture_output=True,
                text=True,
                check=True,
            )
        answers = [json.loads(line) for line in told.stdout.splitlines()]
        return [None if isinstance(answer, dict) else [tuple(span) for span in answer] for answer in answers]


def main() -> None:
    """Print the shares, and every value on which we differ for more than one minute in a hundred."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--oracle", type=Path, required=True, help="the folder where the npm package is installed")
    parser.add_argument("--every", type=int, default=1, help="only every so many values")
    options = parser.parse_args()
    readings = [(uses, read(text)) for uses, text in lines_of(options.file)[:: options.every]]
    ours = [(uses, reading) for uses, reading in readings if reading.understood]
    oracle = Oracle(options.oracle)
    where = Where(ZONE, OracleHolidays(oracle), 52.52, 13.405)
    answers = oracle.ask([reading.text for _uses, reading in ours], FIRST, LAST)
    compared = [
        (uses, reading, _agreement(_spans_of(reading.value, where), answer))
        for (uses, reading), answer in zip(ours, answers, strict=True)
        if answer is not None
    ]
    shares = [share for _uses, _reading, share in compared]
    differing = sorted((each for each in compared if each[2] < WANTED), key=lambda each: -each[0])
    print(f"{len(readings):,} values, {len(ours):,} understood by us, {len(compared):,} of them by the oracle too")
    print(f"instants that agree: {sum(shares) / len(shares):.4%}")
    print(f"weighted by use:     {sum(u * s for u, _r, s in compared) / sum(u for u, _r, _s in compared):.4%}")
    print(f"values that agree on {WANTED:.0%} of the instants: {1 - len(differing) / len(compared):.4%}")
    for uses, reading, share in differing:
        print(f"{uses}\t{share:.4f}\t{reading.text}\t{reading.value}")


def _spans_of(value: str, where: Where) -> Spans:
    days = hours_of(value).days(FIRST - timedelta(days=1), (LAST - FIRST).days + 1, where)
    return [
        (int(each.start.timestamp()) // 60, int(each.end.timestamp()) // 60, each.state.value)
        for day in days
        for each in day.openings
    ]


def _agreement(ours: Spans, theirs: Spans) -> float:
    first, last = (int(datetime(*day.timetuple()[:3], tzinfo=ZONE).timestamp()) // 60 for day in (FIRST, LAST))
    minutes = last - first
    mine, other = bytearray(minutes), bytearray(minutes)
    for spans, line in ((ours, mine), (theirs, other)):
        for start, end, state in spans:
            begin, stop = max(int(start) - first, 0), min(int(end) - first, minutes)
            if begin < stop:
                line[begin:stop] = (b"o" if state == "open" else b"u") * (stop - begin)
    if mine == other:
        return 1.0
    return sum(one == two for one, two in zip(mine, other, strict=True)) / minutes


def _days_of(spans: Spans | None) -> set[date]:
    found: set[date] = set()
    for start, end, _state in spans or []:
        day, last = (datetime.fromtimestamp(minute * 60, ZONE).date() for minute in (start, end))
        while day < last:
            found.add(day)
            day += timedelta(days=1)
    return found


if __name__ == "__main__":
    main()
