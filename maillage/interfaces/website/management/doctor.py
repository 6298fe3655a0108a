"""What `maillage doctor` examines. Each examination answers with a finding: well or not, and what to do if not."""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core import checks
from django.core.mail import get_connection
from django.db import DatabaseError, connection

from config.environment import BASE_DIR, PRODUCTION, VAR_DIR
from maillage.foundation.journal.triggers import missing_triggers
from maillage.interfaces.website.health import cache_table_exists, missing_migrations, worker_beats
from maillage.interfaces.website.management.database_files import database_files
from maillage.interfaces.website.management.sealed import usable_key

FREE_BYTES = 1024**3
ANSWER_SECONDS = 5  # for a mail server


@dataclass(frozen=True)
class Finding:
    """What one examination found; `advice` says what to do where it is not well."""

    name: str
    well: bool
    says: str
    advice: str = ""


def examine() -> list[Finding]:
    """Every examination, in the order in which problems are best mended."""
    return [_asked(name, examination) for name, examination in EXAMINATIONS.items()]


def _asked(name: str, examination: "Callable[[], tuple[bool, str, str]]") -> Finding:
    try:
        return Finding(name, *examination())
    except DatabaseError:
        return Finding(name, False, "could not be asked", "see `database` and `migrations`")


def configuration() -> tuple[bool, str, str]:
    """Django's checks and ours; in production those of a deployment too."""
    found = [
        message
        for message in checks.run_checks(include_deployment_checks=PRODUCTION)
        if message.level >= checks.WARNING and not message.is_silenced()
    ]
    what = "production" if PRODUCTION else "development"
    told = "; ".join(f"{message.id} {message.msg}" for message in found)
    return (
        not found,
        f"{what}: {told or 'nothing to say'}",
        "`maillage check --deploy` says more; docs/deploy.md lists the settings",
    )


def var_folder() -> tuple[bool, str, str]:
    """Can we write where uploads, mail and backups go?"""
    try:
        with tempfile.TemporaryFile(dir=VAR_DIR):
            return True, f"{VAR_DIR} can be written", ""
    except OSError as error:
        return (
            False,
            f"{VAR_DIR} cannot be written: {error.strerror}",
            "give it to the user that runs Maillage, or set MAILLAGE_VAR",
        )


def disk() -> tuple[bool, str, str]:
    """Is there a gigabyte left?"""
    free = shutil.disk_usage(VAR_DIR).free
    return (
        free > FREE_BYTES,
        f"{free / 1024**3:.1f} GB free",
        "make room: at least 1 GB, for the database's log and for backups",
    )


def secrets() -> tuple[bool, str, str]:
    """Does nobody but us read our folder, the database's files, and those that hold secrets?"""
    open_ones = [
        path
        for path in (VAR_DIR, VAR_DIR / "secrets.json", BASE_DIR / ".env", *database_files())
        if path.exists() and os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    names = " ".join(map(str, open_ones))
    return (
        not open_ones,
        f"others may read {names}" if open_ones else "nobody else may read them",
        f"chmod go-rwx {names}",
    )


def backup_key() -> tuple[bool, str, str]:
    """Could a backup be made?"""
    good = usable_key(settings.BACKUP_KEY)
    return good, "a backup can be made" if good else "no backup can be made", "set BACKUP_KEY: docs/deploy.md says how"


def database() -> tuple[bool, str, str]:
    """Does it answer?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return False, str(error).strip().splitlines()[0], "look at DATABASE_URL, and whether the server runs"
    return True, f"{connection.display_name} answers", ""


def migrations() -> tuple[bool, str, str]:
    """Is it the database that this code expects?"""
    missing = missing_migrations()
    return not missing, f"{len(missing)} to apply" if missing else "all applied", "`maillage prepare`"


def journal() -> tuple[bool, str, str]:
    """Can nobody change what was written?"""
    missing = missing_triggers()
    told = f"{', '.join(sorted(missing))} missing" if missing else "append-only"
    return not missing, told, "`maillage migrate --skip-checks`, then find out who dropped them"


def cache() -> tuple[bool, str, str]:
    """Is the table of the cache there?"""
    there = cache_table_exists()
    return there, "its table is there" if there else "its table is missing", "`maillage prepare`"


def worker() -> tuple[bool, str, str]:
    """Does anybody send mail and do what waits?"""
    beats = worker_beats()
    return (
        beats,
        "at work" if beats else "no sign of life for two minutes",
        "start `maillage serve`, or `maillage worker`",
    )


def mail() -> tuple[bool, str, str]:
    """Does the mail server take us in? Nothing is sent."""
    if not settings.EMAIL_URL:
        return (
            not PRODUCTION,
            f"messages become files in {VAR_DIR / 'mail'}",
            "set EMAIL_URL, as in smtp+tls://user:password@mail.example.org:587",
        )
    server = get_connection(timeout=ANSWER_SECONDS)
    try:
        server.open()
        server.close()
    except OSError as error:  # every error of smtplib is one
        reason = f"{type(error).__name__}{f' ({error.strerror})' if error.strerror else ''}"
        return (
            False,
            f"the mail server does not take us in: {reason}",
            "look at EMAIL_URL, and whether this machine may reach it",
        )
    return True, "the mail server takes us in", ""


EXAMINATIONS: "dict[str, Callable[[], tuple[bool, str, str]]]" = {
    "configuration": configuration,
    "folder": var_folder,
    "disk": disk,
    "secrets": secrets,
    "backup": backup_key,
    "database": database,
    "migrations": migrations,
    "journal": journal,
    "cache": cache,
    "worker": worker,
    "mail": mail,
}
