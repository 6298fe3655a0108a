"""What a reader of cells is given and what it gives back."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from maillage.offer.directory.exchange.records import Severity


class Setting(NamedTuple):
    """What the rest of the row says: the country (ISO 3166, "BE") and the language of its texts ("fr"); "" unknown."""

    country: str = ""
    language: str = ""


class Fault(NamedTuple):
    """What is unclear about one value: becomes a Problem with the place where it stood."""

    severity: Severity
    reason: str
    details: Mapping[str, str] = {}


class Cleaned(NamedTuple):
    """The value, None where there is none, and what is unclear about it."""

    value: Any
    faults: tuple[Fault, ...] = ()


NOTHING = Cleaned(None)


def noted(value: Any, reason: str, **details: str) -> Cleaned:
    """A value that was understood, with something to say about it."""
    return Cleaned(value, (Fault(Severity.NOTED, reason, details),))


def kept(reason: str, **details: str) -> Cleaned:
    """No value: what stood there is kept as text."""
    return Cleaned(None, (Fault(Severity.KEPT_AS_TEXT, reason, details),))
