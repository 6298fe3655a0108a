"""Opening hours as a person would write them and read them aloud, in French, Dutch, German, Italian, English, Arabic.

>>> from maillage.offer.directory.hours.grammar import parse
>>> say(parse("Mo-Fr 08:30-11:30; PH off"), "en")
'Monday to Friday from 8:30 am to 11:30 am, closed on public holidays'
>>> say(parse("Tu[1,3] 14:00-16:00; SH off"), "de")
'1. und 3. Dienstag im Monat von 14 bis 16 Uhr, außer in den Schulferien'

One grammar (`grammar`, `days`, `times`) for all languages, a file of words for each. What cannot be said is quoted in
OpenStreetMap's notation: no rule is dropped. The Arabic words have not been reviewed by a native speaker.
"""

from maillage.offer.directory.hours.tree import Schedule

from .ar import ARABIC
from .de import GERMAN
from .en import ENGLISH
from .fr import FRENCH
from .grammar import Clause, clauses
from .it import ITALIAN
from .nl import DUTCH
from .vocabulary import Vocabulary

LANGUAGES: dict[str, Vocabulary] = {words.code: words for words in (FRENCH, DUTCH, GERMAN, ITALIAN, ENGLISH, ARABIC)}


def words_of(language: str) -> Vocabulary:
    """The words of a language ("fr", "fr-be"); English where we have none."""
    return LANGUAGES.get(language.lower().partition("-")[0], ENGLISH)


def say(schedule: Schedule, language: str) -> str:
    """The schedule in one sentence, without a capital and without a full stop."""
    words = words_of(language)
    text = ""
    for clause in clauses(schedule, words):
        # After several openings a comma would bind what is closed to the last of them.
        close = clause.closes and words.semicolon not in text
        text += (words.comma if close else words.semicolon) if text else ""
        text += clause.text
    return text


def sentences(schedule: Schedule, language: str) -> tuple[str, ...]:
    """The schedule in several short sentences, to be shown one below the other."""
    return tuple(clause.text for clause in clauses(schedule, words_of(language)))


__all__ = ["LANGUAGES", "Clause", "Vocabulary", "say", "sentences", "words_of"]
