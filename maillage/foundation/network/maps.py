"""What a map shows: boundaries as the base, points on them. Nothing is asked of anybody else's server unless an
administrator named one in MAP_TILES."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from maillage.foundation.network.boundaries import simplified
from maillage.foundation.network.models import Territory

POINTS_OF_A_MAP = 1200  # of all its boundaries together: about 20 KB on the page


@dataclass(frozen=True)
class Point:
    """A place: WGS 84 degrees, its name in the page's language, and where a click on it leads."""

    longitude: float
    latitude: float
    label: str
    url: str = ""


@dataclass(frozen=True)
class MapData:
    """A map with its name; `boundaries` are GeoJSON geometries in WGS 84, already simplified for a page.

    Shown by `{% include "network/_map.html" with map=map %}`; two maps on one page need two `id`s.
    """

    label: str
    boundaries: tuple[dict[str, Any], ...] = ()
    points: tuple[Point, ...] = ()
    id: str = "map"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.boundaries or self.points)

    @property
    def payload(self) -> dict[str, Any]:
        """What the script of the page reads."""
        url, _bar, attribution = settings.MAP_TILES.partition("|")
        return {
            "boundaries": list(self.boundaries),
            "points": [asdict(point) for point in self.points],
            "tiles": {"url": url, "attribution": attribution} if url else None,
        }


def boundaries_of(territories: Iterable[Territory]) -> tuple[dict[str, Any], ...]:
    """The boundaries that are known, each as light as their number asks for."""
    known = [territory.boundary for territory in territories if territory.boundary]
    points = max(12, POINTS_OF_A_MAP // max(1, len(known)))
    return tuple(simplified(boundary, points=points) for boundary in known)
