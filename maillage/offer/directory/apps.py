from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DirectoryConfig(AppConfig):
    name = "maillage.offer.directory"

    def ready(self) -> None:
        from maillage.offer.directory import receivers  # noqa: F401  (listens to memberships that end)
        from maillage.offer.directory.chronicle import tell_journal
        from maillage.offer.directory.vocabularies import load_vocabularies

        tell_journal()
        post_migrate.connect(load_vocabularies, sender=self)
