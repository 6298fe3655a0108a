"""Many new rows at once. Like `bulk_create`, and several times as quick where most columns hold their defaults."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from django.db import connections, models, router

# A column's default is made ready for the database once a batch, not once a row: but not what differs for each row.
NEVER_SHARED = (models.UUIDField, models.AutoField)

Column = Any  # a field of Django's, whose type says less than it can do


def insert(items: Sequence[models.Model], filled: Sequence[AbstractSet[str]] | None = None) -> None:
    """Insert new objects of one model, whose keys are theirs already or are numbers that the database gives.

    `filled` names for each the columns that may differ from a new object's; None says all of them. Nothing is read
    back and no signal is sent: objects with a number do not learn it.
    """
    if not items:
        return
    model = type(items[0])
    connection = connections[router.db_for_write(model)]
    columns = _columns(model)
    fresh = model()
    default = [column.get_db_prep_save(column.pre_save(fresh, True), connection) for column in columns]
    always = {column.name for column in columns if isinstance(column, NEVER_SHARED) or column.is_relation}
    plans: dict[frozenset[str], list[tuple[int, Column]]] = {}

    def row(item: models.Model, names: frozenset[str]) -> list[Any]:
        plan = plans.get(names)
        if plan is None:
            plan = plans[names] = [(at, one) for at, one in enumerate(columns) if one.name in names | always]
        cells = default.copy()
        for at, column in plan:
            cells[at] = column.get_db_prep_save(column.pre_save(item, True), connection)
        return cells

    everything = frozenset(column.name for column in columns)
    names = map(frozenset, filled) if filled is not None else [everything] * len(items)
    _insert(model, columns, [row(item, told) for item, told in zip(items, names, strict=True)])


def insert_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of a model that hold, for each of the columns called `names`, a value as the column takes it.

    `names` are all columns but the number that the database gives. No object is made and no signal is sent.
    """
    connection = connections[router.db_for_write(model)]
    by_name = {column.name: column for column in _columns(model)}
    columns = [by_name.pop(name) for name in names]
    if by_name:
        raise ValueError(f"without a value: {', '.join(by_name)}")
    ready = [
        [column.get_db_prep_save(value, connection) for column, value in zip(columns, row, strict=True)] for row in rows
    ]
    if ready:
        _insert(model, columns, ready)


def _columns(model: type[models.Model]) -> list[Column]:
    return [column for column in model._meta.concrete_fields if not isinstance(column, models.AutoField)]


def _insert(model: type[models.Model], columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 (names of ours)
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
