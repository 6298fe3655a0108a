"""What is handed in instead of a table is refused, with its reason; nothing is unpacked that could fill a disk."""

import zipfile

import openpyxl
import pytest

from maillage.offer.directory.exchange import inspect, open_source
from maillage.offer.directory.exchange.tests.helpers import SERVICES, csv_file, read

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty_file"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web_page"),
        (b"\n\n<!-- x --><HTML lang=fr>", "web_page"),
        (b'<?xml version="1.0"?><html xmlns="x"></html>', "web_page"),
        (b'<?xml version="1.0"?><kml></kml>', "not_a_table"),
        (PDF, "not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (bytes(range(256)) * 40, "not_a_table"),
        (b"PK\x03\x04 not a zip at all", "damaged"),
        (b"[1, 2", "stopped_here"),
        (b"[]", "no_rows"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, reason):
    path = tmp_path / "services.csv"
    path.write_bytes(content)
    source = open_source([path])
    assert not source.tables
    assert [problem.reason for problem in source.problems] == [reason]
    seen = inspect([path])
    assert (seen.format, seen.mapping) == ("unknown", None)


def test_a_file_that_is_not_there_is_told(tmp_path):
    (problem,) = open_source([tmp_path / "nothing.csv"]).problems
    assert problem.reason == "file_missing"


def test_an_empty_folder_holds_nothing(tmp_path):
    (problem,) = open_source([tmp_path]).problems
    assert problem.reason == "nothing_to_read"


def test_an_archive_gives_its_tables_and_no_rubbish(tmp_path):
    csv = csv_file(tmp_path, ["1,Accueil,CPAS,,"])
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(csv, "data/services.csv")
        archive.writestr("__MACOSX/data/._services.csv", b"\x00\x05\x16\x07")
        archive.writestr("data/.DS_Store", b"\x00")
    found, problems = read(path, SERVICES)
    assert [record.key for record in found if record.kind == "service"] == ["1"]
    assert found[0].where.file == "export.zip/data/services.csv"
    assert not [problem for problem in problems if problem.reason not in ("no_parent",)]


@pytest.mark.parametrize("name", ["../services.csv", "/etc/services.csv", "C:\\services.csv", "a/../../services.csv"])
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path, name):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "id,nom\n1,x\n")
    source = open_source([path])
    assert not source.tables
    assert source.problems[0].reason == "unsafe_name"


def test_an_archive_in_an_archive_is_refused(tmp_path):
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("services.csv", "id,nom\n1,x\n")
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "inner.csv")
    assert [problem.reason for problem in open_source([path]).problems] == ["nested_archive"]


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("services.csv", "w") as member:
        for _ in range(32):
            member.write(b"0" * 1024 * 1024)
    source = open_source([path])
    assert not source.tables
    assert [problem.reason for problem in source.problems] == ["too_large_unpacked"]


def test_a_spreadsheet_may_be_a_bomb_too(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as member:
            for _ in range(32):
                member.write(b" " * 1024 * 1024)
    assert [problem.reason for problem in open_source([path]).problems] == ["too_large_unpacked"]


def test_a_spreadsheet_declares_no_entities(tmp_path):
    good, path = tmp_path / "good.xlsx", tmp_path / "laughs.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "nom"])
    book.save(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as archive:
        for info in source.infolist():
            data = source.read(info)
            if info.filename.endswith("sheet1.xml"):
                data = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]>' + data
            archive.writestr(info, data)
    assert [problem.reason for problem in open_source([path]).problems] == ["entity_declared"]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "open_document"),
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "not_a_table"),
        ({"[Content_Types].xml": "", "xl/workbook.xml": "<broken"}, "damaged"),
    ],
)
def test_other_documents_are_told_apart(tmp_path, members, reason):
    path = tmp_path / "services.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    assert [problem.reason for problem in open_source([path]).problems] == [reason]
