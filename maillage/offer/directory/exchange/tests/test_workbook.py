"""Our workbook goes out and comes back without a loss; a spreadsheet never runs what people wrote."""

import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.offer.directory.exchange import Kind, Severity, inspect, load_mapping, write_refused, write_workbook
from maillage.offer.directory.exchange.tests.helpers import SERVICES, csv_file, read
from maillage.offer.directory.exchange.workbook import SHEETS, columns_of

# ruff: noqa: E501  (a table is easier to read on its lines)
ROWS = {
    Kind.ORGANIZATION: [
        {"key": "o1", "name": {"fr": "=cmd|' /C calc'!A0", "nl": "x &amp; <b>y</b>"}, "website": "https://B.be/A?x=Y", "phone": "+3222473215",
         "language": "fr", "kind": "public_welfare", "identifiers": {"BE-ENT": "0212347945"}},
    ],
    Kind.LOCATION: [
        {"key": "l1", "links": {"organization": "o1"}, "name": {"fr": "n/a"}, "longitude": 4.123456789012345, "latitude": 50.1,
         "country": "BE", "postal_code": "01000", "accessibility": {"wheelchair": False, "parking": True}, "address_hidden": True},
    ],
    Kind.SERVICE: [
        {"key": "s1", "links": {"organization": "o1"}, "name": {"fr": "Accueil", "fr-simple": "On vous aide"},
         "description": {"fr": "a\n\n\n\nb  c", "de": "ü"}, "themes": ["sante", "sante--addictions"], "languages": ["fr", "sfb"],
         "capacity": 0, "access_modes": ["walk_in", "phone"], "fees": "unknown", "language": "fr",
         "opening_hours": "Mo-Fr 09:00-12:00; PH off"},
    ],
    Kind.SERVICE_AT_LOCATION: [{"key": "x1", "links": {"service": "s1", "location": "l1"}, "hours_note": {"fr": "-1"}}],
    Kind.CONTACT_POINT: [
        {"key": "c1", "links": {"service": "s1"}, "kind": "phone", "value": "112", "label": {"fr": "+urgence", "nl": "nood"}},
        {"key": "c2", "links": {"service": "s1"}, "kind": "website", "value": "http://EXAMPLE.org/é"},
        {"key": "c3", "links": {"service": "s1"}, "kind": "chat", "value": "https://chat.example.org/#a"},
    ],
    Kind.COST_OPTION: [
        {"key": "k1", "links": {"service": "s1"}, "amount": Decimal("12.50"), "currency": "CHF", "option": {"fr": "@adulte"}},
    ],
    Kind.REQUIRED_DOCUMENT: [{"key": "d1", "links": {"service": "s1"}, "document": {"fr": "Carte _x0041_ d'identité"}}],
}  # fmt: skip
LANGUAGES = ("fr", "nl", "de", "fr-simple")


def flat(record):
    row = {"key": record.key, **record.values}
    return row | ({"links": dict(record.links)} if record.links else {})


def test_out_and_in_again_is_the_same(tmp_path):
    path = tmp_path / "directory.xlsx"
    write_workbook(path, ROWS, languages=LANGUAGES)
    seen = inspect([path])
    assert (seen.format, seen.mapping.name, seen.problems) == ("maillage", "maillage", ())
    found, problems = read(path, seen.mapping)
    assert not problems
    back = {kind: [flat(record) for record in found if record.kind is kind] for kind in SHEETS}
    assert back == ROWS


def test_what_was_emptied_is_empty(tmp_path):
    path = tmp_path / "directory.xlsx"
    write_workbook(path, ROWS, languages=LANGUAGES)
    book = openpyxl.load_workbook(path)
    sheet = book["Services"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("capacity") + 1).value = None
    book.save(path)
    found, problems = read(path, load_mapping("maillage"))
    service = next(record for record in found if record.kind is Kind.SERVICE)
    assert "capacity" not in service.values and "capacity" not in service.raw
    assert not problems


def test_a_wrong_word_is_kept_and_not_taken_for_emptied(tmp_path):
    path = tmp_path / "directory.xlsx"
    write_workbook(path, ROWS | {Kind.SERVICE: [ROWS[Kind.SERVICE][0] | {"fees": "peut-être"}]}, languages=LANGUAGES)
    found, problems = read(path, load_mapping("maillage"))
    service = next(record for record in found if record.kind is Kind.SERVICE)
    assert [(one.severity, one.reason, one.where.file, one.where.row, one.where.column) for one in problems] == [
        (Severity.KEPT_AS_TEXT, "not_a_code", "directory.xlsx#Services", 2, "fees")
    ]
    assert service.raw["fees"] == "peut-être"


texts = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=40
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts.filter(lambda text: text.strip() == text and text.strip()), min_size=5, max_size=25))
def test_any_text_comes_back(tmp_path, written):
    path = tmp_path / "any.xlsx"
    rows = [{"key": f"s{n}", "name": {"fr": text}, "language": "fr"} for n, text in enumerate(written)]
    write_workbook(path, {Kind.SERVICE: rows}, languages=["fr"])
    found, _ = read(path, load_mapping("maillage"))
    assert [record.values["name"]["fr"] for record in found if record.kind is Kind.SERVICE] == written


def test_nothing_in_it_is_a_formula(tmp_path):
    path = tmp_path / "directory.xlsx"
    write_workbook(path, ROWS, languages=LANGUAGES)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")


def test_choices_and_headings_help_whoever_fills_it_in(tmp_path):
    path = tmp_path / "directory.xlsx"
    write_workbook(path, {}, languages=["fr"])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Read me", *SHEETS.values()]
    sheet = book["Services"]
    assert sheet.freeze_panes == "C2"
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert '"free,paid,means_tested,unknown"' in lists
    assert [cell.value for cell in sheet[1]] == columns_of(Kind.SERVICE, ["fr"])


@pytest.mark.parametrize("file", ["services.csv", "a/very[long]*name:of?a file that does not fit in a sheet.csv"])
def test_refused_rows_can_be_corrected_and_handed_in_again(tmp_path, file):
    path = csv_file(tmp_path, ["1,Accueil,CPAS,,", "1,Repas,CPAS,=x,"])
    _, problems = read(path, SERVICES)
    (refused,) = problems
    from dataclasses import replace

    refused = replace(refused, where=replace(refused.where, file=file))
    target = tmp_path / "refused.xlsx"
    assert write_refused(target, [(refused, "Deux fois le même.", "Choisissez.")]) == 1
    sheet = openpyxl.load_workbook(target).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:5] == ["id", "nom", "organisme", "description", "tel"]
    assert rows[1][:4] == ["1", "Repas", "CPAS", "=x"]
    assert rows[1][5:] == ["3", "id", "Deux fois le même.", "Choisissez."]
    assert sheet["D2"].data_type == "s"
    found, _ = read(target, SERVICES)
    (service,) = [record for record in found if record.kind is Kind.SERVICE]
    assert (service.key, service.raw) == ("1", {})  # where and why it was refused is not part of the row


def test_nothing_refused_is_an_empty_workbook(tmp_path):
    assert write_refused(tmp_path / "none.xlsx", []) == 0
    assert openpyxl.load_workbook(tmp_path / "none.xlsx").sheetnames
