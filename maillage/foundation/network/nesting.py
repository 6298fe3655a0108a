"""What lies in what, asked of the database in one question, however many places there are.

A list of ids in a question is limited (SQLite takes 32,766 of them, older ones 999), and a country has more communes
than that. A recursive table has no limit, and ends also where the tree runs in a circle: UNION keeps each place once.
"""

from typing import TYPE_CHECKING, Any, Literal

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from maillage.foundation.network.models import Territory

Way = Literal["around", "inside", "lying in"]

# One step from a place that was found. Those that go through drawings too join on columns that have an index, instead
# of asking for one OR the other, which PostgreSQL would answer by reading every place at every step.
STEPS: dict[Way, str] = {
    "around": (
        "SELECT COALESCE(own.parent_id, piece.from_territory_id) FROM found"
        " CROSS JOIN (SELECT 0 AS way UNION ALL SELECT 1) ways"
        " LEFT JOIN network_territory own ON ways.way = 0 AND own.id = found.id"
        " LEFT JOIN network_territory_drawn_from piece ON ways.way = 1 AND piece.to_territory_id = found.id"
    ),
    "inside": (
        "SELECT COALESCE(child.id, piece.to_territory_id) FROM found"
        " CROSS JOIN (SELECT 0 AS way UNION ALL SELECT 1) ways"
        " LEFT JOIN network_territory child ON ways.way = 0 AND child.parent_id = found.id"
        " LEFT JOIN network_territory_drawn_from piece ON ways.way = 1 AND piece.from_territory_id = found.id"
    ),
    "lying in": "SELECT child.id FROM found JOIN network_territory child ON child.parent_id = found.id",
}


def reached_from(start: "models.QuerySet[Territory]", way: Way) -> RawSQL | None:
    """The ids of the places of `start` and of all that is reached from them, for `pk__in`; None where none is.

    "around" and "inside" follow drawings as well, "lying in" does not.
    """
    try:
        first, params = start.order_by().values("pk").query.get_compiler(start.db).as_sql()
    except EmptyResultSet:
        return None
    statement = (
        f"WITH RECURSIVE found(id) AS ({first} UNION {STEPS[way]})"  # noqa: S608  (nothing that was typed)
        " SELECT id FROM found WHERE id IS NOT NULL"
    )
    values: Any = tuple(params)
    return RawSQL(statement, values)  # noqa: S611  (the parameters are the query's own)
