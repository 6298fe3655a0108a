"""`maillage calendars`: which school holidays are known and until when; the next year's, from a CSV or an ICS file."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.foundation.calendars import CalendarFileError, coverage, read_file, write_period
from maillage.foundation.calendars.school import known_until


class Command(BaseCommand):
    help = "School holidays: which are known, and adding the next year's."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("list", help="every region: from when, until when, who says so")
        add = commands.add_parser("import", help="one region's holidays; pages know them within seconds")
        add.add_argument("file", type=Path, metavar="FILE", help="CSV with the columns first, last, name; or ICS")
        add.add_argument("--region", required=True, metavar="BE-fr", help="as `list` writes it")
        add.add_argument("--source", required=True, metavar="TEXT", help="the official publication, or its address")
        add.add_argument(
            "--from",
            dest="known_from",
            type=date.fromisoformat,
            metavar="2028-09-01",
            help="complete from that day (default: the day after what is known, or the first holiday)",
        )
        add.add_argument(
            "--until",
            dest="known_until",
            type=date.fromisoformat,
            metavar="2029-08-31",
            help="complete until that day (default: the last holiday)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["command"] == "list":
            self._list()
        else:
            self._import(options)

    def _list(self) -> None:
        for period in coverage():
            ours = "added here" if period.added else "part of Maillage"
            self.stdout.write(
                f"{period.region:<10} {period.known_from} to {period.known_until}  {len(period.holidays):>3} holidays, "
                f"{ours}: {period.source}"
            )

    def _import(self, options: dict[str, Any]) -> None:
        region = options["region"]
        try:
            holidays = read_file(options["file"])
            known_from = options["known_from"] or self._start(region, holidays[0][0])
            known_until = options["known_until"] or holidays[-1][1]
            target = write_period(
                settings.CALENDARS_ROOT,
                region=region,
                known_from=known_from,
                known_until=known_until,
                source=options["source"],
                holidays=holidays,
            )
        except CalendarFileError as error:
            raise CommandError(str(error)) from error
        for first, last, name in holidays:
            self.stdout.write(f"  {first} to {last}  {name}")
        self.stdout.write(
            self.style.SUCCESS(f"{len(holidays)} holidays of {region}, complete from {known_from} to {known_until}.")
        )
        self.stdout.write(f"Kept in {target}. A backup does not hold this file: keep yours.")

    def _start(self, region: str, first: date) -> date:
        """The day after what is known, if these holidays go on from there."""
        end = known_until(region)
        return end + timedelta(days=1) if end and end < first else first
