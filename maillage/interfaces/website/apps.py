from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "maillage.interfaces.website"

    def ready(self) -> None:
        from django.conf import settings

        from maillage.foundation.calendars import use_folder
        from maillage.interfaces.website.chronicle import tell_journal

        tell_journal()
        use_folder(settings.CALENDARS_ROOT)
