"""What every request knows about who makes it, and who may not go on before something is put right."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django_htmx.http import HttpResponseClientRedirect

from maillage.foundation.accounts.actor import actor_of
from maillage.foundation.accounts.sessions import Refusal, end_this_session, refusal_of, touch
from maillage.foundation.accounts.two_factor import has_two_factor, must_have_two_factor
from maillage.foundation.journal.recording import record

GetResponse = Callable[[HttpRequest], HttpResponse]

_SENTENCES = {
    Refusal.IDLE: _lazy("You were logged out because you had not been here for a while. Log in to go on."),
    Refusal.BROWSER: _lazy(
        "You were logged out because your session turned up in another browser. "
        "If that was not you, change your password."
    ),
}


class ActorMiddleware:
    """Gives the request its `actor`, looked up when first asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        return self.get_response(request)


class SessionBindingMiddleware:
    """Ends a session that another browser presents, or that nobody has used for a while; then asks to log in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _somebody(request):
            refusal = refusal_of(request)
            if refusal:
                return _log_in_again(request, refusal)
            touch(request)
        return self.get_response(request)


class TwoFactorMiddleware:
    """Leads those who must have a second factor to setting it up, wherever they wanted to go."""

    # Besides the account's own pages: what a page is made of, and what machines ask.
    OPEN = frozenset({"media", "health_live", "health_ready"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not _somebody(request) or not match or match.url_name in self.OPEN:
            return None
        if request.path.startswith(reverse("account_profile")):
            return None
        if not must_have_two_factor(request.actor) or has_two_factor(request.user):
            return None
        messages.info(
            request, _("Your role gives access to what concerns other people: protect it with a second factor first.")
        )
        return _led_to(request, redirect("mfa_index"))


def _somebody(request: HttpRequest) -> bool:
    """Whether somebody is logged in; a request without the cookie of a session is not asked."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _log_in_again(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    person = request.user
    end_this_session(request)
    record(actor=actor_of(request), action="session.refused", subject=person, fields=[refusal])
    messages.warning(request, _SENTENCES[refusal])
    page = request.htmx.current_url_abs_path if request.htmx else request.get_full_path()
    return _led_to(request, redirect_to_login(page if request.method == "GET" and page else reverse("account_profile")))


def _led_to(request: HttpRequest, response: Any) -> HttpResponse:
    """The same redirection where HTMX asked: else it would put a whole page into a part of one."""
    return HttpResponseClientRedirect(response.url) if request.htmx else response
