"""A backup made while people work is whole, opens with its key only, and gives everything back."""

import shutil
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from tests.operations.conftest import KEYS, wait_for

ADDRESS = "lucie.fictive@example.org"
FILL = f"""
from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.recording import record
from maillage.foundation.notifications.actions import queue_message
user = User.objects.create_user({ADDRESS!r}, name="Lucie")
queue_message(key={ADDRESS!r}, purpose="test", recipient={ADDRESS!r}, language="fr", subject="a", body="a")
record(actor=command_actor("test"), action="user.made", subject=user, fields=["name"])
"""
COUNT = """
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.models import Entry
from maillage.foundation.journal.triggers import missing_triggers
actions = Entry.objects.order_by("id").values_list("action", flat=True)
print(*User.objects.values_list("email", flat=True), *actions, len(missing_triggers()))
"""
# Two rows a transaction, for ever: a copy of one moment never holds an odd number of them.
WORK = """
from django.db import transaction
from maillage.foundation.common.limits import Counter
from django.utils import timezone
import itertools
for number in itertools.count():
    with transaction.atomic():
        for half in "ab":
            Counter.objects.create(key=f"{number}{half}", ends_at=timezone.now())
"""
ROWS = "from maillage.foundation.common.limits import Counter; print(Counter.objects.count())"

needs_client = pytest.mark.skipif(
    "postgresql" in settings.DATABASES["default"]["ENGINE"] and not shutil.which("pg_dump"),
    reason="PostgreSQL's client programs are not installed",
)
pytestmark = needs_client


@pytest.fixture
def filled(installation):
    """An installation with an account, an entry in the journal and a picture."""
    installation.python(FILL)
    picture = installation.var / "media" / "pictures" / "place.webp"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a picture of the place" * 100_000)
    return installation


@pytest.fixture
def elsewhere(empty_installation, filled):
    """Another machine, on which somebody typed the keys that were kept."""
    empty_installation.environment |= {name: filled.environment[name] for name in KEYS}
    return empty_installation


def backed_up(installation) -> Path:
    done = installation.run("backup", "--to", str(installation.var / "backups"))
    assert done.returncode == 0, done.stderr
    (file,) = (installation.var / "backups").iterdir()
    return file


def test_what_was_backed_up_comes_back_elsewhere(filled, elsewhere):
    file = backed_up(filled)
    assert file.stat().st_mode & 0o777 == 0o600
    done = elsewhere.run("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert "held messages: 1." in done.stdout
    assert elsewhere.python(COUNT) == f"{ADDRESS} user.made backup.restored 0"
    assert (elsewhere.var / "media/pictures/place.webp").read_bytes() == b"a picture of the place" * 100_000


def test_the_journal_is_protected_again(filled, elsewhere):
    file = backed_up(filled)
    assert elsewhere.run("restore", str(file)).returncode == 0
    attempt = "from maillage.foundation.journal.models import Entry; Entry.objects.all().delete()"
    done = elsewhere.run("shell", "-v", "0", "-c", attempt)
    assert done.returncode != 0
    assert "append-only" in done.stderr


def test_nothing_readable_is_in_the_file(filled):
    content = backed_up(filled).read_bytes()
    for secret in [ADDRESS, "SQLite format", "PGDMP", "manifest", filled.environment["BACKUP_KEY"]]:
        assert secret.encode() not in content


def test_an_installation_in_use_is_replaced_only_by_force(filled):
    file = backed_up(filled)
    filled.python(FILL.replace(ADDRESS, "later@example.org"))
    refused = filled.run("restore", str(file))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert filled.python(COUNT).split()[-4:] == ["user.made", "backup.made", "user.made", "0"]
    done = filled.run("restore", str(file), "--force")
    assert done.returncode == 0, done.stderr
    assert filled.python(COUNT) == f"{ADDRESS} user.made backup.restored 0"


def test_a_damaged_file_is_refused_and_changes_nothing(filled, elsewhere):
    file = backed_up(filled)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1  # only the very last bit: all that came before was good
    file.write_bytes(content)
    done = elsewhere.run("restore", str(file))
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert "[]" in elsewhere.python("from django.db import connection; print(connection.introspection.table_names())")


@pytest.mark.parametrize("name", KEYS)
def test_another_key_is_refused(filled, elsewhere, name):
    file = backed_up(filled)
    done = elsewhere.run("restore", str(file), **{name: Fernet.generate_key().decode()})
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_good_key_there_is_no_backup(installation):
    done = installation.run("backup", BACKUP_KEY="short")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert not (installation.var / "backups").exists()


def test_a_backup_of_a_newer_version_is_refused(filled, elsewhere):
    filled.python(
        "from django.db.migrations.recorder import MigrationRecorder; from django.db import connection;"
        "MigrationRecorder(connection).record_applied('accounts', '9999_from_the_future')"
    )
    done = elsewhere.run("restore", str(backed_up(filled)))
    assert done.returncode == 1
    assert "newer version" in done.stderr


def test_a_backup_taken_while_people_work_is_of_one_moment(filled, elsewhere):
    worker = filled.start("shell", "-v", "0", "-c", WORK)
    assert wait_for(lambda: int(filled.python(ROWS)) > 100)
    file = backed_up(filled)
    assert worker.poll() is None  # still at work: it was neither stopped nor refused
    worker.kill()
    assert elsewhere.run("restore", str(file)).returncode == 0
    copied = int(elsewhere.python(ROWS))
    assert copied > 100
    assert copied % 2 == 0
