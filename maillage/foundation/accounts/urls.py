"""The addresses of this room. allauth's pages are chosen one by one: nobody signs up, nobody logs in by code."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from maillage.foundation.accounts.views.profile import profile
from maillage.foundation.accounts.views.reauthentication import reauthenticate
from maillage.foundation.accounts.views.sessions import OwnSessions

urlpatterns = [
    path("", profile, name="account_profile"),
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path("email/", allauth.email, name="account_email"),
    path("email/sent/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("email/confirm/<str:key>/", allauth.confirm_email, name="account_confirm_email"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    path("password/reset/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("two-factor/", include("allauth.mfa.urls")),
    path("sessions/", OwnSessions.as_view(), name="usersessions_list"),
    # Of use only where OIDC_PROVIDERS names a provider; a provider's own addresses carry no language: config/urls.py.
    path("identity/", include("allauth.socialaccount.urls")),
]
