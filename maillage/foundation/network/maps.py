"""What a map shows: boundaries as the base, points on them. Nothing is asked of anybody else's server."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Point:
    """A place: WGS 84 degrees, and its name in the page's language."""

    longitude: float
    latitude: float
    label: str


@dataclass(frozen=True)
class MapData:
    """A map with its name; `boundaries` are GeoJSON geometries in WGS 84, already simplified for a page."""

    label: str
    boundaries: tuple[dict[str, Any], ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.boundaries or self.points)

    @property
    def payload(self) -> dict[str, Any]:
        """What the script of the page reads."""
        return {"boundaries": list(self.boundaries), "points": [asdict(point) for point in self.points]}
