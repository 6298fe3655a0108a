"""The times of a rule as people write them: `9h à 12h et 13h30 - 17h`, `8:30AM-5PM`, `ab 14 Uhr`."""

from maillage.offer.directory.hours.tree import DAY, Event, Moment, Span

from .lexing import NotUnderstood, Piece
from .pieces import Pieces

_NOON = 12 * 60
_EARLY = 6 * 60
_EVENTS = ("dawn", "sunrise", "sunset", "dusk")
_BETWEEN_SPANS = (",", "and", "/", "&", "+")
_HOURS_IN_A_DAY = 24
_LATEST_HOUR = 28  # of an end, `18-25`; a beginning beyond its day is refused


def time_comes(pieces: Pieces, steps: int = 0) -> bool:
    """A time comes: one that says so, or a plain number that begins a range (`9-12`)."""
    while pieces.kind(steps) in ("from", "noise", "since", "between", "@"):
        steps += 1
    kind = pieces.kind(steps)
    if kind in ("time", *_EVENTS):
        return True
    if kind == "(" and pieces.kind(steps + 1) in _EVENTS:
        return True
    if kind != "number" or pieces.ahead(steps).value > _HOURS_IN_A_DAY:
        return _four_digits(pieces, steps)
    if _open_hour(pieces, steps):
        return True
    return pieces.kind(steps + 1) in ("-", "to", "and") and pieces.kind(steps + 2) in ("time", "number")


def _open_hour(pieces: Pieces, steps: int) -> bool:
    """`18+` behind days or other times; alone it may be an age."""
    number, plus = pieces.ahead(steps), pieces.ahead(steps + 1)
    last = pieces.kind(steps + 2) in ("end", ";", ",", "comment")
    return last and pieces.at + steps > 0 and plus.kind == "+" and plus.start == number.end


def _four_digits(pieces: Pieces, steps: int) -> bool:
    """`0900-1700`, but no range of years."""
    first, dash, last = (pieces.ahead(steps + n) for n in range(3))
    if (first.kind, dash.kind, last.kind) != ("number", "-", "number") or len(first.text) != 4 or len(last.text) != 4:
        return False
    return all(each.value % 100 < 60 and each.value <= 2400 for each in (first, last)) and first.value < 1900


def read_spans(pieces: Pieces) -> tuple[Span, ...]:
    """The spans that come next, at least one. Raises NotUnderstood."""
    spans = [_span(pieces)]
    while True:
        mark = pieces.at
        between = pieces.kind()
        passed = pieces.accept(*_BETWEEN_SPANS)
        if passed:
            pieces.skip("and")
        if not time_comes(pieces):
            pieces.at = mark
            return tuple(spans)
        before = spans[-1]
        span = _span(pieces)
        if not passed or between == "/":
            _in_order(before, span)
            pieces.note("separator")
        spans.append(span)


def _in_order(before: Span, after: Span) -> None:
    """Without a comma, two spans are only two where the second comes after the first."""
    if before.end is None or before.end.event or after.start.event or after.end is None:
        raise NotUnderstood("")
    if after.start.minutes < before.end.minutes or before.end.minutes <= before.start.minutes:
        raise NotUnderstood("")


def _span(pieces: Pieces) -> Span:
    since = False
    between = False
    dash = pieces.at > 0 and pieces.ahead(-1).kind == "-"
    while pieces.kind() in ("from", "noise", "since", "between", "@"):
        since = since or pieces.kind() == "since"
        between = between or pieces.kind() == "between"
        if pieces.take().text == "The":  # Thursday, in haste
            raise NotUnderstood("The")
    start = pieces.ahead()
    first = _moment(pieces)
    pieces.skip("noise")
    if start.kind == "number" and _open_hour(pieces, -1):
        pieces.take()
        return Span(_on_its_day(first, start), None, open_end=True)
    if _plus(pieces):
        return Span(_alone(start, first), None, open_end=True)
    if not (pieces.accept("-", "to") or (between and pieces.accept("and"))):
        if since:
            pieces.note("open_end")
            return Span(_alone(start, first), None, open_end=True)
        if dash or start.text.count(":") > 1:
            raise NotUnderstood(start.text)  # -15:00, 08:16:00: a range of which something is lost
        if not start.exact and start.half == "" and start.kind != "event":
            pieces.note("point")
        return Span(_alone(start, first), None)
    pieces.skip("noise", "to")
    end = pieces.ahead()
    last = _moment(pieces)
    pieces.skip("noise")
    begin, stop = _resolved(start, first, end, last, pieces)
    if pieces.kind() == "/" and not _range_follows(pieces):
        every = _period(pieces)
        if every:
            return Span(begin, stop, every=every)
    return Span(begin, stop, open_end=_plus(pieces))


