"""`maillage hours evaluate FILE.tsv`: how many of the opening hours in a list are understood, and which are not."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.offer.directory.hours.survey import Survey, SurveyError, lines_of, survey


class Command(BaseCommand):
    help = "See how many opening hours of a list are understood."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        evaluate = commands.add_parser("evaluate", help="the share by value and by use, and what is kept as text")
        evaluate.add_argument(
            "file", type=Path, metavar="FILE.tsv", help="lines of: number of uses, tab, value (UTF-8)"
        )
        evaluate.add_argument("--json", action="store_true", help="the same for programs, with what every value became")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = survey(lines_of(options["file"]))
        except SurveyError as error:
            raise CommandError(str(error)) from error
        try:
            if options["json"]:
                self.stdout.write(json.dumps(_as_data(found), ensure_ascii=False, indent=1))
            else:
                self._report(found)
            self.stdout.flush()
        except BrokenPipeError:  # `| head` has seen enough; nothing may be written at the end either
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _report(self, found: Survey) -> None:
        values, uses = len(found.understood), found.uses_understood
        self.stdout.write(f"by_value  {found.by_value:.4f}  {values:,} of {len(found.values):,} values understood")
        self.stdout.write(f"by_use    {found.by_use:.4f}  {uses:,} of {found.uses:,} uses understood")
        if found.rest:
            self.stdout.write("\nKept as text (uses, value, where the reading stopped):")
        for each in found.rest:
            self.stdout.write(f"{each.uses}\t{each.reading.text}\t{each.reading.stuck}")


def _as_data(found: Survey) -> dict[str, Any]:
    return {
        "by_value": found.by_value,
        "by_use": found.by_use,
        "values": {"understood": len(found.understood), "total": len(found.values)},
        "uses": {"understood": found.uses_understood, "total": found.uses},
        "understood": [
            {
                "uses": each.uses,
                "text": each.reading.text,
                "value": each.reading.value,
                "notes": each.reading.notes,
                "comments": each.reading.comments,
            }
            for each in found.understood
        ],
        "rest": [{"uses": each.uses, "text": each.reading.text, "stuck": each.reading.stuck} for each in found.rest],
    }
