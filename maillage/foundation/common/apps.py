from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "maillage.foundation.common"
