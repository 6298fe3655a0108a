"""What every format is read into: one record a thing, with where it stood and what could not be understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a record describes, in HSDS's words; in the order in which they must be written."""

    ORGANIZATION = "organization"
    LOCATION = "location"
    SERVICE = "service"
    SERVICE_AT_LOCATION = "service_at_location"
    CONTACT_POINT = "contact_point"
    COST_OPTION = "cost_option"
    REQUIRED_DOCUMENT = "required_document"
    SCHEDULE = "schedule"


class Severity(StrEnum):
    """What a problem costs: the whole record, one value (kept as the source wrote it), or nothing."""

    REFUSED = "refused"
    KEPT_AS_TEXT = "kept_as_text"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file, as a person counts: the first row is 1, the row of headings. `column` as the file names it.

    In JSON and GeoJSON the row is the number of the item, from 1.
    """

    file: str
    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be taken as it stands.

    `reason` is a code that pages translate together with what to do; `value` is what stood there, cut to 200
    characters; `details` are the words that the translated sentence needs. `row` is the whole row, by its headings,
    where it was refused: it goes into the workbook of refused rows.
    """

    where: Where
    severity: Severity
    reason: str
    value: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    row: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing of a source.

    `key` is its identifier in the source, unique among the records of its kind there. `values` are named like the
    columns of the models; a text is a string in the source's language, or a mapping from language to string. `links`
    name the keys of other records of the same source: {"organization": "12"}. `raw` holds what the source wrote, by
    its own names, for what has no column here and for what was kept as text. A `placeholder` stands for something
    that the source names by its identifier and does not describe.
    """

    kind: Kind
    key: str
    values: Mapping[str, Any]
    where: Where
    links: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the reading has come: `rows` rows of the table number `table` (from 0) and everything before them.

    A reading that starts from it gives what follows, and nothing twice. `progress` is a part of 1, for a bar.
    """

    table: int
    rows: int
    progress: float = field(default=0.0, compare=False)

    def __str__(self) -> str:
        return f"{self.table}:{self.rows}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """The cursor that `str` wrote; raises ValueError."""
        table, _, rows = text.partition(":")
        return cls(int(table), int(rows))
