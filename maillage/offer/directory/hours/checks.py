"""What is good notation and surely a mistake all the same."""

from .tree import DAY, Schedule, Span, State

LONGEST_NIGHT = 16 * 60  # minutes: nobody opens in the morning until the morning after


def too_long(schedule: Schedule) -> tuple[Span, ...]:
    """The spans that go over midnight and last more than 16 hours: 09:00-08:00 is rather to end at 18:00.

    Until midnight is not over it: 07:00-00:00 is a long day.
    """
    spans = (span for rule in schedule.rules if rule.means != State.CLOSED for span in rule.spans)
    return tuple(span for span in spans if _is_too_long(span))


def _is_too_long(span: Span) -> bool:
    if span.end is None or span.every or span.start.event or span.end.event:
        return False
    over_midnight = 0 < span.end.minutes <= span.start.minutes
    return over_midnight and (span.end.minutes - span.start.minutes) % DAY > LONGEST_NIGHT
