"""The links that set a new password."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from maillage.foundation.accounts.models import User


class ResetTokens(PasswordResetTokenGenerator):
    """Django's, which end with a log-in, a new password or a new address; and with a restore, which salts them anew."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:  # type: ignore[override]  # our own kind of user
        return f"{super()._make_hash_value(user, timestamp)}{user.link_salt}"
