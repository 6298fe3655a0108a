"""HSDS: tables that point to each other are joined; every row that points nowhere is told."""

import json
from collections import Counter

import pytest

from maillage.foundation.network.tests import reference
from maillage.offer.directory.exchange import Cursor, Kind, Severity, inspect, load_mapping, open_source, records
from maillage.offer.directory.exchange.hsds.schedules import hours_of
from maillage.offer.directory.exchange.tests.helpers import by_kind, read, reasons

# ruff: noqa: E501  (a table is easier to read on its lines)
TABLES = {
    "organizations": ["id,name,description,email,url", "o1,Centre,Aide,a@b.be,www.b.be"],
    "locations": ["id,organization_id,name,latitude,longitude", "l1,o1,Maison,50.86,4.38"],
    "services": ["id,organization_id,name,status,email", "s1,o1,Colis,active,", "s2,o1,Repas,active,"],
    "services_at_location": ["id,service_id,location_id", "x1,s1,l1", "x2,s2,zz"],
    "physical_addresses": ["id,location_id,address_1,city,postal_code,country", "a1,l1,Rue X 1,Schaerbeek,1030,BE"],
    "phones": [
        "id,service_id,location_id,organization_id,number,type",
        "p1,s1,,,02 247 32 15,voice", "p2,,l1,,02 247 32 16,voice", "p3,,,o1,02 247 32 17,voice",
        "p4,s1,,,02 247 32 18,fax", 'p5,"s1,s2",,,02 247 32 19,voice', "p6,nobody,,,02 247 32 20,voice",
    ],
    "regular_schedules": ["id,service_id,weekday,opens_at,closes_at", "h1,s1,1,09:00,12:00", "h2,s1,2,09:00,12:00"],
    "languages": ["id,service_id,language", "g1,s1,French", "g2,s1,nl"],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    for name, lines in TABLES.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n")
    return tmp_path


def test_a_directory_of_tables_is_joined(folder):
    seen = inspect([folder])
    assert (seen.format, seen.mapping.name) == ("hsds2", "hsds")
    found, problems = read(folder, seen.mapping)
    organization = found[0]
    assert organization.values["phone"] == "+3222473217"
    place = next(record for record in found if record.kind is Kind.LOCATION)
    assert place.values["address_1"] == "Rue X 1" and place.values["country"] == "BE"
    service = next(record for record in found if record.key == "s1")
    assert service.values["languages"] == ["fr", "nl"]
    (here,) = [record for record in found if record.kind is Kind.SERVICE_AT_LOCATION]
    assert here.values["opening_hours"] == "Mo,Tu 09:00-12:00"
    phones = Counter((r.links["service"], r.values["value"]) for r in found if r.kind is Kind.CONTACT_POINT)
    assert set(phones) == {
        ("s1", "+3222473215"), ("s1", "+3222473216"), ("s1", "+3222473219"), ("s2", "+3222473219"),
    }  # fmt: skip
    told = reasons(problems)
    assert told["refused", "link_not_found"] == 2  # a place and a service that are not here
    assert told["noted", "several_links"] == 1
    assert told["noted", "fax_left_out"] == 1
    refused = [problem for problem in problems if problem.severity is Severity.REFUSED]
    assert {(one.where.file, one.where.row, one.where.column) for one in refused} == {
        ("services_at_location.csv", 3, "location_id"), ("phones.csv", 7, "service_id"),
    }  # fmt: skip
    assert all(one.row for one in refused)


def test_parents_come_before_children_and_every_cursor_is_exact(folder):
    mapping = load_mapping("hsds")
    whole = list(records(open_source([folder]), mapping))
    met: set[tuple[str, str]] = set()
    for said in whole:
        if hasattr(said, "links"):
            assert all((kind, key) in met for kind, key in said.links.items())
            met.add((said.kind.value, said.key))
    for index, said in enumerate(whole):
        if isinstance(said, Cursor):
            assert list(records(open_source([folder]), mapping, start=said)) == whole[index + 1 :]


def test_repeats_are_one_thing_and_what_points_to_them_points_there(tmp_path):
    (tmp_path / "organizations.csv").write_text("id,name\no1,Centre\no2,Centre\n")
    (tmp_path / "services.csv").write_text("id,organization_id,name\ns1,o2,Colis\n")
    found, problems = read(tmp_path, load_mapping("hsds"))
    assert [(record.key, dict(record.links)) for record in found] == [("o1", {}), ("s1", {"organization": "o1"})]
    assert reasons(problems) == {("noted", "repeat"): 1}


def test_a_service_of_version_3_brings_everything_in_it(tmp_path):
    service = {
        "id": "s1", "name": "Colis", "status": "active", "fees_description": "gratuit",
        "organization": {"id": "o1", "name": "Centre", "website": "www.b.be"},
        "phones": [{"id": "p1", "number": "+32 2 247 32 15"}],
        "languages": [{"id": "g1", "code": "fr"}],
        "cost_options": [{"id": "k1", "amount": 5, "currency": "eur", "option": "adulte"}],
        "required_documents": [{"id": "d1", "document": "Carte d'identité"}],
        "service_at_locations": [{
            "id": "x1",
            "location": {"id": "l1", "name": "Maison", "latitude": 50.86, "longitude": 4.38,
                         "addresses": [{"id": "a1", "address_1": "Rue X 1", "country": "BE"}]},
            "schedules": [{"id": "h1", "opens_at": "09:00:00", "closes_at": "12:00:00", "byday": "MO,TU"}],
        }],
    }  # fmt: skip
    other = service | {"id": "s2", "name": "Repas", "phones": [], "cost_options": [], "required_documents": []}
    path = tmp_path / "services.json"
    path.write_text(json.dumps({"total_items": 2, "contents": [service, other]}))
    seen = inspect([path])
    assert (seen.format, seen.mapping.name) == ("hsds3", "hsds")
    found, problems = read(path, seen.mapping)
    assert by_kind(found) == {
        "organization": 1, "location": 1, "service": 2, "service_at_location": 1, "contact_point": 1, "cost_option": 1,
        "required_document": 1,
    }  # fmt: skip
    here = next(record for record in found if record.kind is Kind.SERVICE_AT_LOCATION)
    assert here.values["opening_hours"] == "Mo,Tu 09:00-12:00"
    assert not [problem for problem in problems if problem.severity is Severity.REFUSED]


@pytest.mark.parametrize(
    "name",
    ["hsds-3.1-dev/examples/service_full.json", "hsds-3.1-dev/examples/organization_full.json", "hsds-3.1-dev/examples/csv",
     "oruk-3.0/mocks/V3.0-UK-Default/service_full.json"],
)  # fmt: skip
def test_the_examples_of_the_standard(name):
    path = reference.path(f"standards/{name}")
    seen = inspect([path])
    assert seen.format == "hsds3"
    found, _ = read(path, seen.mapping)
    assert {"organization", "location", "service", "service_at_location"} <= set(by_kind(found))


def test_the_messy_export_comes_in_with_every_anomaly_told():
    path = reference.path("directories/orservices-hsds2")
    seen = inspect([path])
    assert seen.format == "hsds2"
    found, problems = read(path, seen.mapping)
    files = Counter((p.where.file, p.severity.value, p.reason) for p in problems)
    services = [record for record in found if record.kind is Kind.SERVICE]
    # Half of the services are repeats, and the other half comes in.
    assert len(services) + files["services.csv", "noted", "repeat"] == 2184
    assert len(services) >= 1092
    # Every service-location link dangles.
    assert files["services_at_location.csv", "refused", "link_not_found"] == 2963
    # Every place is there or told as a repeat; those without a position are told.
    places = [record for record in found if record.kind is Kind.LOCATION]
    assert len(places) + files["locations.csv", "noted", "repeat"] == 1134
    assert files["locations.csv", "noted", "no_position"] == sum("longitude" not in place.values for place in places)
    # Every row of every table that was read is a record or is told of.
    rows = {"data_for_api_v2_schedules.csv": 11_438, "phones.csv": 1_528, "schedules.csv": 818}
    for file, count in rows.items():
        told = {problem.where.row for problem in problems if problem.where.file == file}
        taken = {record.where.row for record in found if record.where.file == file}
        if file == "phones.csv":  # some are those of organizations
            assert len(told | taken) > 0.9 * count
        else:
            assert len(told | taken) == count
    assert any(problem.reason == "several_links" for problem in problems)


def test_the_small_sample_comes_in():
    found, problems = read(reference.path("directories/ohana-sample-csv"), load_mapping("hsds"))
    assert by_kind(found)["service"] == 23
    assert by_kind(found)["service_at_location"] == 23
    hours = [
        r.values["opening_hours"] for r in found if r.kind is Kind.SERVICE_AT_LOCATION and r.values.get("opening_hours")
    ]
    assert any("Dec 24 10:00-16:00" in text and "Jan 01 off" in text for text in hours)
    assert not [problem for problem in problems if problem.severity is Severity.REFUSED]


@pytest.mark.parametrize(
    ("schedules", "text"),
    [
        ([{"weekday": "Monday - Friday", "dtstart": "9:00AM", "until": "5:00PM"}], "Monday - Friday 09:00-17:00"),
        ([{"weekday": "1", "opens_at": "09:00", "closes_at": "12:00"}, {"weekday": "1", "opens_at": "13:00", "closes_at": "17:00"}], "Mo 09:00-12:00,13:00-17:00"),
        ([{"byday": "1MO,-1FR", "opens_at": "09:00", "closes_at": "12:00"}], "Mo[1],Fr[-1] 09:00-12:00"),
        ([{"byday": "MO", "opens_at": "09:00", "closes_at": "12:00", "interval": "2"}], "every 2 weeks Mo 09:00-12:00"),
        ([{"dtstart": "24 Hours"}], "24 Hours"),
        ([{"description": "sur rendez-vous"}], ""),
    ],
)  # fmt: skip
def test_schedules_are_one_text(schedules, text):
    assert hours_of(schedules) == text
