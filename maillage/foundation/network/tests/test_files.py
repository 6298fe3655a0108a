"""What is handed in as GeoJSON."""

import json

import pytest
from django.core.exceptions import ValidationError

from maillage.foundation.network.files import features_of, properties_of

FEATURE = {"type": "Feature", "properties": {"name": "Ubaye"}, "geometry": None}


def collection(**members):
    return json.dumps({"type": "FeatureCollection", "features": [FEATURE]} | members).encode()


def refusal(data, max_bytes=10_000):
    with pytest.raises(ValidationError) as refused:
        features_of(data, max_bytes=max_bytes)
    assert refused.value.messages[0].strip()  # its words can be made
    return refused.value.code


def test_what_is_accepted():
    assert features_of(collection(), max_bytes=10_000) == [FEATURE]
    assert features_of(b"\xef\xbb\xbf" + collection(), max_bytes=10_000) == [FEATURE]
    assert features_of(collection().decode().encode("utf-16"), max_bytes=10_000) == [FEATURE]
    assert features_of(json.dumps(FEATURE).encode(), max_bytes=10_000) == [FEATURE]
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4258"):
        assert features_of(collection(crs={"type": "name", "properties": {"name": name}}), max_bytes=10_000)
    assert features_of(collection(crs=None), max_bytes=10_000)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (collection(features=[]), "empty"),
        (b"<!DOCTYPE html><html></html>", "not_geojson"),
        (b"\n <html>", "not_geojson"),
        (b'<?xml version="1.0"?><kml></kml>', "not_geojson"),
        (b"PK\x03\x04....", "not_geojson"),
        (b"\x1f\x8b\x08\x00", "not_geojson"),
        (b"SQLite format 3\x00", "not_geojson"),
        (b"\x00\x00\x27\x0a\x00", "not_geojson"),
        (b"%PDF-1.7", "not_geojson"),
        (b"code;name\n04001;Aiglun\n", "not_geojson"),
        (collection()[:-20], "not_geojson"),
        (b"[1, 2]", "not_geojson"),
        (b'"hello"', "not_geojson"),
        (b'{"type": 3}', "not_geojson"),
        (b'{"type": "Topology", "objects": {}}', "not_geojson"),
        (b'{"type": "Polygon", "coordinates": []}', "not_geojson"),
        (b'{"type": "FeatureCollection"}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": {"a": 1}}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "not_geojson"),
        (b"[" * 100_000, "size"),
        (b"[" * 9_000, "not_geojson"),
        (b'{"type": "FeatureCollection", "features": [' + b"9" * 5_000 + b"]}", "not_geojson"),
        (collection(name="Besançon").decode().replace("\\u00e7", "ç").encode("cp1252"), "encoding"),
        (collection(crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}), "projected"),
        (collection(crs={"type": "name", "properties": {"name": "EPSG:2154"}}), "projected"),
    ],
)
def test_what_is_refused(data, code):
    assert refusal(data) == code


def test_the_properties_of_a_file_with_an_example_each():
    features = [
        {"properties": {"code": None, "name": "Aiglun", "list": [1]}},
        {"properties": {"code": 4001, "name": "Allons"}},
        {"properties": None},
        "not a feature",
    ]
    assert properties_of(features) == {"code": "4001", "name": "Aiglun", "list": ""}
