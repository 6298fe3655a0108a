"""`maillage territories import FILE.geojson`: places and boundaries; run again, it changes only what differs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.network.actions.importing import Columns, ImportResult, import_boundaries
from maillage.foundation.network.files import features_of, properties_of
from maillage.foundation.network.models import Territory, TerritoryCode
from maillage.foundation.network.models.territories import validate_time_zone

MAX_BYTES = 500 * 1024 * 1024  # whoever types commands knows their file; this only stops the wrong one


class Command(BaseCommand):
    help = "Import places and their boundaries from a GeoJSON file in WGS 84."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        add = commands.add_parser("import", help="all in one transaction; rows that cannot be read are listed")
        add.add_argument(
            "file", type=Path, metavar="FILE.geojson", help="GeoJSON, or a plain JSON list without boundaries"
        )
        add.add_argument("--kind", required=True, choices=Territory.Kind.values)
        add.add_argument(
            "--code-scheme", required=True, choices=TerritoryCode.Scheme.values, help="whose codes they are"
        )
        add.add_argument("--code-property", default="code", help="the property with the code (default: code)")
        add.add_argument("--name-property", default="name", help="the property with the name (default: name, name.fr…)")
        add.add_argument("--population-property", default="", help="the property with the population, if there is one")
        add.add_argument("--only", metavar="PROPERTY=VALUE", default="", help="only the places with that value")
        add.add_argument("--parent", metavar="SLUG", default="", help="the place they lie in")
        add.add_argument("--country", metavar="BE", default="", help="default: the parent's")
        add.add_argument(
            "--language", action="append", metavar="fr", help="spoken there; names are in the first one; repeat it"
        )
        add.add_argument("--time-zone", metavar="Europe/Paris", default="", help="default: the parent's")
        add.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        parent = self._parent(options["parent"])
        only = options["only"].partition("=")
        if options["only"] and not (only[0] and only[1]):
            raise CommandError("--only needs a property and a value: --only country=FR")
        features = self._features(options["file"])
        columns = Columns(
            name=options["name_property"],
            code=options["code_property"],
            population=options["population_property"],
            only=(only[0], only[2]) if options["only"] else None,
        )
        result = import_boundaries(
            actor=command_actor("territories import"),
            features=features,
            kind=options["kind"],
            columns=columns,
            scheme=options["code_scheme"],
            country=self._country(options["country"]),
            parent=parent,
            languages=options["language"] or (parent.languages if parent else [settings.LANGUAGE_CODE]),
            time_zone=self._time_zone(options["time_zone"], parent),
            dry_run=options["dry_run"],
            progress=lambda done: self._progress(done, len(features)),
        )
        self._report(result, features, columns, dry_run=options["dry_run"])

    def _parent(self, slug: str) -> Territory | None:
        if not slug:
            return None
        try:
            return Territory.objects.get(slug=slug)
        except Territory.DoesNotExist:
            near = Territory.objects.filter(slug__contains=slug).values_list("slug", flat=True)[:3]
            hint = f"Did you mean {' or '.join(near)}?" if near else "Its slug is the end of its page's address."
            raise CommandError(f"There is no place called “{slug}”. {hint}") from None

    def _country(self, code: str) -> str:
        if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise CommandError(f"“{code}” is not a country of two letters, such as BE.")
        return code.upper()

    def _time_zone(self, name: str, parent: Territory | None) -> str:
        if not name:
            return parent.time_zone if parent else settings.TIME_ZONE
        try:
            validate_time_zone(name)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return name

    def _features(self, path: Path) -> list[Any]:
        try:
            return features_of(path.read_bytes(), max_bytes=MAX_BYTES)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except ValidationError as error:
            raise CommandError(f"{path}: {' '.join(error.messages)}") from error

    def _progress(self, done: int, total: int) -> None:
        if self.stderr.isatty() and (done % 50 == 0 or done == total):
            self.stderr.write(f"\r  {done} / {total}", ending="\n" if done == total else "")

    def _report(self, result: ImportResult, features: list[Any], columns: Columns, *, dry_run: bool) -> None:
        for refusal in result.refused:
            found = f" “{refusal.value}”" if refusal.value else ""
            self.stderr.write(f"  row {refusal.row}, {refusal.property}{found}: {refusal.reason}")
        done = f"{len(result.created)} created, {len(result.changed)} changed, {len(result.unchanged)} unchanged"
        left_out = f", {result.left_out} left out" if result.left_out else ""
        self.stdout.write(f"{done}, {len(result.refused)} refused{left_out}.{' Nothing was saved.' if dry_run else ''}")
        if not (result.created or result.changed or result.unchanged):
            names = ", ".join(properties_of(features)) or "none"
            wanted = f" {columns.only[0]}={columns.only[1]}" if columns.only else ""
            raise CommandError(f"No place{wanted} could be read. The properties of this file are: {names}.")
