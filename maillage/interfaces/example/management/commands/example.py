"""`maillage example load [--if-empty]`: the example territory."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.interfaces.example.loading import NotEmpty, load_example


class Command(BaseCommand):
    help = "Load the example territory into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        load = commands.add_parser("load", help="load it, all or nothing")
        load.add_argument("--if-empty", action="store_true", help="say nothing where there is something already")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load_example(progress=lambda what, count: self.stdout.write(f"  {count} {what}"))
        except NotEmpty as error:
            if not options["if_empty"]:
                raise CommandError(
                    "There are services or territories already: the example needs an empty database."
                ) from error
