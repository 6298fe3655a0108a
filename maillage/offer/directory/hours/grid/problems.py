"""What does not make sense in a grid, and on which day."""

from collections.abc import Iterable
from itertools import pairwise

from maillage.offer.directory.hours.tree import DAY

from .cells import WEEK, Fault, Grid, Problem, Slot

EVENING, NOON = 17 * 60, 12 * 60  # a night begins after the one and ends before the other


def problems_of(grid: Grid) -> list[Problem]:
    """What does not make sense in a grid; nothing where it can be written."""
    found = [Problem(fault, weekday=day) for day in WEEK for fault in _slot_faults(grid.week[day])]
    for day in WEEK if not found else ():
        ends = max((slot.end for slot in grid.week[day] if slot.is_overnight), default=0)
        if any(slot.start < ends for slot in grid.week[(day + 1) % 7]):
            found.append(Problem(Fault.OVERLAPS_NEXT, weekday=day))
    for place, row in enumerate(grid.nth):
        faults = _slot_faults((*row.slots, *grid.week[row.weekday])) if row.slots else [Fault.NO_TIME]
        found += [Problem(fault, nth=place) for fault in faults]
    for place, exception in enumerate(grid.exceptions):
        found += [Problem(fault, exception=place) for fault in _slot_faults(exception.slots)]
        if exception.last < exception.first:
            found.append(Problem(Fault.LAST_BEFORE_FIRST, exception=place))
    if '"' in grid.note:
        found.append(Problem(Fault.QUOTE))
    if not _opens(grid) and (grid.closed_on_public_holidays or grid.school or grid.season):
        found.append(Problem(Fault.NOTHING_OPEN))
    return found


def _slot_faults(slots: Iterable[Slot]) -> list[Fault]:
    ordered = sorted(slots)
    if any(slot.is_overnight and (slot.start < EVENING or slot.end > NOON) for slot in ordered):
        return [Fault.ENDS_BEFORE]
    ends = [slot.end + DAY if slot.is_overnight else slot.end for slot in ordered]
    overlap = any(end > after.start for end, (_before, after) in zip(ends, pairwise(ordered), strict=False))
    return [Fault.OVERLAPS] if overlap else []


def _opens(grid: Grid) -> bool:
    return grid.around_the_clock or any(grid.week) or bool(grid.nth) or bool(grid.access or grid.note)
