"""`maillage prepare`: everything that must have happened before a server starts. A second run finds nothing to do."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from config.environment import PRODUCTION
from maillage.interfaces.website.management.database_files import keep_private


class Command(BaseCommand):
    help = "Prepare the translations, the static files (in production), the folders and the database; then `serve`."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--example", action="store_true", help="load the fictitious example into an empty database")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("compilemessages", verbosity=0)
        for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
        if PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        keep_private()
        self._migrate()
        call_command("createcachetable", verbosity=0)
        if options["example"]:
            call_command("example", "load", "--if-empty")

    def _migrate(self) -> None:
        try:
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: look at DATABASE_URL. It said: {error}") from error
        if waiting:
            self.stdout.write(f"Preparing the database: {len(waiting)} steps...")
            call_command("migrate", interactive=False, verbosity=0)
