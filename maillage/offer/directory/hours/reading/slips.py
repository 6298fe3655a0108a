"""Slips of the finger that can only have meant one thing: `10; 00-17:00`, `09:000`, `8 : 30`, `PHoff`.

A `;` or a `,` stands for the colon of a full or a half hour only where the minutes could be nothing else: before the
dash of a range that has no beginning yet, or behind the dash at its end.
"""

import re

from . import tables

_START = re.compile(r"(?<![-\d:.,])(?<!- )(\d{1,2})(?:;\s?|,)([03]0)(?=\s?-)")
_END = re.compile(r"(-\s?\d{1,2})(?:;\s?|,)([03]0)(?!\d|\s?[-:.])")
_TOO_MANY = re.compile(r"(?<!\d)(\d{1,2}:)0(00|15|30|45)(?!\d)")
_APART = re.compile(r"(?<![\d:.])(\d{1,2})(?:\s:\s?|:\s)([0-5]\d)(?!\d|:|\s?-\s?\d{1,2}(?!\d|\s?:))")
_TOGETHER = re.compile(r"\b(PH|SH)off\b", re.IGNORECASE)
_MONTHS = "|".join(form for months in tables.MONTHS.values() for forms in months for form in forms.split("|"))
_NUMBERED = re.compile(rf"\b(?:weeks?|kw|{_MONTHS})(?![^\W\d_])", re.IGNORECASE)


def put_right(text: str) -> str:
    """The text without such slips."""
    text = _TOGETHER.sub(r"\1 off", _TOO_MANY.sub(r"\1\2", text))
    if _NUMBERED.search(text):  # "Dec 24: 10-12": the number before the colon is a day
        return text
    return _END.sub(r"\1:\2", _START.sub(r"\1:\2", _APART.sub(r"\1:\2", text)))
