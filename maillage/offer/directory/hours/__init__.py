"""Opening hours: OpenStreetMap's `opening_hours`, read, written, and asked. No Django here.

A value is read once and kept, then asked about a moment at a place:

>>> from datetime import datetime
>>> from zoneinfo import ZoneInfo
>>> where = Where(ZoneInfo("Europe/Brussels"))
>>> hours = hours_of("Mo-Fr 09:00-12:00,13:30-16:00; We off")
>>> answer = hours.at(At(datetime(2026, 11, 23, 10, 0, tzinfo=where.zone), where))
>>> answer.state.value, answer.until.isoformat()
('open', '2026-11-23T12:00:00+01:00')

What is not known is never guessed. `PH` (public holidays) and `SH` (school holidays) are asked of `where.holidays`, a
`Holidays`; where it does not know whether a day is one, and it matters, the state is unknown:

>>> hours = hours_of("Mo-Fr 09:00-12:00; PH off")
>>> answer = hours.at(At(datetime(2026, 11, 23, 10, 0, tzinfo=where.zone), where))
>>> answer.state.value, answer.reason.value
('unknown', 'holidays')

What people write is read where it is clear, and kept as text where it is not:

>>> read("du lundi au vendredi de 9h à 12h").value
'Mo-Fr 09:00-12:00'
>>> read("zu den Schulzeiten").understood
False

From the text to the answer: `reading` understands what people write, `grammar` reads the strict notation into a
`tree`, `writing` writes it, `resolution` works a day out, `evaluation` answers. All times are local to the place;
minutes count from midnight.
"""

from .checks import too_long
from .errors import HoursError
from .evaluation import Answer, At, Day, Hours, Opening, hours_of, states_at
from .grammar import parse
from .holidays import UNKNOWN_HOLIDAYS, Holidays
from .reading import Reading, read
from .resolution import Reason
from .tree import Rule, Schedule, State
from .where import Where
from .writing import write, write_span


def checked(text: str) -> str:
    """A value of the strict notation, written the canonical way. Raises HoursError, with the position."""
    return write(parse(" ".join(text.split())))


__all__ = [
    "UNKNOWN_HOLIDAYS",
    "Answer",
    "At",
    "Day",
    "Holidays",
    "Hours",
    "HoursError",
    "Opening",
    "Reading",
    "Reason",
    "Rule",
    "Schedule",
    "State",
    "Where",
    "checked",
    "hours_of",
    "parse",
    "read",
    "states_at",
    "too_long",
    "write",
    "write_span",
]
