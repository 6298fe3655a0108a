"""Minutes of a day and moments of the world: how one becomes the other when the clock changes.

A weekly 09:30 is 09:30 in summer and in winter. A time that the clock leaps over (02:30 in spring) is the moment of
the leap; of a time that comes twice (02:30 in autumn) the first is meant, and in the second everything has already
happened.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from .tree import DAY

_MINUTE = timedelta(minutes=1)
_WINDOW = timedelta(hours=4)  # wider than any change of a clock


def moment_of(day: date, minute: int, zone: tzinfo) -> datetime:
    """The aware moment that is `minute` minutes after midnight by the clock; 1440 and more lie on the next days."""
    days, rest = divmod(minute, DAY)
    local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=zone)
    if _exists(local):
        return local
    return _leap(local.astimezone(UTC) - _WINDOW, zone).astimezone(zone)


def minute_of(when: datetime) -> int:
    """The minute of its day of an aware local moment; in an hour that comes twice, its last one the second time."""
    minute = when.hour * 60 + when.minute
    if when.fold and when.tzinfo is not None:
        first = when.replace(fold=0).utcoffset()
        second = when.utcoffset()
        if first is not None and second is not None and first > second:
            leap = _leap(when.astimezone(UTC) - _WINDOW, when.tzinfo)
            end = (leap + first).replace(tzinfo=None)  # what the clock showed when it was put back
            return DAY - 1 if end.date() > when.date() else end.hour * 60 + end.minute - 1
    return minute


def minute_on(day: date, moment: datetime, zone: tzinfo) -> int:
    """The minutes from the midnight of `day` to a moment, by the clock."""
    local = moment.astimezone(zone)
    return (local.date() - day).days * DAY + local.hour * 60 + local.minute


def _exists(local: datetime) -> bool:
    return local.utcoffset() == local.replace(fold=1).utcoffset() or (
        local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)
    )


def _leap(start: datetime, zone: tzinfo) -> datetime:
    """The moment in UTC at which the clock changes, in the eight hours from `start`."""
    low, high = start, start + 2 * _WINDOW
    before = low.astimezone(zone).utcoffset()
    while high - low > _MINUTE:
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(second=0, microsecond=0)  # clocks change on whole minutes
