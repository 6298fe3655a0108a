"""Which columns each kind of record fills, and values as cells: flat, comparable, one a language for a text.

A cell is named like its column ("city"), a text's with its language ("name.fr"), a link's by what it links to
("organization"). Its value is what JSON can hold.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.texts.fields import TranslatedTextField
from maillage.foundation.network.models import Organization
from maillage.offer.directory.exchange.records import Kind, Severity
from maillage.offer.directory.models import (
    ContactPoint,
    CostOption,
    Location,
    RequiredDocument,
    Service,
    ServiceAtLocation,
)

Cells = dict[str, Any]

RAW_LENGTH = 20_000  # characters of one value that are kept in the source's words
SHOWN_LENGTH = 200


@dataclass(frozen=True)
class Shape:
    """What a kind of record becomes: its model, the columns that a source may fill, what it must and may link to."""

    model: type[models.Model]
    columns: tuple[str, ...]
    needs: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    required: str = ""


SHAPES: Mapping[Kind, Shape] = {
    Kind.ORGANIZATION: Shape(
        Organization,
        ("name", "alternate_name", "description", "kind", "language", "website", "email", "phone"),
        required="name",
    ),
    Kind.LOCATION: Shape(
        Location,
        (
            "name",
            "description",
            "address_1",
            "address_2",
            "postal_code",
            "city",
            "country",
            "longitude",
            "latitude",
            "address_hidden",
            "accessibility",
            "transportation",
        ),
        links=("organization",),
    ),
    Kind.SERVICE: Shape(
        Service,
        (
            "language",
            "name",
            "alternate_name",
            "summary",
            "description",
            "eligibility_description",
            "opening_hours",
            "hours_note",
            "access_modes",
            "application_process",
            "fees",
            "fees_description",
            "languages",
            "interpretation_services",
            "accessibility",
            "capacity",
            "wait_weeks",
            "assured_at",
        ),
        links=("organization",),
        terms=("themes", "audiences"),
        required="name",
    ),
    Kind.SERVICE_AT_LOCATION: Shape(ServiceAtLocation, ("opening_hours", "hours_note"), needs=("service", "location")),
    Kind.CONTACT_POINT: Shape(ContactPoint, ("kind", "value", "label"), needs=("service",), required="value"),
    Kind.COST_OPTION: Shape(CostOption, ("amount", "currency", "option"), needs=("service",), required="amount"),
    Kind.REQUIRED_DOCUMENT: Shape(RequiredDocument, ("document",), needs=("service",), required="document"),
}
KIND_OF_LINK = {
    "organization": Kind.ORGANIZATION,
    "location": Kind.LOCATION,
    "service": Kind.SERVICE,
    "service_at_location": Kind.SERVICE_AT_LOCATION,
}


@dataclass(frozen=True)
class Trouble:
    """Something wrong with one value of a record."""

    column: str
    severity: Severity
    reason: str
    value: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


def cells_of_values(kind: Kind, values: Mapping[str, Any], language: str) -> tuple[Cells, list[Trouble]]:
    """The cells that a record's values fill, each checked as its column checks it; what a column does not take.

    A string in place of a text is in `language`. Names that are no column are left out: the reader keeps them in raw.
    """
    shape, cells, troubles = SHAPES[kind], Cells(), list[Trouble]()
    for name in shape.columns:
        if name not in values or name == "opening_hours":  # hours are read where they are written
            continue
        column: models.Field[Any, Any] = shape.model._meta.get_field(name)  # type: ignore[assignment]
        try:
            if isinstance(column, TranslatedTextField):
                cells.update(_texts(column, values[name], language))
            else:
                cells[name] = jsonable(_plain(column, values[name]))
        except (ValidationError, ValueError, TypeError, ArithmeticError) as error:
            shown = str(values[name])[:SHOWN_LENGTH]
            said = " ".join(error.messages) if isinstance(error, ValidationError) else ""
            troubles.append(Trouble(name, Severity.KEPT_AS_TEXT, "not_accepted", shown, {"said": said}))
    return cells, troubles


def cells_of_object(item: models.Model, names: Iterable[str], terms: Mapping[str, list[str]]) -> Cells:
    """What is stored now in the cells called `names`; `terms` are the codes of its related terms by column."""
    cells = Cells()
    for name in names:
        column, _, language = name.partition(".")
        if column in terms:
            cells[name] = terms[column]
        elif language:
            cells[name] = getattr(item, column).text_in(language)
        elif column in KIND_OF_LINK:
            cells[name] = jsonable(getattr(item, f"{column}_id"))
        else:
            cells[name] = jsonable(getattr(item, column))
    return cells


def apply(item: models.Model, cells: Cells, language: str) -> set[str]:
    """Put cells into the columns of an object (unsaved); the names of the columns that were touched.

    A version of a text that changed becomes that version; what was translated from it is then outdated.
    """
    texts: dict[str, dict[str, str]] = {}
    touched = set[str]()
    for name, value in cells.items():
        column, _, tag = name.partition(".")
        if tag:
            texts.setdefault(column, {})[tag] = value
        elif column in KIND_OF_LINK:
            setattr(item, f"{column}_id", value)
        else:
            taken: models.Field[Any, Any] = item._meta.get_field(column)  # type: ignore[assignment]
            setattr(item, column, _stored(taken, value))
        touched.add(column)
    for column, versions in texts.items():
        before: TranslatedText = getattr(item, column)
        source = before.source or (language if language in versions else next(iter(versions)))
        setattr(item, column, before.revised(versions, source=source))
    return touched


def mark(value: Any) -> str:
    """A short fingerprint of a cell: whether it still holds what an import wrote."""
    if is_empty(value):
        return ""
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def marks(cells: Cells) -> dict[str, str]:
    """The fingerprints of cells."""
    return {name: mark(value) for name, value in cells.items()}


def content_mark(values: Mapping[str, Any], links: Mapping[str, str], more: Sequence[Any] = ()) -> str:
    """A fingerprint of everything a record says, and of what decides how we read it."""
    text = json.dumps([values, links, more], sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def is_empty(value: Any) -> bool:
    """Whether a cell says nothing; a plain no, and zero, say something."""
    return value is None or value in ("", [], {})


def jsonable(value: Any) -> Any:
    """A column's value as a cell holds it."""
    if value is None or isinstance(value, (str, bool, int, float, list, dict)):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).date().isoformat()
    return str(value)


