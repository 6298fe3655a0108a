"""Trees of places and of networks: climbed without running in a circle, and grown by one hand at a time."""

from collections.abc import Iterator
from typing import TypeVar

from django.db import connection, models

from maillage.foundation.network.models import Network, Territory

Node = TypeVar("Node", Network, Territory)

# Numbers that only have to differ from one another and from those of other rooms.
_LOCKS: dict[type[models.Model], int] = {Territory: 7_401, Network: 7_402}


def above(node: Node) -> Iterator[Node]:
    """What a place lies in, or a network belongs to, the nearest first; each once, even where the tree is broken."""
    seen = {node.pk}
    parent = node.parent
    while parent and parent.pk not in seen:
        seen.add(parent.pk)
        yield parent
        parent = parent.parent


def lock_tree(model: type[Node]) -> None:
    """Wait until nobody else edits this tree; hold it until the transaction ends. Call it first in the transaction.

    Two edits that are each right can be a cycle together. On SQLite only one transaction writes anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCKS[model]])
