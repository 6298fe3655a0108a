"""The page of a signed link: shown on GET, acted upon on POST, kept by nobody in between."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.foundation.notifications.actions import count_renewal, renew_link
from maillage.foundation.notifications.links import LinkExpired, LinkRefused, LinkSpent, LinkUnknown, find_link
from maillage.foundation.notifications.purposes import can_be_renewed, purpose_named

View = Callable[..., HttpResponse]


class _LinkCsrf(CsrfViewMiddleware):
    """Django's own check of the form's token, for pages that send no referrer.

    A browser told to send no referrer writes "Origin: null" on the forms of the page, and older ones send nothing:
    Django takes both for a foreign site. The token in the form and in the cookie is still compared.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        return request.META["HTTP_ORIGIN"] == "null" or super()._origin_verified(request)

    def _check_referer(self, request: HttpRequest) -> None:
        if request.META.get("HTTP_REFERER"):
            super()._check_referer(request)


def discreet(view: View) -> View:
    """Nobody learns the address of this page from it: not the next site, not a cache, not a search engine."""
    checked = decorator_from_middleware(_LinkCsrf)(view)

    @wraps(view)
    def shown(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        response = checked(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return csrf_exempt(shown)  # from the ordinary check only: ours has run


@discreet
@require_http_methods(["GET", "HEAD", "POST"])
def signed_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of whatever the link is for; 404 for a link that never was, 410 for one whose time has passed."""
    try:
        link = find_link(token)
        return purpose_named(link.purpose).page(request, link)
    except LinkRefused as refusal:
        return _refused(request, token, refusal)


@discreet
@require_POST
def signed_link_renewal(request: HttpRequest, token: str) -> HttpResponse:
    """Mails a fresh link in place of one that has expired."""
    try:
        find_link(token)
        return redirect("signed_link", token)  # it still works
    except LinkExpired as refusal:
        expired = refusal.link
    except LinkRefused as refusal:
        return _refused(request, token, refusal)
    count_renewal(purpose=expired.purpose, subject_id=expired.subject_id)
    try:
        renew_link(link=expired)
    except LinkSpent as refusal:
        return _refused(request, token, refusal)
    return redirect("signed_link_sent")


@discreet
@require_safe
def signed_link_sent(request: HttpRequest) -> HttpResponse:
    """Says that a fresh link is on its way, not where to."""
    return render(request, "notifications/link_sent.html")


def _refused(request: HttpRequest, token: str, refusal: LinkRefused) -> HttpResponse:
    expired = isinstance(refusal, LinkExpired)
    context = {
        "expired": expired,
        "token": token,
        "renewable": bool(expired and refusal.link and can_be_renewed(refusal.link)),
    }
    status = 404 if isinstance(refusal, LinkUnknown) else 410
    return render(request, "notifications/link_refused.html", context, status=status)
