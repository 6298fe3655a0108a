"""Where a schedule holds: its clock, its calendar, its sun."""

from dataclasses import dataclass
from datetime import date, tzinfo

from .clock import minute_on
from .holidays import UNKNOWN_HOLIDAYS, Holidays
from .sun import sun_at
from .tree import Event


@dataclass(frozen=True)
class Where:
    """A time zone (IANA), its holidays, and coordinates in degrees (WGS 84); what is not told is unknown.

    Without coordinates `sunrise` and the like are unknown times; without holidays every day may be one.
    """

    zone: tzinfo
    holidays: Holidays = UNKNOWN_HOLIDAYS
    latitude: float | None = None
    longitude: float | None = None

    def sun(self, event: Event, day: date) -> int | None:
        """The minute of `day`, by the clock there, at which the event happens; None: unknown."""
        if self.latitude is None or self.longitude is None:
            return None
        moment = sun_at(event, day, self.latitude, self.longitude)
        return None if moment is None else minute_on(day, moment, self.zone)
