"""What an installation writes is its owner's alone, even where the machine lets everybody read what is new."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

WORK = """
from maillage.foundation.journal.models import Entry
from maillage.interfaces.website.management.database_files import database_files
Entry.objects.create(action="a", subject_kind="a", subject_id="a")
print(*(oct(path.stat().st_mode & 0o777) for path in database_files()))
"""


@pytest.fixture
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.parametrize("existing", [False, True])
def test_nobody_else_reads_the_folder_or_the_database(usual_umask, empty_installation, existing):
    address = empty_installation.environment["DATABASE_URL"]
    database = Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite") else None
    if existing and database:
        database.touch(mode=0o644)
    assert empty_installation.run("prepare").returncode == 0
    assert empty_installation.var.stat().st_mode & 0o777 == 0o700
    if database:
        assert database.stat().st_mode & 0o777 == 0o600
        modes = empty_installation.python(WORK).split()
        assert len(modes) == 3  # its log and the index of that, too, while somebody works
        assert set(modes) == {"0o600"}
