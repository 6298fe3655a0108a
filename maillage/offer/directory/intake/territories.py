"""Which territory a point lies in: the smallest one around it."""

from collections.abc import Sequence
from uuid import UUID

import shapely
from shapely.geometry import shape

from maillage.foundation.network.models import Territory

# Above these a place says less than its address does, and below them nobody looks.
KINDS = (Territory.Kind.NEIGHBOURHOOD, Territory.Kind.MUNICIPALITY, Territory.Kind.BLOCK)


class Locator:
    """The boundaries of neighbourhoods and municipalities, read when first asked and kept as long as the run lasts."""

    def __init__(self) -> None:
        self._tree: shapely.STRtree | None = None
        self._ids: list[UUID] = []
        self._areas: list[float] = []

    def territories_of(self, points: Sequence[tuple[float, float]]) -> list[UUID | None]:
        """For each (longitude, latitude) in degrees the smallest territory around it, or None."""
        if not points:
            return []
        tree = self._read()
        found: list[UUID | None] = [None] * len(points)
        if not self._ids:
            return found
        best = [float("inf")] * len(points)
        pairs = tree.query(shapely.points(points), predicate="intersects")
        for point, boundary in zip(*pairs, strict=True):
            if self._areas[boundary] < best[point]:
                best[point], found[point] = self._areas[boundary], self._ids[boundary]
        return found

    def _read(self) -> shapely.STRtree:
        if self._tree is None:
            shapes = []
            rows = Territory.objects.filter(kind__in=KINDS, boundary__isnull=False)
            for pk, boundary in rows.values_list("pk", "boundary").iterator(chunk_size=200):
                area = shape(boundary)
                shapely.prepare(area)
                shapes.append(area)
                self._ids.append(pk)
                self._areas.append(area.area)
            self._tree = shapely.STRtree(shapes)
        return self._tree
