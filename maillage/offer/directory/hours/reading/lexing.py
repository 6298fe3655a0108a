"""A text as people write it, cut into pieces whose meaning is known; the first piece that is not ends the reading."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from maillage.offer.directory.hours.tree import DAY, Event
from maillage.offer.directory.hours.words import MONTHS, WEEKDAYS

from . import tables
from .slips import put_right

_LETTER = r"[^\W\d_]"
_LONGEST_ABBREVIATION = 5
_NOON, _MIDNIGHT = 12, 24  # o'clock


class NotUnderstood(Exception):
    """The text says something we do not know, or may say two things. `what` is the piece where we gave up."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(slots=True)
class Piece:
    """What a piece is (`kind`), what it stands for, and how it was written.

    The `value` is a weekday, a month, minutes after midnight (time), or a plain number. `half` says am or pm. `months`
    and `days` are what a word may mean, by language. `start` and `end` are its place in the text.
    """

    kind: str
    value: int
    text: str
    half: str = ""
    exact: bool = True  # a time with its minutes
    days: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    native: bool = True  # a word of the notation itself, whatever its case
    start: int = 0
    end: int = 0


def _words(table: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for language, names in table.items():
        for number, forms in enumerate(names):
            for form in forms.split("|"):
                found.setdefault(form, {})[language] = number
    return found


_DAYS = _words(tables.WEEKDAYS)
_MONTHS = _words(tables.MONTHS)
_SAID = {
    phrase: kind
    for kind, phrases in tables.PHRASES.items()
    for phrase in (phrases if isinstance(phrases, str) else "".join(phrases)).split("|")
}
_NATIVE = {"off", "closed", "open", "unknown", "ph", "sh", "24/7", "easter", "day", "days", "week"}
_NATIVE |= {word.lower() for word in (*Event, *WEEKDAYS, *MONTHS)}
_APPOINTMENT = re.compile(rf"(?:{tables.APPOINTMENT})(?!{_LETTER})")
_FIRST_WORD = re.compile(rf"{_LETTER}+|&|24|7")
_WEEKDAY_FOLLOWS = (
    rf"(?!\s*(?:{'|'.join(form for form in _DAYS if len(form) > 3 and form.isalpha())})\b)"  # "12 am Montag"
)
_HALF = rf"\s?(?P<half{{n}}>[ap])\.?\s?m\b\.?{_WEEKDAY_FOLLOWS}"


def _by_first_word() -> dict[str, list[str]]:
    """All phrases under their first word, the longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted({*_SAID, *_DAYS, *_MONTHS}, key=len, reverse=True):
        first = _FIRST_WORD.match(phrase)
        found.setdefault(first.group() if first else phrase[0], []).append(phrase)
    return found


_PHRASES = _by_first_word()
_PIECES = re.compile(
    rf"""
      (?P<space>\s+)
    | \x00(?P<comment>\d+)\x00
    | (?P<clock>0?(?P<h1>\d{{1,2}})\s?(?::|[hu]\s?|\s?uhr\s|\.|時)(?P<m1>\d{{2}})
        (?:分|:00|\s?h(?!{_LETTER})|\s?uhr(?!{_LETTER}))?(?![\d:]|\.\d)(?:{_HALF.format(n=1)})?)
    | (?P<short>0?(?P<h3>\d{{1,2}}):0(?![\d:]))
    | (?P<hour>(?P<h2>\d{{1,2}})(?:\s?(?:h|u|uhr|uur|heures|heure|ore|時)(?!{_LETTER})|{_HALF.format(n=2)}))
    | (?P<nth>(?P<n1>[1-5])(?:st|nd|rd|th|er|ère|re|ème|eme|e|de|ste|º|°|ª)(?!{_LETTER}))
    | (?P<number>\d+)
    | (?P<fallback>\|\|)
    | (?P<sign>[-+,;:/()\[\].&@=])
    """,
    re.VERBOSE,
)


def pieces_of(text: str) -> tuple[list[Piece], str]:
    """The pieces of a plain text, and the text to which their places belong. Raises NotUnderstood."""
    comments: list[str] = []

    def keep(match: re.Match[str]) -> str:
        comments.append(match.group(1))
        return f"\x00{len(comments) - 1}\x00"

    written = put_right(re.sub(r'"([^"]*)"', keep, text.replace("\x00", " ")))
    marked = written.lower()
    if len(marked) != len(written):  # a letter whose small form is two
        written = marked
    if '"' in marked:
        raise NotUnderstood('"')
    found: list[Piece] = []
    position = 0
    while position < len(marked):
        piece, position = _phrase(marked, position) or _sign(marked, position, comments)
        if piece is None:
            continue
        if piece.kind != "comment":
            piece.end = position
            piece.start = position - len(piece.text)
            piece.text = written[piece.start : position]
        found.append(piece)
    return _with_languages(found), written


def _phrase(text: str, position: int) -> tuple[Piece, int] | None:
    """The longest phrase that begins here and ends with a word."""
    first = _FIRST_WORD.match(text, position)
    if first is None:
        return None
    if first.group() in tables.APPOINTMENT_BEGINS:
        request = _APPOINTMENT.match(text, position)
        if request:
            return Piece("appointment", 0, request.group(), native=False), request.end()
    for phrase in _PHRASES.get(first.group(), ()):
        end = position + len(phrase)
        if text.startswith(phrase, position) and _ends(text, end, phrase):
            dotted = end < len(text) and text[end] == "." and len(phrase) <= _LONGEST_ABBREVIATION
            end += dotted and not (end + 1 < len(text) and text[end + 1].isdigit())
            return _word(phrase, text[position:end]), end
    return None


def _ends(text: str, end: int, phrase: str) -> bool:
    """The phrase is not the beginning of something else: `24/7` of `24/7:30`, `mo` of `mofr`."""
    following = text[end : end + 1]
    if following.isalpha():
        return False
    return (not phrase[-1].isdigit() and not phrase[0].isdigit()) or not re.match(r"[\d:.]|\s?-\s?\d", text[end:])


def _sign(text: str, position: int, comments: list[str]) -> tuple[Piece | None, int]:
    match = _PIECES.match(text, position)
    if match is None:
        raise NotUnderstood(re.split(r"[\s\x00]", text[position:])[0] or text[position])
    return _piece(match, comments), match.end()


def _piece(match: re.Match[str], comments: list[str]) -> Piece | None:
    kind, text, group = match.lastgroup or "", match.group(), match.groupdict()
    if group["space"]:
        return None
    if group["comment"] is not None:
        return Piece("comment", 0, comments[int(group["comment"])])
    hour = group["h1"] or group["h2"] or group["h3"]
    if hour is not None:
        half = group["half1"] or group["half2"] or ""
        return _time(text, int(hour), int(group["m1"] or 0), half, exact=group["hour"] is None)
    if group["nth"] is not None:
        return Piece("nth", int(group["n1"]), text, native=False)
    if kind == "number":
        return Piece("number", int(text), text, exact=text.startswith("0"))  # 01 is no hour of twelve
    return Piece(text, 0, text)


def _time(text: str, hour: int, minute: int, half: str, *, exact: bool) -> Piece:
    if half == "p" and _NOON < hour < _MIDNIGHT:  # 17:00 pm says it twice
        half = ""
    if minute > 59 or hour > (12 if half else 48) or (half and not hour and minute) or hour * 60 + minute > 2 * DAY:
        raise NotUnderstood(text)
    return Piece("time", hour * 60 + minute, text, half=half, exact=exact)


def _word(word: str, text: str) -> Piece:
    native = word in _NATIVE
    if word in _DAYS or word in _MONTHS:
        return Piece("name", 0, text, days=_DAYS.get(word, {}), months=_MONTHS.get(word, {}), native=native)
    kind = _SAID[word]
    if kind in _NTH:
        return Piece("nth", _NTH[kind], text, native=False)
    if kind in ("noon", "midnight"):
        return Piece("time", 12 * 60 if kind == "noon" else 0, text, half="-", native=False)
    return Piece(kind, 0, text, native=native)


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}


def _with_languages(pieces: list[Piece]) -> list[Piece]:
    """Every name is a weekday or a month now, as the language of the text has it. Raises NotUnderstood."""
    months = {n for n, piece in enumerate(pieces) if piece.months and (not piece.days or _is_month(pieces, n))}
    spoken = Counter(language for n, piece in enumerate(pieces) if n not in months for language in piece.days)
    spoken.update(language for piece in pieces if not piece.native for language in piece.months)
    settled = {next(iter(values)) for piece in pieces if len(values := set(piece.days.values())) == 1}
    for n, piece in enumerate(pieces):
        if piece.kind != "name":
            continue
        if n in months:
            piece.kind, piece.value = "month", _settle(piece, piece.months, spoken, set()) + 1
        else:
            piece.kind = "weekday"
            piece.value = _settle(piece, piece.days, spoken, settled | _whole_week(pieces, n))
    return pieces


def _settle(piece: Piece, meanings: Mapping[str, int], spoken: Counter[str], unlikely: set[int]) -> int:
    """What a name means: as the language of most of the others has it, and then not a day that is named elsewhere.

    Of languages that are as likely, those come first that we speak in full.
    """
    values = set(meanings.values())
    if len(values) > 1:
        best = max(spoken[language] for language in meanings)
        likely = {language: value for language, value in meanings.items() if spoken[language] == best}
        values = {value for language, value in likely.items() if language in tables.FULLY} or set(likely.values())
    if len(values) > 1:
        values -= unlikely
    if len(values) != 1:
        raise NotUnderstood(piece.text)
    return values.pop()


def _whole_week(pieces: list[Piece], n: int) -> set[int]:
    """Nobody writes a range of all seven days that does not begin on Monday: `Di-Sa` is not from Sunday on."""
    dash, last = pieces[n + 1 : n + 2], pieces[n + 2 : n + 3]
    if dash and last and dash[0].kind in ("-", "to") and len(set(last[0].days.values())) == 1:
        return {(next(iter(last[0].days.values())) + 1) % 7} - {0}
    return set()


def _is_month(pieces: list[Piece], n: int) -> bool:
    """`mar` is March beside a number, in a range with a month, or where no weekday is of a language that has `mar`."""
    before = pieces[n - 1] if n else None
    after = pieces[n + 1] if n + 1 < len(pieces) else None
    if (before and before.kind in ("number", "month")) or (after and after.kind == "number"):
        return True
    ranges = [(pieces[n - 1], pieces[n - 2])] if n > 1 else []
    ranges += [(pieces[n + 1], pieces[n + 2])] if n + 2 < len(pieces) else []
    if any(dash.kind == "-" and other.months and not other.days for dash, other in ranges):
        return True
    languages = set(pieces[n].days)
    others = [piece for m, piece in enumerate(pieces) if m != n and piece.days and not piece.months]
    return not any(languages & set(piece.days) and not piece.native for piece in others)
