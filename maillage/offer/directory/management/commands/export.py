"""`maillage export FILE.xlsx`: the directory as a workbook, to be changed and imported again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.network.models import Network, Organization
from maillage.offer.directory.intake.exporting import export_workbook

ACTOR = command_actor("export")


class Command(BaseCommand):
    help = "Write organizations, places and services into a workbook that `maillage import` takes back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xlsx")
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--organization", metavar="ADDRESS", help="the last part of the address of its page")
        only.add_argument("--network", metavar="ADDRESS", help="the last part of the address of its page")

    def handle(self, *_args: Any, **options: Any) -> None:
        organizations = Organization.objects.all()
        if slug := options["organization"]:
            organizations = organizations.filter(slug=slug)
            if not organizations:
                raise CommandError(f"There is no organization called “{slug}”.")
        if slug := options["network"]:
            if not Network.objects.filter(slug=slug).exists():
                raise CommandError(f"There is no network called “{slug}”.")
            organizations = organizations.filter(participations__network__slug=slug)
        draft = options["file"].with_suffix(".part")
        try:
            export_workbook(draft, organizations, actor=ACTOR)
            draft.replace(options["file"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}.") from error
        finally:
            draft.unlink(missing_ok=True)
        self.stdout.write(f"{organizations.count()} organizations written to {options['file']}.")
