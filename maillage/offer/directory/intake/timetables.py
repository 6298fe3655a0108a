"""Opening hours as a source writes them: understood, or kept in its own words. Nothing is guessed."""

from maillage.offer.directory.hours import read

COLUMN_LENGTH = 500


def understood(text: str) -> str:
    """The OpenStreetMap value that `text` says; an empty text where it is not understood, or would not fit."""
    value = read(text).value
    return value if len(value) <= COLUMN_LENGTH else ""
