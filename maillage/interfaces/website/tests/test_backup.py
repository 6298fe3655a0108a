"""What a backup leaves behind: a sealed file where it was asked for, and nothing that is not sealed."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.journal.models import Entry
from maillage.foundation.journal.recording import record
from maillage.interfaces.website.management.commands import backup

pytestmark = pytest.mark.django_db


@pytest.fixture
def var(monkeypatch, tmp_path):
    """A folder of our own for what is not sealed yet."""
    (tmp_path / "var").mkdir()
    monkeypatch.setattr(backup, "VAR_DIR", tmp_path / "var")
    return tmp_path / "var"


def test_only_what_is_sealed_lies_in_the_folder_one_asked_for(var, monkeypatch, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    seen = {}

    def copy_database(target):
        target.write_bytes(b"everything")
        seen["folder"] = [path.suffix for path in folder.iterdir()]
        seen["inside"] = target.is_relative_to(var)
        seen["mode"] = target.parent.stat().st_mode & 0o777

    monkeypatch.setattr(backup, "copy_database", copy_database)
    target = backup.write_backup(folder)
    assert seen == {"folder": [".part"], "inside": True, "mode": 0o700}
    assert list(folder.iterdir()) == [target]
    assert list(var.iterdir()) == []


def test_the_journal_tells_that_a_backup_was_made(var, monkeypatch, tmp_path):
    monkeypatch.setattr(backup, "copy_database", lambda target: target.touch())
    target = backup.write_backup(tmp_path)
    entry = Entry.objects.get()
    assert (entry.actor_kind, entry.actor_id, entry.action) == ("command", "backup", "backup.made")
    assert target.name == f"maillage-{entry.subject_id}.backup"


def test_nothing_is_told_of_a_backup_that_failed(var, monkeypatch, tmp_path):
    def full(target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "copy_database", full)
    with pytest.raises(OSError, match="No space"):
        backup.write_backup(tmp_path)
    assert not Entry.objects.exists()


def test_the_page_of_the_journal_has_words_for_it(client, cast):
    for action in ("backup.made", "backup.restored"):
        record(actor=command_actor("backup"), action=action, subject=("backup", "20260301-023000"))
    client.force_login(cast.people.ada)
    with override("en"):
        address = reverse("journal")
    page = client.get(address).content.decode()
    assert "made a backup" in page
    assert "restored a backup" in page
    assert "backup.made</td>" not in page
