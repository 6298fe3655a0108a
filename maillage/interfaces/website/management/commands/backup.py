"""`maillage backup`: the database and the uploaded files in one sealed file, taken while people work."""

import json
import tarfile
import tempfile
from argparse import ArgumentParser
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.environment import VAR_DIR
from maillage import __version__
from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.common.encryption import blind_index, cipher
from maillage.foundation.journal.recording import record
from maillage.interfaces.website.management.copies import copy_database
from maillage.interfaces.website.management.sealed import SealingWriter, usable_key

KNOWN = "maillage"


class Command(BaseCommand):
    help = "Write the database and the uploaded files into one sealed file (needs BACKUP_KEY)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, default=VAR_DIR / "backups", metavar="DIR", help="where to (var/backups)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not usable_key(settings.BACKUP_KEY):
            raise CommandError(
                "BACKUP_KEY is missing or too short: docs/deploy.md says how to make one and where to keep it."
            )
        folder: Path = options["to"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target = write_backup(folder)
        except OSError as error:
            raise CommandError(f"{folder} cannot be written into: {error.strerror}.") from error
        self.stdout.write(f"{target}  ({target.stat().st_size / 1e6:.1f} MB)")
        self.stdout.write(
            "It opens only with BACKUP_KEY, and what is encrypted in it only with FIELD_KEYS and SECRET_KEY: "
            "keep all three, in another place than the file."
        )


def write_backup(folder: Path) -> Path:
    """Write one backup into `folder`, and into the journal that it was made; returns its path.

    What could not be completed is removed.
    """
    moment = datetime.now(UTC)
    target = folder / f"maillage-{identifier_of(moment)}.backup"
    # Written beside and moved: a file with the name of a backup is a complete one.
    draft = target.with_suffix(".part")
    try:
        # The copy that is not sealed yet never lies in `folder`, which may be a stick or another machine's.
        with tempfile.TemporaryDirectory(dir=VAR_DIR, prefix=".backup-") as scratch, draft.open("wb") as file:
            draft.chmod(0o600)
            copy = Path(scratch) / "database"
            copy_database(copy)
            with (
                SealingWriter(file, settings.BACKUP_KEY) as sealed,
                tarfile.open(fileobj=sealed, mode="w|gz", dereference=True) as archive,
            ):
                _add(archive, "manifest.json", json.dumps(_manifest(moment)).encode())
                archive.add(copy, arcname="database")
                if settings.MEDIA_ROOT.exists():
                    archive.add(Path(settings.MEDIA_ROOT).resolve(), arcname="media")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    record(actor=command_actor("backup"), action="backup.made", subject=("backup", identifier_of(moment)))
    return target


def identifier_of(moment: datetime) -> str:
    """What the journal, and the name of the file, call the backup of this moment (UTC)."""
    return f"{moment:%Y%m%d-%H%M%S}"


def _manifest(moment: datetime) -> dict[str, Any]:
    """What `restore` must know before it touches anything."""
    return {
        "version": __version__,
        "made_at": moment.isoformat(),
        "database": connection.vendor,
        "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
        # Not the keys: something that only they open or make, so that `restore` can tell whether it has them.
        "field_keys": cipher().encrypt(KNOWN.encode()).decode(),
        "secret_key": blind_index(KNOWN),
    }


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, BytesIO(content))
