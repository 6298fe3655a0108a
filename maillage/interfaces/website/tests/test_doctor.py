"""Every examination can find something, and says what to do."""

import json
import smtplib
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from maillage.foundation.jobs.lease import beat
from maillage.foundation.journal.triggers import drop_triggers
from maillage.interfaces.website.management import doctor

pytestmark = pytest.mark.django_db


def finding(name):
    return next(found for found in doctor.examine() if found.name == name)


@pytest.fixture
def well(monkeypatch, tmp_path, settings):
    """An installation in which nothing is wrong."""
    monkeypatch.setattr(doctor, "VAR_DIR", tmp_path)
    monkeypatch.setattr(doctor, "BASE_DIR", tmp_path)
    settings.EMAIL_URL = ""
    beat("somebody", timezone.now())


def test_nothing_is_found_where_all_is_well(well):
    assert [found for found in doctor.examine() if not found.well] == []


def refuse(*_args, **_kwargs):
    raise OSError(13, "Permission denied")


def no_answer(*_args, **_kwargs):
    raise DatabaseError("gone")


DISEASES = {
    "configuration": lambda patch: patch.setattr("django.conf.settings.LANGUAGE_CODE", "nowhere"),
    "folder": lambda patch: patch.setattr(doctor.tempfile, "TemporaryFile", refuse),
    "disk": lambda patch: patch.setattr(doctor, "FREE_BYTES", 10**18),
    "secrets": lambda patch: (doctor.VAR_DIR / "secrets.json").touch(mode=0o644),
    "backup": lambda patch: patch.setattr("django.conf.settings.BACKUP_KEY", "short"),
    "database": lambda patch: patch.setattr(doctor, "connection", SimpleNamespace(cursor=no_answer)),
    "migrations": lambda patch: patch.setattr(doctor, "missing_migrations", lambda: {("a", "0002_b")}),
    "journal": lambda patch: drop_triggers(connection),
    "cache": lambda patch: patch.setattr("django.conf.settings.CACHES", {"default": {"LOCATION": "elsewhere"}}),
    "worker": lambda patch: doctor.worker_beats.__globals__["Worker"].objects.all().delete(),
    "mail": lambda patch: (
        patch.setattr("django.conf.settings.EMAIL_URL", "smtp://mail.example.org"),
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse),
    ),
}


@pytest.mark.parametrize("name", doctor.EXAMINATIONS)
def test_every_disease_is_found(well, name, monkeypatch):
    DISEASES[name](monkeypatch)
    found = finding(name)
    assert not found.well
    assert found.says
    assert found.advice


def test_a_folder_or_a_database_that_others_may_read_is_found(well, monkeypatch, tmp_path):
    database = tmp_path / "maillage.sqlite3"
    database.touch(mode=0o644)
    monkeypatch.setattr(doctor, "database_files", lambda: [database])
    assert str(database) in finding("secrets").advice
    database.chmod(0o600)
    assert finding("secrets").well
    tmp_path.chmod(0o755)
    assert finding("secrets").advice == f"chmod go-rwx {tmp_path}"


def test_a_password_is_not_repeated(well, monkeypatch, settings):
    def refused(*_args):
        raise smtplib.SMTPAuthenticationError(535, b"bad password hunter2")

    settings.EMAIL_URL = "smtp://user:hunter2@mail.example.org"
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refused)
    assert "hunter2" not in finding("mail").says


def test_the_exit_code_and_the_json_tell_the_same(well, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json")
    assert ended.value.code == 0
    assert [entry["name"] for entry in json.loads(capsys.readouterr().out)] == list(doctor.EXAMINATIONS)
    drop_triggers(connection)
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    assert "PROBLEM  journal" in capsys.readouterr().out