def _plus(pieces: Pieces) -> bool:
    """An open end, `17:00+`; with a space before it, it may be an "and" if something follows."""
    attached = pieces.ahead().start == pieces.ahead(-1).end or pieces.kind(1) in ("end", ";")
    return pieces.kind() == "+" and attached and pieces.accept("+")


def _range_follows(pieces: Pieces) -> bool:
    return not (pieces.kind(1) in ("number", "time") and pieces.kind(2) not in ("-", "to", "noise"))


def _period(pieces: Pieces) -> int:
    pieces.take()
    piece = pieces.take()
    if not piece.value or (piece.kind == "time" and not piece.exact):
        raise NotUnderstood(piece.text)
    return piece.value


def _moment(pieces: Pieces) -> Moment:
    if pieces.accept("("):
        event = _event(pieces)
        sign = -1 if pieces.accept("-") else 1
        if sign == 1 and not pieces.accept("+"):
            raise pieces.lost()
        offset = pieces.take()
        if offset.kind != "time" or not pieces.accept(")"):
            raise NotUnderstood(offset.text)
        return Moment(sign * offset.value, event)
    if pieces.kind() in _EVENTS:
        return Moment(0, _event(pieces))
    piece = pieces.take()
    if piece.kind == "number" and len(piece.text) == 4:
        return Moment(piece.value // 100 * 60 + piece.value % 100)
    if piece.kind == "number" and piece.value <= _LATEST_HOUR and len(piece.text) <= 2:
        return Moment(piece.value * 60)
    if piece.kind == "time":
        return Moment(piece.value)
    raise NotUnderstood(piece.text)


def _event(pieces: Pieces) -> Event:
    if pieces.kind() not in _EVENTS:
        raise pieces.lost()
    return Event(pieces.take().kind)


def _alone(piece: Piece, moment: Moment) -> Moment:
    """A time without an end; a plain hour without more (`9`) is none."""
    if piece.kind == "number":
        raise NotUnderstood(piece.text)
    return _by_clock(moment, piece)


def _by_clock(moment: Moment, piece: Piece) -> Moment:
    if moment.event is not None or piece.half in ("", "-"):
        return _on_its_day(moment, piece)
    return Moment(_by_half(moment.minutes, piece.half))


def _resolved(start: Piece, first: Moment, end: Piece, last: Moment, pieces: Pieces) -> tuple[Moment, Moment]:
    """Both ends by the clock of 24 hours: `1-5pm` is 13:00-17:00, `9-5pm` 09:00-17:00. Raises NotUnderstood."""
    halves = {start.half, end.half} & {"a", "p"}
    if first.event or last.event:
        return _by_clock(first, start), _by_clock(last, end) if end.half else last
    if halves:
        pieces.note("twelve_hours")
        stop = _by_half(last.minutes, end.half) if end.half in ("a", "p") else last.minutes
        if start.half in ("a", "p"):
            begin = _by_half(first.minutes, start.half)
            if not end.half and last.minutes < _NOON and not (begin < last.minutes):
                raise NotUnderstood(end.text)  # 8am-5: in the afternoon, or in the morning after?
        elif start.half or first.minutes > _NOON:
            begin = first.minutes
        else:
            begin = _begin_before(start, first.minutes, end, stop)
        return Moment(begin), Moment(stop or DAY)
    begin, stop = first.minutes, last.minutes
    if end.half == "-" and not stop:
        stop = DAY
    if stop <= begin:
        plain = not (end.exact and (start.exact or end.kind == "number" or end.text.startswith("0")))
        if plain and 0 < stop <= _NOON and begin < stop + _NOON:
            raise NotUnderstood(f"{start.text}-{end.text}")  # 9-5: until five in the afternoon, or in the morning?
        if stop:
            pieces.note("overnight")
    return _on_its_day(Moment(begin), start), Moment(stop)


def _on_its_day(moment: Moment, piece: Piece) -> Moment:
    if moment.event is None and moment.minutes >= DAY:
        raise NotUnderstood(piece.text)
    return moment


def _by_half(minutes: int, half: str) -> int:
    return minutes % _NOON + (_NOON if half == "p" else 0)


def _begin_before(start: Piece, minutes: int, end: Piece, stop: int) -> int:
    """A beginning that says no half, before an end that does. Raises NotUnderstood where it may be either.

    Before an afternoon it is what makes the shorter span: `1-5pm`, `9-5pm`. Before a morning it is one too, `6-11am`.
    """
    if end.half == "a":
        if minutes >= stop:
            raise NotUnderstood(f"{start.text}-{end.text}")  # 8-12 am: until noon, or until midnight?
        return minutes
    begin = min((_by_half(minutes, half) for half in "ap"), key=lambda begin: (stop - begin) % DAY or DAY)
    if begin >= _NOON > minutes >= _EARLY and start.text.startswith("0"):
        raise NotUnderstood(f"{start.text}-{end.text}")  # 09:00-10:30pm: one clock of 24 hours, and one of 12?
    return begin
