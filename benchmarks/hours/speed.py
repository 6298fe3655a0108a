"""How long it takes to say which of 10,000 services are open: ours beside opening-hours-py, in the same run.

    .venv/bin/python benchmarks/hours/speed.py VALUES.tsv

The file holds lines of: number of uses, tab, value. Each value is first brought into the notation (`read`), so that
both engines are given the same text; those that opening-hours-py cannot read are left out for both. Of what is asked
again the best round is shown; a day can be new only once, so of new days the middle one.
"""

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from opening_hours import OpeningHours

from maillage.foundation.calendars import calendar_for
from maillage.offer.directory.hours import At, State, Where, read, states_at
from maillage.offer.directory.hours.survey import lines_of

ZONE = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=ZONE)
WANTED = 10_000
ROUNDS = 7
PACKAGE = "maillage.offer.directory.hours"

Work = Callable[[], object]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    pairs = [(uses, read(text).value) for uses, text in lines_of(parser.parse_args().file)]
    pairs = [(uses, value) for uses, value in pairs if value and _peer_reads(value)]
    chance = random.Random(2026)
    drawn = chance.choices([value for _, value in pairs], weights=[uses for uses, _ in pairs], k=WANTED)
    distinct = list(dict.fromkeys(value for _, value in pairs))
    chance.shuffle(distinct)
    read.cache_clear()
    gc.collect()
    gc.freeze()  # the list that was prepared is no part of what is measured
    print(f"{NOW:%A %d %B %Y %H:%M}, Brussels, {WANTED:,} services, milliseconds of one core\n")
    print("| values | what is measured | ours | opening-hours-py | ratio |")
    print("|---|---|---:|---:|---:|")
    _rows(f"as they are used ({len(set(drawn)):,} distinct)", drawn)
    _rows("all distinct", distinct[:WANTED])


def _rows(name: str, values: list[str]) -> None:
    where = Where(ZONE, calendar_for("BE", "BE-BRU"), 50.85, 4.35)
    kept = {value: OpeningHours(value, timezone=ZONE, country="BE") for value in values}

    def ours(moment: datetime) -> Work:
        return lambda: states_at(values, At(moment, where))

    def theirs(moment: datetime) -> Work:
        return lambda: [kept[value].is_open(moment) for value in values]

    _row(f"{name} | cold: read, and answer", [lambda: _cold(values, where)] * 3, [lambda: _peer_cold(values)] * 3, min)
    _row(f"{name} | warm: answer", [ours(NOW)] * ROUNDS, [theirs(NOW)] * ROUNDS, min)
    days = [NOW + timedelta(days=days) for days in range(1, 7)]
    _row(f"{name} | warm: a weekday never asked for", [*map(ours, days)], [*map(theirs, days)], median)
    weeks = [NOW + timedelta(weeks=weeks) for weeks in range(1, 1 + ROUNDS)]
    _row(f"{name} | warm: a date never asked for", [*map(ours, weeks)], [*map(theirs, weeks)], median)


def _row(label: str, ours: list[Work], theirs: list[Work], chosen: Callable[[list[float]], float]) -> None:
    mine, other = chosen(_times(ours)), chosen(_times(theirs))
    print(f"| {label} | {mine:,.1f} | {other:,.1f} | {other / mine:,.1f} times |")


def _times(work: list[Work]) -> list[float]:
    times = []
    for do in work:
        start = time.process_time()
        do()
        times.append((time.process_time() - start) * 1000)
    return times


def _cold(values: list[str], where: Where) -> list[State]:
    """Nothing is kept from before, neither values nor the rules they share."""
    for name, module in list(sys.modules.items()):
        if name.startswith(PACKAGE):
            for found in vars(module).values():
                if hasattr(found, "cache_clear"):
                    found.cache_clear()
    return states_at(values, At(NOW, where))


def _peer_cold(values: list[str]) -> list[bool]:
    made: dict[str, OpeningHours] = {}
    return [
        (made.get(value) or made.setdefault(value, OpeningHours(value, timezone=ZONE, country="BE"))).is_open(NOW)
        for value in values
    ]


def _peer_reads(value: str) -> bool:
    try:
        OpeningHours(value)
    except Exception:  # whatever it cannot read
        return False
    return True


if __name__ == "__main__":
    main()
