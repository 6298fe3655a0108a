"""What people write instead of the notation: read where it is clear, kept as text where it is not.

`read` never guesses: one piece that is not understood, or that could mean two things, and the whole text is kept.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from maillage.offer.directory.hours.errors import HoursError
from maillage.offer.directory.hours.grammar import parse
from maillage.offer.directory.hours.tree import Rule, Schedule, State
from maillage.offer.directory.hours.words import MAX_LENGTH, MONTHS, WEEKDAYS
from maillage.offer.directory.hours.writing import write, write_span

from .characters import plain
from .doubts import doubts
from .lexing import NotUnderstood, pieces_of
from .pieces import Pieces
from .rules import read_rules

_ONE_DIGIT = re.compile(
    r"[a-z] ?(?:\d\d? ?[-,] ?)*\d(?!\d)"
)  # `Oct 1`: whoever writes so is asked with care about times
_WORD = re.compile(r"[A-Za-z]+")
_WORDS = {word.lower(): word for word in (*WEEKDAYS, *MONTHS, "PH", "SH", "off", "closed", "open", "week")}


@dataclass(frozen=True)
class Reading:
    """A text and what it says.

    `value` is in the strict notation; empty where the text was not understood, and then `stuck` is the piece where the
    reading stopped. `notes` says what was read in another way than it was written, `comments` what was kept as words.
    """

    text: str
    value: str
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    stuck: str = ""

    @property
    def understood(self) -> bool:
        """It says something."""
        return bool(self.value)


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """What a text says about opening hours, in French, Dutch, German, Italian, English, or OpenStreetMap's notation."""
    if len(text) > MAX_LENGTH:
        return Reading(text, "", stuck=text[:20])
    tidy = plain(text)
    for spelled in (tidy, *_in_capitals(tidy)):
        try:
            schedule = parse(spelled)
        except HoursError:
            continue
        if not (_ONE_DIGIT.search(tidy) and any(rule.spans for rule in schedule.rules)):
            return Reading(text, write(schedule), notes=() if spelled == text else ("spelling",))
    try:
        pieces = Pieces(*pieces_of(tidy))
        schedule = Schedule(_with_the_unsaid(read_rules(pieces), pieces))
        for span in doubts(schedule, tidy, native=pieces.native(0, pieces.at)):
            raise NotUnderstood(write_span(span))
        value = write(schedule)
        parse(value)  # what we write, we can read
    except NotUnderstood as error:
        return Reading(text, "", stuck=error.what)
    except HoursError:
        return Reading(text, "", stuck=tidy[:20])
    comments = tuple(rule.comment for rule in schedule.rules if rule.comment)
    return Reading(text, value, tuple(pieces.notes) or ("spelling",), comments)


def _in_capitals(text: str) -> tuple[str, ...]:
    """`mo-fr` as `Mo-Fr`: days in the notation but for its capitals; with times, the reading below knows more."""
    return () if ":" in text or '"' in text else (_WORD.sub(lambda word: _WORDS.get(word[0].lower(), word[0]), text),)


def _with_the_unsaid(rules: tuple[Rule, ...], pieces: Pieces) -> tuple[Rule, ...]:
    """Prose that only says when a place is closed does not say that it is closed at other times too."""
    told = all(rule.means == State.CLOSED and not rule.days.is_every_day for rule in rules)
    if told and not pieces.native(0, pieces.at):
        pieces.note("rest_unknown")
        return (Rule(state=State.UNKNOWN), *rules)
    return rules
