"""How long it takes to say which of 10,000 services are open: ours beside opening-hours-py, in the same run.

    .venv/bin/python benchmarks/hours/speed.py VALUES.tsv

The file holds lines of: number of uses, tab, value. Each value is first brought into the notation (`read`), so that
both engines are given the same text; those that opening-hours-py cannot read are left out for both.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from opening_hours import OpeningHours

from maillage.foundation.calendars import calendar_for
from maillage.offer.directory.hours import At, Where, hours_of, parse, read, states_at
from maillage.offer.directory.hours.evaluation import Hours
from maillage.offer.directory.hours.survey import lines_of

ZONE = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=ZONE)
WANTED = 10_000
ROUNDS = 7


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
    print(f"{NOW:%A %d %B %Y %H:%M}, Brussels, {WANTED:,} services, milliseconds of one core, best of {ROUNDS}\n")
    print("| values | what is measured | ours | opening-hours-py | ratio |")
    print("|---|---|---:|---:|---:|")
    _rows(f"as they are used ({len(set(drawn)):,} distinct)", drawn)
    _rows("all distinct", distinct[:WANTED])


def _rows(name: str, values: list[str]) -> None:
    where = Where(ZONE, calendar_for("BE", "BE-BRU"), 50.85, 4.35)
    _row(name, "cold: read, and answer", lambda: _cold(values, where), lambda: _peer_cold(values), rounds=1)
    kept = {value: OpeningHours(value, timezone=ZONE, country="BE") for value in values}
    states_at(values, At(NOW, where))
    _row(name, "warm: answer", lambda: states_at(values, At(NOW, where)), lambda: _peer_warm(values, kept))
    tomorrow = iter(NOW.replace(month=month) for month in range(1, 12))
    _row(name, "a day never asked for", lambda: states_at(values, At(next(tomorrow), where)), None, rounds=1)


def _row(
    name: str, what: str, ours: Callable[[], object], peer: Callable[[], object] | None, rounds: int = ROUNDS
) -> None:
    mine = _best(ours, rounds)
    theirs = _best(peer, rounds) if peer else None
    told = f"{theirs:,.1f} | {theirs / mine:,.1f} times" if theirs else "| "
    print(f"| {name} | {what} | {mine:,.1f} | {told} |")


def _best(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def _cold(values: list[str], where: Where) -> list[object]:
    """Nothing kept from before; a value that comes twice is read once, as in a real list."""
    hours_of.cache_clear()
    parse.cache_clear()
    at = At(NOW, where)
    made: dict[str, Hours] = {}
    return [(made.get(value) or made.setdefault(value, Hours(parse(value)))).state(at) for value in values]


def _peer_cold(values: list[str]) -> list[bool]:
    made: dict[str, OpeningHours] = {}
    naive = NOW
    return [
        (made.get(value) or made.setdefault(value, OpeningHours(value, timezone=ZONE, country="BE"))).is_open(naive)
        for value in values
    ]


def _peer_warm(values: list[str], kept: dict[str, OpeningHours]) -> list[bool]:
    return [kept[value].is_open(NOW) for value in values]


def _peer_reads(value: str) -> bool:
    try:
        OpeningHours(value)
    except Exception:  # whatever it cannot read
        return False
    return True


if __name__ == "__main__":
    main()
