"""Tables for spreadsheets."""

import csv
import io

import pytest

from maillage.foundation.common.csv_files import csv_lines, csv_response, neutral


@pytest.mark.parametrize("cell", ["=1+1", "+32 2 247", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_formula_is_text(cell):
    assert neutral(cell) == f"'{cell}"


def test_what_is_no_formula_stays():
    assert [neutral(cell) for cell in ("Antenne", 'say "hi"', -3, 2.5, None, "")] == [
        "Antenne", 'say "hi"', "-3", "2.5", "", "",
    ]  # fmt: skip


def test_lines_are_read_back_as_they_were():
    rows = [["a", "b;c"], ['quote "x"', "line\nend"], ["é", None]]
    text = "".join(csv_lines(rows))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [["a", "b;c"], ['quote "x"', "line\nend"], ["é", ""]]


def test_a_download():
    response = csv_response("journal.csv", [["a"]])
    assert response["Content-Disposition"] == 'attachment; filename="journal.csv"'
    assert b"".join(response.streaming_content) == b"\xef\xbb\xbfa\r\n"
