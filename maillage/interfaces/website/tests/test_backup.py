"""What a backup leaves behind: a sealed file where it was asked for, and nothing that is not sealed."""

import pytest

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
