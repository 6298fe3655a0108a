"""A guess at what one column means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column may mean. `field` is one of `HEADINGS`, "" where nothing is known; `confidence` from 0 to 1."""

    column: str
    field: str
    confidence: float
    language: str = ""
    because: str = ""  # "heading", "content", "both"
