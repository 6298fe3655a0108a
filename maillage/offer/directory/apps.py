from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "maillage.offer.directory"

    def ready(self) -> None:
        from maillage.offer.directory import receivers  # noqa: F401  (listens to memberships that end)
