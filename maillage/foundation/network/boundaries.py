"""Boundaries of places: GeoJSON Polygon or MultiPolygon in WGS 84, longitude before latitude, in degrees. No Django.

Boundaries go in and out as GeoJSON objects (dicts), so that a JSON column holds them as they are.
"""

import enum
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import transform

EARTH_RADIUS_KM = 6371.0072  # of the sphere with the surface of the Earth
DECIMALS = 6  # of a degree: about ten centimetres
SIMPLIFY_STEPS = 24

# The mainland of the countries we know (west, south, east, north), with a margin: enough to tell that latitude and
# longitude changed places. What lies overseas lies in no box either way, and passes.
MAINLAND = {
    "AT": (9, 46, 18, 50),
    "BE": (2, 49, 7, 52),
    "CH": (5, 45, 11, 48),
    "DE": (5, 47, 16, 56),
    "ES": (-10, 35, 5, 44),
    "FR": (-6, 41, 10, 52),
    "IT": (6, 35, 19, 48),
    "LU": (5, 49, 7, 51),
    "NL": (3, 50, 8, 54),
    "PT": (-10, 36, -6, 43),
}


class Fault(enum.StrEnum):
    """Why a boundary was refused."""

    NOT_GEOJSON = "not_geojson"  # no type, no coordinates, or coordinates that are not nested lists of numbers
    NOT_AN_AREA = "not_an_area"  # a point, a line or a collection
    EMPTY = "empty"  # no surface left after repair
    SWAPPED = "swapped"  # latitude before longitude
    PROJECTED = "projected"  # metres of a national grid instead of degrees
    OUT_OF_RANGE = "out_of_range"  # degrees that are not on Earth


class WrongBoundary(ValueError):
    """A boundary that cannot be used; `fault` says why, `found` shows the coordinate or the type that told."""

    def __init__(self, fault: Fault, found: str = "") -> None:
        super().__init__(f"{fault}: {found}")
        self.fault, self.found = fault, found


def checked(geometry: Any, *, country: str = "") -> dict[str, Any]:
    """The boundary repaired and normalised: two dimensions, six decimals, rings the right way round.

    `country` (ISO 3166-1 alpha-2) helps to notice swapped coordinates. Raises WrongBoundary.
    """
    if not isinstance(geometry, Mapping) or not isinstance(geometry.get("type"), str):
        raise WrongBoundary(Fault.NOT_GEOJSON)
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise WrongBoundary(Fault.NOT_AN_AREA, geometry["type"][:40])
    depth = 1 if geometry["type"] == "Polygon" else 2
    positions = list(_positions(geometry.get("coordinates"), depth))
    if not positions:
        raise WrongBoundary(Fault.EMPTY)
    _check_degrees(positions, country)
    try:
        repaired = shapely.make_valid(shapely.force_2d(shape(geometry)))
    except (ValueError, shapely.errors.ShapelyError) as error:
        raise WrongBoundary(Fault.NOT_GEOJSON) from error
    return _geojson(_areas_of(repaired))


def union(boundaries: Iterable[Mapping[str, Any]], *, bridge_m: float = 0) -> dict[str, Any]:
    """One boundary around several, the lines between them dissolved; raises WrongBoundary where nothing is left.

    Gaps up to `bridge_m` metres wide (streets between blocks) are filled.
    """
    together = shapely.union_all([shape(boundary) for boundary in boundaries])
    if bridge_m and not together.is_empty:
        together = _bridged(together, bridge_m)
    return _geojson(_areas_of(together))


def nested(boundaries: Sequence[Mapping[str, Any]]) -> tuple[int, int] | None:
    """The positions of a pair of which the first lies, for more than half of it, in the second; None where none does.

    Neighbours whose lines were drawn twice overlap by a sliver: that is no nesting.
    """
    if not boundaries:
        return None
    areas = [shape(boundary) for boundary in boundaries]
    tree = shapely.STRtree(areas)
    for one, other in zip(*tree.query(areas, predicate="intersects"), strict=True):
        smaller = one != other and areas[one].area <= areas[other].area
        if smaller and areas[one].intersection(areas[other]).area > areas[one].area / 2:
            return int(one), int(other)
    return None


