"""`maillage doctor`: is this installation well, and what is to be done if not?"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from maillage.interfaces.website.management.doctor import examine


class Command(BaseCommand):
    help = "Examine this installation; exit code 1 where something is not well."
    requires_system_checks: list[str] = []  # it runs them itself, and lives to tell

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=1))
        else:
            for finding in findings:
                line = f"{'ok' if finding.well else 'PROBLEM':<8} {finding.name:<14} {finding.says}"
                self.stdout.write(line if finding.well else f"{line}\n{'':24}-> {finding.advice}")
        sys.exit(not all(finding.well for finding in findings))
