"""Reading and writing what others hold: formats, columns and records. No Django here.

    seen = inspect(["export.csv"], country="BE")             # format, encoding, columns, a mapping to begin with
    mapping = seen.mapping or load_mapping("acceslibre")     # or Mapping.from_json(...), made on the screen
    for said in records(seen.source, mapping, start=None):   # Record | Problem | Cursor
        ...

    write_workbook(path, {Kind.SERVICE: rows, ...})          # our directory as XLSX, read back as "maillage"
    write_refused(path, [(problem, sentence, advice), ...])  # what to correct and hand in again

A `Record` is one thing (parents come before children), a `Problem` something that was not taken as it stood, a
`Cursor` a place from which a later reading goes on. The codes of problems and their sentences are in `reasons`.
"""

from maillage.offer.directory.exchange.inspection import Inspection, TableSeen, inspect, mapped_columns
from maillage.offer.directory.exchange.mapping import Mapping, MappingError, load_mapping, ready_mappings
from maillage.offer.directory.exchange.reading import Source, open_source, records
from maillage.offer.directory.exchange.reasons import REASONS, Reason, sentences
from maillage.offer.directory.exchange.recognition import Guess, Recognition, recognise
from maillage.offer.directory.exchange.records import Cursor, Kind, Problem, Record, Severity, Where
from maillage.offer.directory.exchange.workbook import Words, write_refused, write_workbook

__all__ = [
    "REASONS",
    "Cursor",
    "Guess",
    "Inspection",
    "Kind",
    "Mapping",
    "MappingError",
    "Problem",
    "Reason",
    "Recognition",
    "Record",
    "Severity",
    "Source",
    "TableSeen",
    "Where",
    "Words",
    "inspect",
    "load_mapping",
    "mapped_columns",
    "open_source",
    "ready_mappings",
    "recognise",
    "records",
    "sentences",
    "write_refused",
    "write_workbook",
]
