"""School holidays: dated periods, each with its source and the days between which it is complete.

Periods come from the JSON files in `data/`, and from those that an administrator added (`files`); a later one wins
within its own days. What no period covers is unknown.
"""

import bisect
import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from maillage.foundation.calendars import files

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Stretch:
    """Consecutive days, `first` and `last` included."""

    first: date
    last: date
    name: str


@dataclass(frozen=True)
class Period:
    """What is known of the school holidays of a region between two days, both included.

    `unsure` are days of which sources differ, or that only a part of the region has off: their answer is unknown.
    """

    region: str
    known_from: date
    known_until: date
    source: str
    holidays: tuple[Stretch, ...]
    unsure: tuple[Stretch, ...] = ()
    name: str = ""
    added: bool = False
    _starts: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(stretch.first for stretch in self.holidays))

    def stretch_on(self, day: date) -> Stretch | None:
        """The holiday in which a day lies."""
        place = bisect.bisect_right(self._starts, day) - 1
        return self.holidays[place] if place >= 0 and self.holidays[place].last >= day else None

    def is_unsure(self, day: date) -> bool:
        """Whether a day lies in a stretch of which we are not sure."""
        return any(stretch.first <= day <= stretch.last for stretch in self.unsure)


def holiday_on(region: str, day: date) -> bool | None:
    """Whether a day lies in the school holidays of a school region; None where nobody told us."""
    for period in _periods().get(region, ()):
        if period.known_from <= day <= period.known_until:
            return None if period.is_unsure(day) else period.stretch_on(day) is not None
    return None


def name_on(region: str, day: date) -> str:
    """The name of the holiday in which a day lies, or an empty text."""
    for period in _periods().get(region, ()):
        if period.known_from <= day <= period.known_until:
            stretch = period.stretch_on(day)
            return stretch.name if stretch else ""
    return ""


def known_until(region: str) -> date | None:
    """The last day that is known, without a gap, after the first; None where nothing is."""
    end: date | None = None
    for period in sorted(_periods().get(region, ()), key=lambda each: each.known_from):
        if end is None or period.known_from <= end + timedelta(days=1):
            end = max(period.known_until, end or period.known_until)
    return end


def coverage() -> tuple[Period, ...]:
    """Every period we have, by region and day: what is covered, until when, says whom."""
    return tuple(
        sorted((each for all_ in _periods().values() for each in all_), key=lambda each: (each.region, each.known_from))
    )


def period_from_json(region: str, data: dict[str, Any], *, added: bool = False) -> Period:
    """A period as it is written in a file; raises KeyError, TypeError or ValueError where it is not one."""
    return Period(
        region=region,
        known_from=date.fromisoformat(data["from"]),
        known_until=date.fromisoformat(data["until"]),
        source=data["source"],
        holidays=_stretches(data["holidays"]),
        unsure=_stretches(data.get("unsure", ())),
        name=data.get("name", ""),
        added=added,
    )


def _stretches(rows: Iterable[tuple[str, str, str]]) -> tuple[Stretch, ...]:
    made = (Stretch(date.fromisoformat(first), date.fromisoformat(last), name) for first, last, name in rows)
    return tuple(sorted(made, key=lambda each: each.first))


def _periods() -> dict[str, tuple[Period, ...]]:
    return _all_periods(files.generation())


@functools.lru_cache(maxsize=2)
def _all_periods(generation: int) -> dict[str, tuple[Period, ...]]:
    """Periods by region, those that win first; read again when the folder of an administrator changed."""
    found: dict[str, list[Period]] = {}
    for path in sorted(_DATA.glob("*.json")):
        for region, data in json.loads(path.read_text(encoding="utf-8"))["regions"].items():
            found.setdefault(region, []).append(period_from_json(region, data))
    for region, data in files.added_periods():
        found.setdefault(region, []).insert(0, period_from_json(region, data, added=True))
    return {region: tuple(all_) for region, all_ in found.items()}
