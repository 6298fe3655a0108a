"""The doors of the house: pages carry their language in the address; machines' addresses do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve

urlpatterns = [
    path("", include("maillage.interfaces.website.machine_urls")),
    # Pictures of services and logos of funders: public by nature, made anew on upload, never served as anything else.
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    # Where an identity provider sends people back to: registered there once, so without a language.
    path("identity/", include("allauth.socialaccount.providers.openid_connect.urls")),
    *i18n_patterns(
        path("", include("maillage.foundation.network.urls")),
        path("", include("maillage.offer.directory.urls")),
        path("", include("maillage.interfaces.website.urls")),
        path("", include("maillage.foundation.notifications.urls")),
        path("account/", include("maillage.foundation.accounts.urls")),
    ),
]

handler400 = "maillage.interfaces.website.errors.bad_request"
handler403 = "maillage.interfaces.website.errors.forbidden"
handler404 = "maillage.interfaces.website.errors.not_found"
handler429 = "maillage.foundation.accounts.lockout.slow_down"  # asked for by allauth
