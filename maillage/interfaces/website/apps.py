from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "maillage.interfaces.website"

    def ready(self) -> None:
        from maillage.interfaces.website.chronicle import tell_journal

        tell_journal()
