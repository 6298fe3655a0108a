from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "maillage.foundation.journal"

    def ready(self) -> None:
        from maillage.foundation.journal import checks  # noqa: F401  (registers the check)
        from maillage.foundation.journal.triggers import create_triggers

        # After every migration, not once: SQLite rebuilds a table to alter it, and drops its triggers.
        post_migrate.connect(create_triggers, sender=self)
