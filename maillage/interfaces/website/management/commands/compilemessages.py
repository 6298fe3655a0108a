"""`maillage compilemessages`: makes the translations ready to use. Django's own command needs gettext; this one not."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


def compile_messages(folders: list[Path]) -> list[Path]:
    """Write the .mo of every .po below `folders` that is newer than it; returns those written."""
    written = []
    for source in sorted(source for folder in folders for source in Path(folder).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as lines:
            catalog = read_po(lines, locale=source.parts[-3])
        # Written beside and moved: a server that reads at this moment finds the old or the new one, never half of it.
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as out:
            write_mo(out, catalog)
        draft.replace(target)
        written.append(target)
    return written


class Command(BaseCommand):
    help = "Make the translations ready to use, where their source is newer."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        written = compile_messages(settings.LOCALE_PATHS)
        if options["verbosity"]:
            self.stdout.write(f"Translations made ready: {len(written)} file(s).")
