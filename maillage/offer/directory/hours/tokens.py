"""A text of the strict notation cut into its smallest pieces."""

import re
from enum import StrEnum
from typing import NamedTuple

from .errors import HoursError

_PIECES = re.compile(
    r"""
      (?P<space>[ ]+)
    | (?P<always>24/7)
    | (?P<time>\d\d:\d\d)
    | (?P<number>\d+)
    | (?P<comment>"[^"]*")
    | (?P<fallback>\|\|)
    | (?P<word>[A-Za-z]+)
    | (?P<sign>[-+,;:/()\[\]])
    """,
    re.VERBOSE,
)


class Kind(StrEnum):
    """What a piece is."""

    ALWAYS = "always"
    TIME = "time"
    NUMBER = "number"
    COMMENT = "comment"
    FALLBACK = "fallback"
    WORD = "word"
    SIGN = "sign"
    END = "end"


class Token(NamedTuple):
    """A piece, its text, and where it begins."""

    kind: Kind
    text: str
    position: int


_KINDS = {kind.value: kind for kind in Kind}


def tokens_of(text: str) -> list[Token]:
    """The pieces in order, spaces left out, END last; raises HoursError at what is none."""
    found: list[Token] = []
    position = 0
    for match in _PIECES.finditer(text):
        if match.start() != position:
            break
        position = match.end()
        kind = _KINDS.get(match.lastgroup or "")
        if kind is not None:
            found.append(Token(kind, match.group(), match.start()))
    if position < len(text):
        raise HoursError(f"“{text[position]}” has no meaning here", position)
    found.append(Token(Kind.END, "", position))
    return found
