"""A guess at what the columns of an unknown table mean: by their headings, and by what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from maillage.offer.directory.exchange.cleaning.words import folded
from maillage.offer.directory.exchange.mapping import Mapping as ColumnMapping
from maillage.offer.directory.exchange.mapping import Rule
from maillage.offer.directory.exchange.recognition.choosing import (
    may_be,
    one_each,
    table_of,
    with_a_name,
    with_coordinates,
)
from maillage.offer.directory.exchange.recognition.contents import guess_of
from maillage.offer.directory.exchange.recognition.countries import country_of, language_of
from maillage.offer.directory.exchange.recognition.guesses import Guess
from maillage.offer.directory.exchange.recognition.headings import by_heading, fields

__all__ = ["Guess", "Recognition", "fields", "mapping_of", "recognise"]

SAMPLE = 200


@dataclass(frozen=True)
class Recognition:
    """A mapping to begin with, and how sure we are of each column."""

    mapping: ColumnMapping
    guesses: tuple[Guess, ...]
    country: str = ""
    language: str = ""

    @property
    def confidence(self) -> Mapping[str, float]:
        """By column."""
        return {guess.column: guess.confidence for guess in self.guesses}


def recognise(
    columns: Sequence[str], rows: Sequence[Mapping[str, str]], name: str = "", *, country: str = ""
) -> Recognition:
    """The mapping that fits best, from the headings and at most 200 rows. `name` becomes the name of the mapping.

    `country` is where the reader is: it decides where the rows do not tell.
    """
    sample = {
        column: [text for row in rows[:SAMPLE] if (text := str(row.get(column, "")).strip())] for column in columns
    }
    said = {column: by_heading(column) for column in columns}
    country = country_of(columns, sample, said) or country
    language = language_of(columns, said)
    guesses = [guess_of(column, said[column], sample[column], country) for column in columns]
    guesses = with_coordinates(one_each(guesses, sample), sample, country)
    guesses = [guess if may_be(guess, sample) else replace(guess, field="", confidence=0.0) for guess in guesses]
    guesses = with_a_name(guesses, sample)
    table = table_of(guesses)
    mapping = ColumnMapping(
        name=folded(name).replace(" ", "-") or "table",
        tables=(table,) if table.sections else (),
        country=Rule(country),
        language=Rule(language),
        recognise=(tuple(columns),),
    )
    return Recognition(mapping, tuple(guesses), country, language)


def mapping_of(choices: Mapping[str, tuple[str, str]], *, name: str, country: str, language: str) -> ColumnMapping:
    """The mapping that somebody chose: for each column a field of `FIELDS`, or "", and the language of its texts."""
    guesses = [Guess(column, field, 1.0, tongue, "chosen") for column, (field, tongue) in choices.items()]
    table = table_of(guesses)
    return ColumnMapping(
        name=folded(name).replace(" ", "-") or "table",
        tables=(table,) if table.sections else (),
        country=Rule(country),
        language=Rule(language),
        recognise=(tuple(choices),),
    )
