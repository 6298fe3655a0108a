"""What the tests of the exchange share."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from maillage.offer.directory.exchange import Cursor, Mapping, Problem, Record, open_source, records


def read(paths: Iterable[Path] | Path, mapping: Mapping, start: Cursor | None = None):
    """(records, problems) of some files."""
    said = list(records(open_source([paths] if isinstance(paths, Path) else paths), mapping, start=start))
    return [one for one in said if isinstance(one, Record)], [one for one in said if isinstance(one, Problem)]


def reasons(problems: Iterable[Problem]) -> Counter[tuple[str, str]]:
    """How often each reason was given, with what it cost."""
    return Counter((problem.severity.value, problem.reason) for problem in problems)


def by_kind(found: Iterable[Record]) -> Counter[str]:
    return Counter(record.kind.value for record in found)


SERVICES = Mapping.from_toml(
    """
name = "services"
language = "fr"
country = "BE"

[organization]
name = "{organisme}"

[service]
key = "{id}"
name = "{nom}"
description = "{description}"

[[contact_point]]
kind = "phone"
value = "{tel}"
"""
)


def csv_file(folder: Path, rows: Iterable[str], name: str = "services.csv") -> Path:
    """A file of these lines under the headings of `SERVICES`."""
    path = folder / name
    path.write_text("\n".join(["id,nom,organisme,description,tel", *rows]) + "\n", encoding="utf-8")
    return path
