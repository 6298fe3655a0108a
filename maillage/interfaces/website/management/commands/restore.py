"""`maillage restore FILE`: an installation made again from a backup. The whole file is read before anything changes."""

import json
import shutil
import tarfile
import tempfile
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.environment import VAR_DIR
from maillage.foundation.common.encryption import blind_index, cipher
from maillage.foundation.journal.triggers import create_triggers, missing_triggers
from maillage.interfaces.website.health import known_migrations
from maillage.interfaces.website.management.aftermath import settle
from maillage.interfaces.website.management.commands.backup import KNOWN, identifier_of
from maillage.interfaces.website.management.copies import refuse_a_broken_copy, replace_database
from maillage.interfaces.website.management.database_files import keep_private
from maillage.interfaces.website.management.sealed import NotOurs, OpeningReader, usable_key

# An installation in which none of these has a row is empty: nobody has an account, nothing was done.
SIGNS_OF_LIFE = ["accounts.User", "journal.Entry", "network.Organization"]


class Command(BaseCommand):
    help = "Make the database and the uploaded files what a backup holds (needs the BACKUP_KEY it was made with)."
    requires_system_checks: list[str] = []  # the database may be empty, or what we are to repair

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="replace an installation that is in use")

    def handle(self, *args: Any, **options: Any) -> None:
        if not usable_key(settings.BACKUP_KEY):
            raise CommandError("BACKUP_KEY is missing or too short: it must be the key that the backup was made with.")
        keep_private()
        if not options["force"] and in_use():
            raise CommandError(
                "This installation is in use: --force replaces everything in it by what the backup holds."
            )
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=VAR_DIR, prefix=".restore-") as scratch:
            manifest = open_backup(options["file"], Path(scratch))
            refuse_what_does_not_fit(manifest)
            refuse_a_broken_copy(Path(scratch) / "database")
            replace_database(Path(scratch) / "database")
            replace_media(Path(scratch) / "media")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        create_triggers()
        if missing_triggers():
            raise CommandError("The journal is not protected: run `maillage migrate --skip-checks`.")
        ended = settle(backup=identifier_of(datetime.fromisoformat(manifest["made_at"])))
        self.stdout.write(f"Restored what was backed up at {manifest['made_at'][:16]} (UTC).")
        self.stdout.write(
            "Nothing of that day acts by itself: everybody logs in again, and whoever had a link needs a new one. "
            f"Ended sessions: {ended.sessions}; revoked links: {ended.links}; held messages: {ended.messages}."
        )


def in_use() -> bool:
    """Whether anybody has an account here or did anything."""
    tables = set(connection.introspection.table_names())
    models = [apps.get_model(label) for label in SIGNS_OF_LIFE]
    return any(model._meta.db_table in tables and model._default_manager.exists() for model in models)


def open_backup(file: Path, folder: Path) -> dict[str, Any]:
    """Read the whole backup, checking every byte, into `folder`; returns its manifest. Raises CommandError."""
    try:
        with file.open("rb") as raw:
            reader = OpeningReader(raw, settings.BACKUP_KEY)
            with tarfile.open(fileobj=reader, mode="r|gz") as archive:
                for entry in archive:
                    _extract(archive, entry, folder)
            reader.read_to_the_end()
        return dict(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}. Nothing was changed.") from error
    except (NotOurs, tarfile.TarError, EOFError, ValueError) as error:
        raise CommandError(f"{file} cannot be restored: {error}. Nothing was changed.") from error


def _extract(archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    path = PurePosixPath(entry.name)
    ours = path.parts[0] in ("manifest.json", "database", "media")
    if not ours or path.is_absolute() or ".." in path.parts or not (entry.isfile() or entry.isdir()):
        raise NotOurs(f"it holds {entry.name!r}, which no backup of ours does")
    target = folder / path
    if entry.isdir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(entry)
    if content is not None:
        with target.open("wb") as out:
            shutil.copyfileobj(content, out)


def refuse_what_does_not_fit(manifest: dict[str, Any]) -> None:
    """Raise CommandError for a backup of another engine, made with other keys, or of a newer version than this code."""
    if manifest["database"] != connection.vendor:
        raise CommandError(
            f"The backup is of a {manifest['database']} database and this one is {connection.vendor}: set DATABASE_URL."
        )
    try:
        keys_fit = cipher().decrypt(manifest["field_keys"].encode()) == KNOWN.encode()
    except InvalidToken:
        keys_fit = False
    if not keys_fit or manifest["secret_key"] != blind_index(KNOWN):
        raise CommandError(
            "The backup was made with another FIELD_KEYS or SECRET_KEY: what is encrypted in it needs those."
        )
    apps_here = {app for app, _name in known_migrations()}
    unknown = {(app, name) for app, name in manifest["migrations"] if app in apps_here} - known_migrations()
    if unknown:
        raise CommandError(
            f"The backup is of a newer version ({manifest['version']}): install that one first, then restore."
        )


def replace_media(source: Path) -> None:
    """Put the uploaded files of the backup in the place of those that are there."""
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        shutil.rmtree(media)
    media.parent.mkdir(parents=True, exist_ok=True)
    if source.exists():
        shutil.move(source, media)
    else:
        media.mkdir()
