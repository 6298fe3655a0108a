"""`maillage hours evaluate`: shares, the rest, and clear errors."""

import json

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def values(tmp_path):
    file = tmp_path / "values.tsv"

    def write(content):
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_says_the_shares_and_lists_the_rest(values, capsys):
    call_command("hours", "evaluate", str(values("3\tMo-Fr 9:00-12:00\n1\tzu den Schulzeiten\n")))
    told = capsys.readouterr().out
    assert "by_value  0.5000  1 of 2" in told
    assert "by_use    0.7500  3 of 4" in told
    assert "1\tzu den Schulzeiten" in told


def test_says_the_same_to_programs(values, capsys):
    call_command("hours", "evaluate", str(values("3\tMo-Fr 9:00-12:00\n1\tzu den Schulzeiten\n")), "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["by_value"], told["by_use"]) == (0.5, 0.75)
    assert told["understood"][0]["value"] == "Mo-Fr 09:00-12:00"
    assert [each["text"] for each in told["rest"]] == ["zu den Schulzeiten"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Mo-Fr 9:00-12:00\n", "Line 1 .* has 1 columns"),
        ("1\tMo\n2\tTu\textra\n", "Line 2 .* has 3 columns"),
        ("many\tMo 9:00-12:00\n", "number of uses"),
        (b"1\tferm\xe9\n", "Line 1 .* is not UTF-8"),
        ("", "is empty"),
    ],
)
def test_an_odd_file_is_refused_with_its_line(values, content, message):
    with pytest.raises(CommandError, match=message):
        call_command("hours", "evaluate", str(values(content)))


def test_a_file_that_is_not_there():
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("hours", "evaluate", "nowhere.tsv")
