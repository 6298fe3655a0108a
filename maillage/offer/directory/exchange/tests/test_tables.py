"""Rows are found whatever the encoding, the separator and what stands above the headings."""

import openpyxl
import pytest

from maillage.foundation.network.tests import reference
from maillage.offer.directory.exchange import Severity, inspect, limits, open_source
from maillage.offer.directory.exchange.formats.tables import Row, letters
from maillage.offer.directory.exchange.tests.helpers import SERVICES, csv_file, read, reasons


def table(tmp_path, data: bytes, name="table.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = open_source([path]).tables
    return found


def cells(found):
    return [list(row.cells.values()) for row in found.rows() if isinstance(row, Row)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp850"]
)
def test_accents_survive_every_encoding(tmp_path, encoding):
    text = "nom;ville\nCafé des Aînés;Liège\nFête à Évian;Besançon\nGrüße;Köln\n"
    found = table(tmp_path, text.encode(encoding))
    assert found.columns == ["nom", "ville"]
    assert cells(found)[:2] == [["Café des Aînés", "Liège"], ["Fête à Évian", "Besançon"]]


def test_the_belgian_sectors_are_in_windows_letters():
    found = open_source([reference.path("geo/be-statistical-sectors-dictionary.cp1252.csv")]).tables[0]
    rows = [row for row in found.rows() if isinstance(row, Row)]
    assert len(rows) == 20_318
    assert any("É" in str(row.cells["StatisticalSector"]) for row in rows)
    assert not any("Ã" in str(row.cells["StatisticalSector"]) for row in rows)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path, separator):
    lines = [["nom", "texte, avec ; des | signes", "ville"], ["a", "1,5; 2", "x"], ["b", "3,5", "y"]]
    data = "\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    assert cells(table(tmp_path, data.encode())) == lines[1:]


def test_a_file_may_name_its_separator(tmp_path):
    assert cells(table(tmp_path, b"sep=;\r\nnom;ville\r\na;b\r\n")) == [["a", "b"]]


def test_a_title_above_the_headings_is_no_heading(tmp_path):
    found = table(tmp_path, b"Liste des services 2024;;\n;;\nNom;Adresse;CP\nA;Rue X 1;1030\nB;Rue Y 2;1030\n")
    assert found.columns == ["Nom", "Adresse", "CP"]
    assert [row.number for row in found.rows()] == [4, 5]


def test_a_table_without_headings_has_letters(tmp_path):
    found = table(tmp_path, b"12,50.85,4.35\n13,50.86,4.36\n")
    assert found.columns == ["A", "B", "C"]
    assert len(cells(found)) == 2


