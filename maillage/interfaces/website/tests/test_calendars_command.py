"""`maillage calendars`: what is known, and adding to it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from maillage.foundation.calendars import calendar_for, files, use_folder


@pytest.fixture
def folder(tmp_path, settings, monkeypatch):
    settings.CALENDARS_ROOT = tmp_path / "calendars"
    monkeypatch.setattr(files._Folder, "path", None)
    use_folder(settings.CALENDARS_ROOT)
    yield settings.CALENDARS_ROOT
    for each in settings.CALENDARS_ROOT.glob("*"):
        each.unlink()
    files._Folder.looked = 0.0
    files.generation()


def _run(*args, **options):
    out = StringIO()
    call_command("calendars", *args, stdout=out, **options)
    return out.getvalue()


def test_the_list_names_region_end_and_source(folder):
    said = _run("list")
    assert "BE-fr      2025-09-01 to 2028-08-27" in said
    assert "kmk.org" in said


def test_the_next_year_is_added_and_known(folder, tmp_path):
    path = tmp_path / "next.csv"
    path.write_text("first,last,name\n2028-10-23,2028-11-05,Congé d’automne\n", encoding="utf-8")
    said = _run("import", str(path), "--region", "BE-fr", "--source", "enseignement.be", "--until", "2028-12-01")
    assert "complete from 2028-08-28 to 2028-12-01" in said
    wallonia = calendar_for("BE", "BE-WAL")
    assert wallonia.school(date(2028, 10, 24)) is True
    assert wallonia.school(date(2028, 9, 15)) is False
    assert wallonia.known_until == date(2028, 12, 1)
    assert "added here: enseignement.be" in _run("list")


def test_a_bad_file_adds_nothing(folder, tmp_path):
    path = tmp_path / "next.csv"
    path.write_text("first,last,name\nsoon,later,Summer\n", encoding="utf-8")
    with pytest.raises(CommandError, match="“soon” is no date"):
        _run("import", str(path), "--region", "BE-fr", "--source", "x")
    with pytest.raises(CommandError, match="cannot be read"):
        _run("import", str(tmp_path / "absent.csv"), "--region", "BE-fr", "--source", "x")
    assert not list(folder.glob("*"))
