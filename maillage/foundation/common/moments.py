"""When, as people say it: "3 weeks ago", "Thursday, 13 November". Babel knows how, in every language."""

import re
from datetime import date, datetime, timedelta

from babel.dates import format_date, format_timedelta
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext

from maillage.foundation.common.languages import reader_locale

YEAR = re.compile(r"[,،]?\s*y+$")
MONTH = re.compile(r"\s*MMMM\s*")


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long ago, in one unit of days, weeks, months or years: "il y a 1 an", "vor 2 Wochen"; "today" for today.

    Days are those of the reader's calendar: ten in the evening is yesterday at eight in the morning.
    """
    days = _days(moment, now)
    if days <= 0:
        return gettext("today")
    return str(
        format_timedelta(
            timedelta(days=-days), granularity="day", threshold=1, add_direction=True, locale=reader_locale()
        )
    )


def lasting(moment: datetime, now: datetime | None = None) -> str:
    """The same without a direction, for how long something waits: "2 Wochen"."""
    days = max(0, _days(moment, now))
    return str(format_timedelta(timedelta(days=days), granularity="day", threshold=1, locale=reader_locale()))


def weekday_date(day: date) -> str:
    """ "jeudi 13 novembre", "Donnerstag, 13. November": a day of this year, with its weekday."""
    return str(format_date(_local(day), YEAR.sub("", _whole()), locale=reader_locale()))


def weekday_number(day: date) -> str:
    """ "jeudi 13", "Donnerstag, 13.": a day of these weeks."""
    return str(format_date(_local(day), MONTH.sub(" ", YEAR.sub("", _whole())).strip(), locale=reader_locale()))


def weekday_time(moment: datetime) -> str:
    """A day of this year with the time of day, in the moment's own zone."""
    return f"{weekday_date(moment)}, {time_format(moment, 'H:i')}"


def _days(moment: datetime, now: datetime | None) -> int:
    return (timezone.localdate(now or timezone.now()) - timezone.localdate(moment)).days


def _local(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _whole() -> str:
    """How the language writes a weekday, a day, a month and a year."""
    return str(reader_locale().date_formats["full"].pattern)
