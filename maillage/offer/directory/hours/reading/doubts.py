"""Times that a careful reader would ask about, though each is written clearly: 8:30-5:30, 1-5, 8:12."""

import re
from collections.abc import Iterator

from maillage.offer.directory.hours.checks import too_long
from maillage.offer.directory.hours.tree import DAY, Schedule, Span, State

_SURE = re.compile(
    r"(?:-|bis|to|à|tot|alle)\s?0\d[:.h]|\d\s?[ap]\.?\s?m\b", re.IGNORECASE
)  # 02:00 and 2am are in the night
_LONGEST_IF_SURE = 20 * 60
_EARLIEST_MORNING = 5 * 60
_NOON = 12 * 60  # "until 12 pm"


def doubts(schedule: Schedule, text: str, *, native: bool) -> Iterator[Span]:
    """The spans of a reading that may mean another time; `native` texts are held to what the notation means."""
    sure = bool(_SURE.search(text))
    for span in too_long(schedule):
        end = span.end.minutes if span.end else 0
        if sure:
            doubtful = not native and (end == _NOON or (end - span.start.minutes) % DAY > _LONGEST_IF_SURE)
        else:  # 8:00-2:00: in the notation until the night; 8:00-5:00: not even there
            doubtful = not native or end >= _EARLIEST_MORNING
        if doubtful:
            yield span
    spans = [span for rule in schedule.rules if rule.means != State.CLOSED for span in rule.spans]
    if not native:
        yield from (span for span in spans if span.end == span.start and span.start.minutes)  # 8:00-8:00
        yield from (span for rule in schedule.rules for span in _begun_twice(rule.spans))
    points = [span for span in spans if span.end is None and not span.open_end]
    if len(points) == 1 and _may_be_a_range(points[0]):
        yield points[0]


def _begun_twice(spans: tuple[Span, ...]) -> Iterator[Span]:
    """`пн-пт 09:00-18:00, 09:00-15:00`: the second is of a day that was left out."""
    starts = [span.start for span in spans]
    yield from (span for n, span in enumerate(spans) if span.start in starts[:n])


def _may_be_a_range(point: Span) -> bool:
    """`8:12` may be from eight to twelve; several such are times of departure."""
    hour, minute = divmod(point.start.minutes, 60)
    return point.start.event is None and hour < minute <= DAY // 60 and minute % 5 != 0
