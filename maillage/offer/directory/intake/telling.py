"""What a run tells of a record, and what it keeps of it in the source's words."""

from collections.abc import Mapping

from maillage.offer.directory.exchange.records import Kind, Problem, Record, Severity, Where
from maillage.offer.directory.intake.columns import RAW_LENGTH
from maillage.offer.directory.intake.steps import Step


def problems_of(step: Step, headings: Mapping[tuple[Kind, str], str]) -> list[Problem]:
    """What is to be told about a record, where it stood; `headings` are what the file calls the columns."""
    where = step.record.where
    return [
        Problem(
            Where(where.file, where.row, _heading(step.record.kind, trouble.column, headings) or where.column),
            trouble.severity,
            trouble.reason,
            trouble.value,
            {**trouble.details, "record": step.record.kind.value, "key": step.record.key[:200]},
            row_of(step.record) if trouble.severity is Severity.REFUSED else {},
        )
        for trouble in step.troubles
    ]


def _heading(kind: Kind, column: str, headings: Mapping[tuple[Kind, str], str]) -> str:
    return headings.get((kind, column)) or headings.get((kind, column.partition(".")[0])) or column


def row_of(record: Record) -> dict[str, str]:
    """A record as a row again: what the source wrote where it is kept, our reading of it elsewhere."""
    row = {"id": record.key, **record.links}
    for name, value in record.values.items():
        if isinstance(value, Mapping):
            row.update({f"{name} ({tag})": str(text) for tag, text in value.items()})
        else:
            row[name] = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return row | dict(record.raw)


def raw_of(step: Step) -> dict[str, str]:
    """What is kept in the source's words: what has no column here, and what was not understood."""
    if step.record.raw.get("version"):  # of our own workbook: see `deciding`
        return {"told": str(step.record.raw["version"]), "after": str(getattr(step.item, "version", ""))}
    unread = {t.column: t.value for t in step.troubles if t.severity is Severity.KEPT_AS_TEXT}
    return {**unread, **raw_kept(step.record)}


def raw_kept(record: Record) -> dict[str, str]:
    """What a record of others says in its own words."""
    return {name: str(value)[:RAW_LENGTH] for name, value in record.raw.items()}
