"""The times of a rule: `09:00-12:00,13:30-17:00`, `sunrise-(sunset+01:00)`, `17:00+`."""

from .errors import HoursError
from .grammar_stream import Stream
from .tokens import Kind
from .tree import DAY, Event, Moment, Span

_EVENTS = {event.value: event for event in Event}
_LATEST = 2 * DAY


def read_spans(stream: Stream) -> tuple[Span, ...]:
    """The spans that come next, or none; a comma that is not followed by a time is left for the next rule."""
    if not _time_comes(stream, 0):
        return ()
    spans = [_span(stream)]
    while stream.token.text == "," and _time_comes(stream, 1):
        stream.take()
        spans.append(_span(stream))
    return tuple(spans)


def _time_comes(stream: Stream, steps: int) -> bool:
    token = stream.ahead(steps)
    return token.kind == Kind.TIME or token.text == "(" or (token.kind == Kind.WORD and token.text in _EVENTS)


def _span(stream: Stream) -> Span:
    position = stream.token.position
    start = _moment(stream)
    if start.event is None and start.minutes >= DAY:
        raise HoursError("a time begins on its own day, before 24:00", position)
    if stream.accept("+"):
        return Span(start, None, open_end=True)
    if not stream.accept("-"):
        return Span(start, None)
    end = _moment(stream)
    if stream.accept("/"):
        return Span(start, end, every=_period(stream))
    return Span(start, end, open_end=stream.accept("+"))


def _moment(stream: Stream) -> Moment:
    if stream.accept("("):
        event = _event(stream)
        sign = -1 if stream.accept("-") else 1
        if sign == 1:
            stream.expect("+")
        offset = _minutes(stream, DAY)
        stream.expect(")")
        return Moment(sign * offset, event)
    if stream.token.kind == Kind.WORD:
        return Moment(0, _event(stream))
    return Moment(_minutes(stream, _LATEST))


def _event(stream: Stream) -> Event:
    word = stream.accept_word(_EVENTS)
    if word is None:
        raise stream.wrong("a time should stand where there is")
    return _EVENTS[word]


def _minutes(stream: Stream, latest: int) -> int:
    token = stream.accept_kind(Kind.TIME)
    if token is None:
        raise stream.wrong("a time with two digits for hours and minutes should stand where there is")
    hours, minutes = int(token.text[:2]), int(token.text[3:])
    if minutes > 59 or hours * 60 + minutes > latest:
        raise HoursError(f"{token.text} is no time", token.position)
    return hours * 60 + minutes


def _period(stream: Stream) -> int:
    position = stream.token.position
    if stream.token.kind == Kind.NUMBER:
        return stream.number(1, DAY)
    period = _minutes(stream, DAY)
    if not period:
        raise HoursError("a repetition takes time", position)
    return period
