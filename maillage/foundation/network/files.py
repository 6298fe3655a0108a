"""GeoJSON files as people hand them in: opened, or refused with what to do about it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

# The names under which a file may say that it is in WGS 84, with the longitude first (or ETRS 89, the same to a metre).
WGS_84 = re.compile(r"CRS84|EPSG:{1,2}(4326|4258)$", re.IGNORECASE)

# The geometry of a place in a list that has no boundaries.
UNDRAWN = object()

# What is often handed in instead, known by its first bytes.
DISGUISES = (
    (
        re.compile(rb"\s*<(!doctype html|html)", re.IGNORECASE),
        _("This is a web page, not GeoJSON. Download the file itself."),
    ),
    (re.compile(rb"\s*<"), _("This is an XML file (KML, GML or SVG), not GeoJSON. Export it as GeoJSON.")),
    (
        re.compile(rb"PK\x03\x04"),
        _("This is a ZIP file, perhaps with a shapefile or a table in it. Export it as GeoJSON."),
    ),
    (re.compile(rb"\x1f\x8b"), _("This file is compressed (GZ). Unpack it first.")),
    (re.compile(rb"SQLite format 3"), _("This is a GeoPackage. Export the layer as GeoJSON.")),
    (re.compile(rb"\x00\x00\x27\x0a"), _("This is a shapefile. Export it as GeoJSON.")),
    (re.compile(rb"%PDF"), _("This is a PDF, not GeoJSON.")),
)


def features_of(data: bytes, *, max_bytes: int) -> list[Any]:
    """The features of a GeoJSON file in WGS 84; raises ValidationError with what to do.

    A lone Feature is a list of one. A plain JSON list of places, as registers hand them out, gives features without a
    boundary (`UNDRAWN`); what is nested in its items gets a name of two parts, "name.fr". What each feature holds is
    not looked at here.
    """
    if len(data) > max_bytes:
        message = _("This file is too large (%(size)s; at most %(limit)s). Simplify it, or split it.")
        raise ValidationError(
            message, code="size", params={"size": filesizeformat(len(data)), "limit": filesizeformat(max_bytes)}
        )
    if not data.strip():
        raise ValidationError(_("This file is empty."), code="empty")
    for pattern, reason in DISGUISES:
        if pattern.match(data):
            raise ValidationError(reason, code="not_geojson")
    document = _json(data)
    if isinstance(document, list) and document and all(isinstance(item, Mapping) for item in document):
        return [{"type": "Feature", "properties": _flat(item), "geometry": UNDRAWN} for item in document]
    if not isinstance(document, Mapping) or not isinstance(document.get("type"), str):
        raise ValidationError(_("This is JSON, but not GeoJSON: it has no type."), code="not_geojson")
    _check_reference_system(document)
    match document["type"], document.get("features"):
        case "FeatureCollection", [_first, *_others] as features:
            return list(features)
        case "FeatureCollection", []:
            raise ValidationError(_("This file holds no places."), code="empty")
        case "Feature", None:
            return [document]
        case "Topology", None:
            raise ValidationError(_("This is TopoJSON. Export it as GeoJSON."), code="not_geojson")
    message = _("This file is a %(type)s: a FeatureCollection is needed, with a name and a code for each place.")
    raise ValidationError(message, code="not_geojson", params={"type": document["type"][:40]})


def _flat(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with {"name": {"fr": …}} as "name.fr"."""
    flat: dict[str, Any] = {}
    for name, value in item.items():
        flat |= (
            {f"{name}.{part}": inner for part, inner in value.items()} if isinstance(value, Mapping) else {name: value}
        )
    return flat


def properties_of(features: list[Any]) -> dict[str, str]:
    """The names of the properties that the features have, each with a value by which a person knows it again."""
    examples: dict[str, str] = {}
    for name, value in _all_properties(features):
        if not examples.get(name) and isinstance(value, (str, int, float)):
            examples[name] = str(value)[:40]
        else:
            examples.setdefault(name, "")
    return examples


def _all_properties(features: list[Any]) -> Iterator[tuple[str, Any]]:
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, Mapping) else None
        if isinstance(properties, Mapping):
            yield from properties.items()


def _json(data: bytes) -> Any:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("The letters of this file are not UTF-8. Export it again with the encoding UTF-8.")
        raise ValidationError(message, code="encoding") from error
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        message = _("This is not GeoJSON: it breaks off at line %(line)s, character %(column)s.")
        raise ValidationError(
            message, code="not_geojson", params={"line": error.lineno, "column": error.colno}
        ) from error
    except (ValueError, RecursionError) as error:  # NaN, a number of a thousand digits, a thousand nested lists
        raise ValidationError(_("This file holds numbers or lists that no map has."), code="not_geojson") from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _check_reference_system(document: Mapping[str, Any]) -> None:
    """An old GeoJSON may name the grid it is in; today's is in WGS 84 by definition."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if isinstance(name, str) and not WGS_84.search(name.strip()):
        message = _("This file says that it is in %(name)s. Export it in WGS 84 (EPSG:4326).")
        raise ValidationError(message, code="projected", params={"name": name[:60]})
