"""`maillage taxonomy import FILE`: another list of terms to class services by; run again, it changes what differs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from maillage.foundation.accounts.actor import command_actor
from maillage.offer.directory.actions import import_taxonomy
from maillage.offer.directory.vocabularies.files import TaxonomyFile, UnreadableTaxonomy, read_taxonomy

MAX_BYTES = 50 * 1024 * 1024


class Command(BaseCommand):
    help = "Import a taxonomy from a JSON or CSV file; services can then be classed by its terms."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        add = commands.add_parser("import", help="all in one transaction; rows that cannot be read are listed")
        add.add_argument("file", type=Path, metavar="FILE.json|FILE.csv")
        add.add_argument("--name", default="", help="what people read above its terms (default: the file's name)")
        add.add_argument("--slug", default="", help="what it is called here; the same again brings it up to date")
        add.add_argument("--language", default=settings.LANGUAGE_CODE, help="of names that do not say theirs")
        add.add_argument("--edition", default="", help="the version its keeper gave it")
        add.add_argument("--uri", default="", help="where its keeper publishes it")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        found = self._read(path)
        for problem in found.problems:
            self.stderr.write(f"  {problem}")
        name = options["name"] or path.stem.replace("-", " ").replace("_", " ").capitalize()
        try:
            done = import_taxonomy(
                actor=command_actor("taxonomy import"),
                slug=options["slug"] or slugify(name)[:60],
                name=name,
                language=options["language"],
                terms=found.terms,
                version=options["edition"],
                uri=options["uri"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        same = len(found.terms) - done.created - done.changed
        self.stdout.write(f"{name}: {done.created} new terms, {done.changed} changed, {same} unchanged.")
        if done.absent:
            self.stdout.write(f"No longer in the file, and kept: {', '.join(done.absent)}")

    def _read(self, path: Path) -> TaxonomyFile:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise CommandError(f"{path} is larger than {MAX_BYTES // 1024 // 1024} MB: is it the right file?")
            return read_taxonomy(path.read_bytes(), name=path.name)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except UnreadableTaxonomy as error:
            raise CommandError(f"{path}: {error}") from error
