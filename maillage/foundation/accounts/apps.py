from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "maillage.foundation.accounts"

    def ready(self) -> None:
        from maillage.foundation.accounts import receivers  # noqa: F401  (listens to log-ins)
