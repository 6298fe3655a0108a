from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "maillage.foundation.notifications"

    def ready(self) -> None:
        from maillage.foundation.accounts.mail import send_through
        from maillage.foundation.notifications.actions.account_mail import queue_account_mail
        from maillage.foundation.notifications.actions.login_links import LOGIN, LOGIN_LIFETIME
        from maillage.foundation.notifications.purposes import Purpose, register_purpose
        from maillage.foundation.notifications.views.login_links import login_link

        send_through(queue_account_mail)
        register_purpose(Purpose(name=LOGIN, page=login_link, lifetime=LOGIN_LIFETIME))
