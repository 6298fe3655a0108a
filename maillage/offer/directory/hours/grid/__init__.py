"""A week as people fill it in: a few times a day, first Mondays, holidays, a season, dated exceptions, a note.

`schedule_of` makes the schedule, `grid_of` finds the grid that a schedule came from, or None where a grid cannot say
it: then it stays as it is written. A grid that comes back says the same: `schedule_of(grid_of(s))` means what `s`
means.
`problems_of` says what does not make sense, and on which day.
"""

from .cells import Access, Deviation, Fault, Grid, Nth, Problem, School, Season, Slot
from .problems import problems_of
from .reading import grid_of
from .writing import schedule_of

__all__ = [
    "Access",
    "Deviation",
    "Fault",
    "Grid",
    "Nth",
    "Problem",
    "School",
    "Season",
    "Slot",
    "grid_of",
    "problems_of",
    "schedule_of",
]
