from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "maillage.interfaces.website"
