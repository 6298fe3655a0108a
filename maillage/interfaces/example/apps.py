from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "maillage.interfaces.example"
