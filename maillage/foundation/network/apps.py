from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "maillage.foundation.network"

    def ready(self) -> None:
        from maillage.foundation.accounts.two_factor import demand_two_factor_of
        from maillage.foundation.network.actions.invitations import INVITATION, INVITATION_LIFETIME, tell_renewed
        from maillage.foundation.network.chronicle import tell_journal
        from maillage.foundation.network.roles import holds_a_demanding_role
        from maillage.foundation.network.views.invitations import facts_of_invitation, invitation_acceptance
        from maillage.foundation.notifications.purposes import Purpose, register_purpose

        tell_journal()
        demand_two_factor_of(holds_a_demanding_role)
        register_purpose(
            Purpose(
                name=INVITATION,
                page=invitation_acceptance,
                lifetime=INVITATION_LIFETIME,
                letter="network/mail/invitation.txt",
                facts=facts_of_invitation,
                renewed=tell_renewed,
            )
        )
