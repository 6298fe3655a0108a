from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "maillage.foundation.network"

    def ready(self) -> None:
        from maillage.foundation.accounts.two_factor import demand_two_factor_of
        from maillage.foundation.network.roles import holds_a_demanding_role

        demand_two_factor_of(holds_a_demanding_role)