def test_the_same_heading_twice_is_numbered(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,nom,organisme,nom\n1,a,b,c\n")
    found = open_source([path]).tables[0]
    assert found.columns == ["id", "nom", "organisme", "nom (2)"]
    _, problems = read(path, SERVICES)
    assert ("noted", "same_heading") in reasons(problems)


def test_cells_may_hold_lines(tmp_path):
    found = table(tmp_path, b'nom,texte\r\na,"un\r\ndeux, ""trois"""\r\nb,c\r\n')
    assert cells(found) == [["a", 'un\r\ndeux, "trois"'], ["b", "c"]]


def test_a_row_with_too_many_cells_is_refused_whole(tmp_path):
    path = csv_file(tmp_path, ["1,Accueil,CPAS,un texte, avec une virgule,02 247 32 15", "2,Repas,CPAS,,"])
    found, problems = read(path, SERVICES)
    (problem,) = [one for one in problems if one.severity is Severity.REFUSED]
    assert (problem.reason, problem.where.row) == ("too_many_cells", 2)
    assert problem.row["id"] == "1" and "02 247 32 15" in problem.row.values()
    assert [record.key for record in found if record.kind == "service"] == ["2"]


def test_a_short_row_is_read_and_told(tmp_path):
    found, problems = read(csv_file(tmp_path, ["1,Accueil"]), SERVICES)
    assert ("noted", "too_few_cells") in reasons(problems)
    assert [problem.reason for problem in problems if problem.severity is Severity.REFUSED] == ["no_name"]
    assert not found  # its organization has no name


def test_what_cannot_be_seen_is_taken_out(tmp_path):
    path = tmp_path / "services.csv"
    path.write_bytes(b"id,nom,organisme,description,tel\n1,Acc\x00ueil,CP\x0bAS,,\n2,\xe9t\xe9,CPAS,\xc3\xa9,\n")
    found, problems = read(path, SERVICES)
    assert found[0].values["name"] == "CPAS"
    assert found[1].values["name"] == "Accueil"
    assert "control_characters" in {problem.reason for problem in problems}


def test_a_line_in_another_encoding_is_put_right_and_told(tmp_path):
    lines = ["id,nom,organisme,description,tel"] + [f"{n},été {n},Cité,à côté,".strip() for n in range(200)]
    data = "\n".join(lines).encode() + "\n999,forêt,Cité,,\n".encode("cp1252")
    path = tmp_path / "services.csv"
    path.write_bytes(data)
    found, problems = read(path, SERVICES)
    assert [record.values["name"] for record in found if record.key == "999"] == ["forêt"]
    (problem,) = [one for one in problems if one.reason == "mixed_encoding"]
    assert problem.where.row == 202


def test_a_million_letters_are_no_cell(tmp_path):
    path = csv_file(tmp_path, ["1,Accueil,CPAS," + "x" * 1_000_000 + ",", "2,Repas,CPAS,,"])
    found, problems = read(path, SERVICES)
    (problem,) = [one for one in problems if one.severity is Severity.REFUSED]
    assert (problem.reason, problem.where.row, problem.where.column) == ("cell_too_long", 2, "description")
    assert len(problem.value) <= limits.VALUE_SHOWN
    assert problem.details["length"] == "1000000"
    assert [record.key for record in found if record.kind == "service"] == ["2"]


def test_a_cell_larger_than_what_is_read_at_once_is_refused_too(tmp_path):
    path = csv_file(tmp_path, ["1,Accueil,CPAS," + "x" * 5_000_000 + ",", "2,Repas,CPAS,,"])
    found, problems = read(path, SERVICES)
    assert [(one.reason, one.where.row) for one in problems] == [("cell_too_long", 2)]
    assert [record.key for record in found if record.kind == "service"] == ["2"]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_memory(tmp_path):
    path = csv_file(
        tmp_path, ['1,Accueil,CPAS,"un texte,', *(f"{n},Repas {n},CPAS,{'y' * 900}," for n in range(2, 8000))]
    )
    found, problems = read(path, SERVICES)
    assert next(one.reason for one in problems if one.severity is Severity.REFUSED) == "unclosed_quotation"
    assert any(record.kind == "service" for record in found)  # it goes on behind


def test_spreadsheets_are_read_with_their_values(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Liste 2024"])
    sheet.append([])
    sheet.append(["id", "nom", "organisme", "description", "tel", "cp"])
    sheet.append([1, "Accueil", "CPAS", "=1+1", 22473215.0, 1030.0])
    sheet.append([2, "#N/A", "CPAS", "#REF!", None, None])
    path = tmp_path / "services.xlsx"
    book.save(path)
    found = open_source([path]).tables[0]
    assert found.columns == ["id", "nom", "organisme", "description", "tel", "cp"]
    rows = [row for row in found.rows() if isinstance(row, Row)]
    assert rows[0].cells["cp"] == "1030"
    assert rows[0].number == 4
    _, problems = read(path, SERVICES)
    assert ("kept_as_text", "formula_without_value") in reasons(problems)
    assert ("kept_as_text", "cell_error") in reasons(problems)


def test_one_cell_at_the_end_of_a_sheet_does_not_take_forever(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["id", "nom", "organisme"])
    sheet.append([1, "Accueil", "CPAS"])
    sheet["XFD1048576"] = "x"
    path = tmp_path / "far.xlsx"
    book.save(path)
    found, _ = read(path, SERVICES)
    assert [record.key for record in found if record.kind == "service"] == ["1"]


def test_other_sheets_are_told_of(tmp_path):
    book = openpyxl.Workbook()
    for n in range(1, 4):
        book.active.append([n, f"nom {n}", "rue"])
    book.active.insert_rows(1)
    for column, heading in enumerate(["id", "Nom", "Adresse"], start=1):
        book.active.cell(1, column, heading)
    other = book.create_sheet("Archives")
    other.append(["Nom", "Ville"])
    path = tmp_path / "two.xlsx"
    book.save(path)
    seen = inspect([path])
    assert seen.format == "xlsx"
    assert "sheets_left" in {problem.reason for problem in seen.problems}


def test_columns_have_the_names_that_spreadsheets_give_them():
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_sheets_of_the_same_columns_are_all_read(tmp_path):
    book = openpyxl.Workbook()
    for title, rows in (("2023", [[1, "a", "CPAS"]]), ("2024", [[2, "b", "CPAS"]]), ("Légende", [["x", "y", "z"]])):
        sheet = book.create_sheet(title)
        sheet.append(["id", "nom", "organisme"] if title != "Légende" else ["couleur", "sens", "note"])
        for row in rows:
            sheet.append(row)
    book.remove(book["Sheet"])
    path = tmp_path / "years.xlsx"
    book.save(path)
    found, problems = read(path, SERVICES)
    assert [record.key for record in found if record.kind == "service"] == ["1", "2"]
    assert [(problem.reason, problem.where.file) for problem in problems] == [("not_read", "years.xlsx#Légende")]
