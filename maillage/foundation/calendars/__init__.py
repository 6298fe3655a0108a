"""Public and school holidays, by region: what is known, until when, and what is not. No Django here.

    calendar_for("BE", "BE-WAL").public(date(2027, 7, 21))        True
    calendar_for("FR", "FR-69").school(date(2027, 2, 15))         True
    calendar_for("FR", "FR-69").school(date(2040, 2, 15))         None: the data ends before
    region_of("IT", {"ISTAT": "001272"})                          "IT-TO"

What nobody published is unknown, None, and never "no holiday". docs/decisions/0018-holidays.md says what is covered.
"""

from maillage.foundation.calendars.calendar import Calendar, calendar_for
from maillage.foundation.calendars.codes import municipality_of, region_of
from maillage.foundation.calendars.files import CalendarFileError, read_file, use_folder, write_period
from maillage.foundation.calendars.public import Holiday, Kind
from maillage.foundation.calendars.school import Period, Stretch, coverage

__all__ = [
    "Calendar",
    "CalendarFileError",
    "Holiday",
    "Kind",
    "Period",
    "Stretch",
    "calendar_for",
    "coverage",
    "municipality_of",
    "read_file",
    "region_of",
    "use_folder",
    "write_period",
]
