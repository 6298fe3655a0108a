"""JSON is read item by item, however large; where it breaks, what stood before has been read."""

import json

import pytest

from maillage.offer.directory.exchange import Severity, limits, open_source
from maillage.offer.directory.exchange.formats import jsons
from maillage.offer.directory.exchange.formats.tables import Row
from maillage.offer.directory.exchange.tests.helpers import SERVICES, read

ITEMS = [{"id": n, "nom": f"nom {n}", "organisme": "CPAS", "ouvert": True, "tags": ["a", "b"]} for n in range(400)]


@pytest.fixture(params=["small", "large"])
def size(request, monkeypatch):
    """As a whole, and as a stream: the same has to come out."""
    if request.param == "large":
        monkeypatch.setattr(limits, "WHOLE_JSON_BYTES", 0)
        monkeypatch.setattr(jsons, "CHUNK", 7)
    return request.param


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (json.dumps(ITEMS), ""),
        (json.dumps(ITEMS, indent=2), ""),
        (json.dumps({"total": 3, "page": {"n": 1}, "contents": ITEMS}), "contents"),
        (json.dumps({"data": {"services": ITEMS}, "x": "}]"}), "data.services"),
        ("\n".join(json.dumps(item) for item in ITEMS), ""),
    ],
)
def test_the_items_are_found(tmp_path, size, text, path):
    file = tmp_path / "services.json"
    file.write_text(text)
    (table,) = open_source([file]).tables
    assert (table.path, table.rows_estimated) == (path, 400)
    rows = [row for row in table.rows() if isinstance(row, Row)]
    assert rows[7].cells == {"id": "7", "nom": "nom 7", "organisme": "CPAS", "ouvert": "true", "tags": ["a", "b"]}
    assert [row.number for row in rows] == list(range(1, 401))


def test_what_stands_before_a_break_is_read(tmp_path, size):
    file = tmp_path / "services.json"
    text = json.dumps(ITEMS[:300], indent=1)
    file.write_text(text[: text.index('"nom 250"')] + '"nom 250" oops, ' + text[text.index('"nom 251"') :])
    found, problems = read(file, SERVICES)
    (problem,) = [one for one in problems if one.reason == "stopped_here"]
    assert problem.severity is Severity.REFUSED
    assert "line" in problem.details["what"]
    if size == "large":
        assert len([record for record in found if record.kind == "service"]) == 250


@pytest.mark.parametrize(
    "text", ['[{"a": NaN}]', '[{"id": 1' + "0" * 5000 + "}]", "[" * 5000 + "]" * 5000, '[{"a": "\\ud800"}]']
)
def test_what_no_directory_has_is_no_crash(tmp_path, size, text):
    file = tmp_path / "services.json"
    file.write_text(text)
    read(file, SERVICES)


def test_an_item_that_never_ends_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "WHOLE_JSON_BYTES", 0)
    monkeypatch.setattr(limits, "ITEM_CHARACTERS", 1000)
    monkeypatch.setattr(jsons, "CHUNK", 100)
    file = tmp_path / "services.json"
    file.write_text('[{"id": 1, "nom": "a", "organisme": "b"}, {"id": 2, "nom": "' + "x" * 100_000)
    found, problems = read(file, SERVICES)
    assert [record.key for record in found if record.kind == "service"] == ["1"]
    assert "too large" in problems[-1].details["what"]


def test_items_that_are_no_objects_are_refused(tmp_path):
    file = tmp_path / "services.json"
    file.write_text('[{"id": 1, "nom": "a", "organisme": "b"}, 3, null, ["x"]]')
    found, problems = read(file, SERVICES)
    assert [(one.reason, one.where.row) for one in problems] == [("not_an_item", n) for n in (2, 3, 4)]
    assert len(found) == 2


def test_nested_names_are_joined():
    item = {"a": {"b": 1, "c": {"d": None}}, "phones": [{"n": "1"}, {"n": "2", "t": ["x"]}], "e": [], "f": 2.0}
    assert jsons.flattened(item) == {"a.b": "1", "phones[].n": ["1", "2"], "phones[].t": ["x"], "f": "2"}


def test_points_of_a_map_have_coordinates(tmp_path):
    feature = {"type": "Feature", "properties": {"nom": "x", "organisme": "y"}, "id": 4}
    document = {
        "type": "FeatureCollection",
        "features": [
            feature | {"geometry": {"type": "Point", "coordinates": [4.38, 50.86, 12]}},
            feature | {"id": 5, "geometry": {"type": "Polygon", "coordinates": []}},
            feature | {"id": 6, "geometry": None},
        ],
    }
    file = tmp_path / "map.geojson"
    file.write_text(json.dumps(document))
    (table,) = open_source([file]).tables
    said = list(table.rows())
    assert said[0].cells == {"nom": "x", "organisme": "y", "id": "4", "longitude": "4.38", "latitude": "50.86"}
    assert said[1].reason == "not_a_point"
    assert len([row for row in said if isinstance(row, Row)]) == 3
