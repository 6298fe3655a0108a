"""Which days are holidays: what a schedule asks whoever keeps the calendars of the place."""

from datetime import date
from typing import Protocol


class Holidays(Protocol):
    """The holidays of one place. Each answer is True, False, or None where the calendar does not say: unknown."""

    def public(self, day: date) -> bool | None:
        """Whether `day` is a public holiday there (`PH`)."""

    def school(self, day: date) -> bool | None:
        """Whether `day` lies in the school holidays there (`SH`); None beyond the end of the data."""


class NoHolidays:
    """Nothing is known about any day: the calendar of a place whose region nobody told us."""

    def public(self, day: date) -> bool | None:
        """Unknown."""
        return None

    def school(self, day: date) -> bool | None:
        """Unknown."""
        return None


UNKNOWN_HOLIDAYS = NoHolidays()