def _stored(column: "models.Field[Any, Any]", value: Any) -> Any:
    """A cell's value as the column holds it; one that says nothing becomes what a new object has."""
    if is_empty(value):
        return column.get_default() if column.has_default() else None if column.null else ""
    if isinstance(column, models.DecimalField):
        return Decimal(value)
    if isinstance(column, models.DateTimeField):
        # A source says the day; noon is that day in every time zone of the house.
        return datetime.combine(date.fromisoformat(value), time(12), tzinfo=UTC)
    return value


def _plain(column: "models.Field[Any, Any]", value: Any) -> Any:
    if isinstance(column, models.CharField | models.TextField):
        text = "" if value is None else " ".join(str(value).replace("\x00", "").split())
        return column.clean(text, None) if text else ""
    if is_empty(value):
        return _stored(column, value)
    if isinstance(column, models.DateTimeField):
        return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    clean = column.clean(value, None)
    if isinstance(column, models.DecimalField):
        return clean.quantize(Decimal(1).scaleb(-column.decimal_places))  # as the database gives it back: 12.50
    return clean


def _texts(column: TranslatedTextField, value: Any, language: str) -> Iterator[tuple[str, str]]:
    versions = value if isinstance(value, Mapping) else {language: value}
    for tag, text in versions.items():
        clean = ("" if text is None else str(text)).replace("\x00", "").replace("\r\n", "\n").strip()
        yield f"{column.name}.{tag}", clean[: column.max_length or None]
