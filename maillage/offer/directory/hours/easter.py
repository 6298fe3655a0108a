"""When Easter is."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=64)
def easter_of(year: int) -> date:
    """Easter Sunday of the western churches (Gregorian calendar), by Butcher's rule of 1876, valid in every year."""
    golden, century, in_century = year % 19, year // 100, year % 100
    skipped, leap_centuries = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - correction + 15) % 30
    leap_years, rest = divmod(in_century, 4)
    weekday = (32 + 2 * leap_centuries + 2 * leap_years - epact - rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