def simplified(boundary: Mapping[str, Any], *, points: int = 400) -> dict[str, Any]:
    """The boundary with about `points` points, for a map on a page; small islands go first where there are too many.

    The smallest tolerance that suffices is found by halving (Douglas and Peucker 1973, topology preserved).
    """
    area = shape(boundary)
    if shapely.get_num_coordinates(area) <= points:
        return dict(boundary)
    parts = sorted(shapely.get_parts(area), key=lambda part: part.area, reverse=True)
    area = shapely.multipolygons(parts[: max(1, points // 8)])
    low, high = 0.0, math.hypot(area.bounds[2] - area.bounds[0], area.bounds[3] - area.bounds[1])
    best = shapely.simplify(area, high, preserve_topology=True)
    for _step in range(SIMPLIFY_STEPS):
        middle = (low + high) / 2
        trial = shapely.simplify(area, middle, preserve_topology=True)
        if shapely.get_num_coordinates(trial) > points:
            low = middle
        else:
            high, best = middle, trial
    return _geojson(_areas_of(shapely.make_valid(best)))


def representative_point(boundary: Mapping[str, Any]) -> tuple[float, float]:
    """A point inside the boundary, as (longitude, latitude): where a label can stand, also in a crescent."""
    point = shape(boundary).representative_point()
    return round(point.x, DECIMALS), round(point.y, DECIMALS)


def contains(boundary: Mapping[str, Any], *, longitude: float, latitude: float) -> bool:
    """Whether the point lies inside the boundary or on it."""
    return bool(shapely.intersects_xy(shape(boundary), longitude, latitude))


def which_lie_in(boundary: Mapping[str, Any], points: Sequence[tuple[float, float]]) -> list[bool]:
    """For each (longitude, latitude), whether it lies inside the boundary or on it; quick for very many points."""
    area = shape(boundary)
    shapely.prepare(area)
    longitudes, latitudes = [x for x, _y in points], [y for _x, y in points]
    return [bool(inside) for inside in shapely.intersects_xy(area, longitudes, latitudes)]


def area_km2(boundary: Mapping[str, Any]) -> float:
    """The surface in square kilometres, on a sphere with the Earth's surface: within 0.7 % of the ellipsoid.

    For each ring R²/2 · |Σ (λᵢ₊₁ - λᵢ₋₁) · sin φᵢ|, with λ longitude and φ latitude in radians; holes are subtracted.
    Chamberlain and Duquette, "Some algorithms for polygons on a sphere", JPL Publication 07-03 (2007), equation 4.
    """
    total = 0.0
    for polygon in shapely.get_parts(shape(boundary)):
        total += _ring_area_km2(polygon.exterior) - sum(_ring_area_km2(hole) for hole in polygon.interiors)
    return total


def bounds(boundary: Mapping[str, Any]) -> tuple[float, float, float, float]:
    """West, south, east and north, in degrees."""
    west, south, east, north = shape(boundary).bounds
    return west, south, east, north


def same(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two boundaries are written alike, coordinate by coordinate."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _positions(nested: Any, depth: int) -> Iterator[tuple[float, float]]:
    """The coordinate pairs of nested lists; raises WrongBoundary for anything else."""
    if not isinstance(nested, (list, tuple)):
        raise WrongBoundary(Fault.NOT_GEOJSON, str(nested)[:40])
    if depth:
        for inner in nested:
            yield from _positions(inner, depth - 1)
        return
    for position in nested:
        if not isinstance(position, (list, tuple)) or len(position) < 2 or not all(map(_is_number, position[:2])):
            raise WrongBoundary(Fault.NOT_GEOJSON, str(position)[:40])
        yield position[0], position[1]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _check_degrees(positions: list[tuple[float, float]], country: str) -> None:
    for x, y in positions:
        if abs(x) <= 180 and abs(y) <= 90:
            continue
        found = f"[{x}, {y}]"
        if abs(x) <= 90 and abs(y) <= 180:
            raise WrongBoundary(Fault.SWAPPED, found)
        raise WrongBoundary(Fault.PROJECTED if max(abs(x), abs(y)) > 1000 else Fault.OUT_OF_RANGE, found)
    box = MAINLAND.get(country)
    x, y = positions[0]
    if box and not _in_box(box, x, y) and _in_box(box, y, x):
        raise WrongBoundary(Fault.SWAPPED, f"[{x}, {y}]")


def _in_box(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    west, south, east, north = box
    return west <= x <= east and south <= y <= north


def _areas_of(geometry: BaseGeometry) -> BaseGeometry:
    """What has a surface: a repair may leave lines and points behind."""
    areas = [part for part in _flat(geometry) if part.geom_type == "Polygon" and part.area]
    if not areas:
        raise WrongBoundary(Fault.EMPTY)
    return shapely.union_all(areas)


def _flat(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        yield from _flat(part) if hasattr(part, "geoms") else [part]


def _geojson(area: BaseGeometry) -> dict[str, Any]:
    """GeoJSON with rounded coordinates, exterior rings counter-clockwise (RFC 7946), always in the same order."""
    rounded = shapely.set_precision(area, 10**-DECIMALS)
    ordered = shapely.orient_polygons(shapely.normalize(_areas_of(rounded)))
    # set_precision works on a grid of doubles: round once more, so that JSON shows six decimals and no tail.
    shown = transform(lambda x, y: (_rounded(x), _rounded(y)), ordered)
    result: dict[str, Any] = json.loads(json.dumps(mapping(shown)))
    return result


def _rounded(values: Any) -> Any:
    return [round(value, DECIMALS) for value in values] if isinstance(values, Iterable) else round(values, DECIMALS)


def _bridged(area: BaseGeometry, width_m: float) -> BaseGeometry:
    """Swollen by half the width and shrunk again, in metres around the middle of the area; the area itself stays."""
    _west, south, _east, north = area.bounds
    metres = math.radians(1) * EARTH_RADIUS_KM * 1000
    scale = metres * math.cos(math.radians((south + north) / 2))
    flat = transform(lambda x, y: (x * scale, y * metres), area)
    # Mitred corners: round ones would need hundreds of points, and would be shrunk back to the same line.
    closed = flat.buffer(width_m / 2, join_style="mitre").buffer(-width_m / 2, join_style="mitre")
    return shapely.union(area, transform(lambda x, y: (x / scale, y / metres), closed))


def _ring_area_km2(ring: BaseGeometry) -> float:
    positions = [(math.radians(x), math.radians(y)) for x, y in ring.coords[:-1]]
    count = len(positions)
    twice = sum((positions[(i + 1) % count][0] - positions[i - 1][0]) * math.sin(positions[i][1]) for i in range(count))
    return abs(twice) * EARTH_RADIUS_KM**2 / 2
