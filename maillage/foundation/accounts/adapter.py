"""How allauth behaves in this house."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils import translation

from maillage.foundation.accounts.mail import post
from maillage.foundation.accounts.models import User
from maillage.foundation.common.encryption import cipher
from maillage.foundation.common.limits import TooMany
from maillage.foundation.common.links import absolute
from maillage.foundation.common.origin import address_of


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; mails leave like every other mail; addresses are those our proxies saw."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or "::"  # over a local socket there is none, and a column that wants one

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_profile")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"{get_script_prefix()}{translation.get_language()}/"  # the first page, in the language one was reading

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _at_home(super().get_email_confirmation_url(request, emailconfirmation))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many wrong passwords for one account, from wherever, are answered as 429 like those from one place."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise TooMany(5 * 60) from error

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of the account, and hand over to whoever sends for this room."""
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        language = user.language if user else translation.get_language() or settings.LANGUAGE_CODE
        known = {"site_name": settings.SITE_NAME, "site_address": settings.BASE_URL, "email": email}
        with translation.override(language):
            mail = self.render_mail(template_prefix, email, known | context)
        purpose = template_prefix.rpartition("/")[2]
        post(purpose=purpose, recipient=email, language=language, subject=mail.subject, body=str(mail.body))


class MFAAdapter(DefaultMFAAdapter):
    """The secrets of second factors are encrypted like every other secret."""

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def _get_site_name(self) -> str:
        return settings.SITE_NAME


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An identity provider lets an invited person in; it does not make accounts."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


def _at_home(address: str) -> str:
    """Links in letters lead to this house, whatever name the request that asked for them gave it."""
    return absolute(urlsplit(address).path)
