"""A session belongs to the browser that opened it, and ends when nobody has used it for a while."""

import enum
import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

BROWSER = "browser"
SEEN_AT = "seen_at"
SEEN_EVERY_SECONDS = 60  # a session is written at most once a minute, not at every page


class Refusal(enum.StrEnum):
    """Why a session is not believed."""

    BROWSER = "browser"
    IDLE = "idle"


def bind(request: HttpRequest) -> None:
    """Tie the session to this browser; called at log-in."""
    request.session[BROWSER] = _browser_of(request)
    request.session[SEEN_AT] = int(time.time())


def refusal_of(request: HttpRequest) -> Refusal | None:
    """Why this session must end, or None. A session that was never bound is nobody's."""
    session = request.session
    if not constant_time_compare(session.get(BROWSER, ""), _browser_of(request)):
        return Refusal.BROWSER
    remembered = not session.get_expire_at_browser_close()
    idle_seconds = time.time() - session.get(SEEN_AT, 0)
    return Refusal.IDLE if idle_seconds > settings.SESSION_IDLE_MINUTES * 60 and not remembered else None


def touch(request: HttpRequest) -> None:
    """Write down that somebody is there."""
    now = int(time.time())
    if now - request.session.get(SEEN_AT, 0) >= SEEN_EVERY_SECONDS:
        request.session[SEEN_AT] = now


def end_this_session(request: HttpRequest) -> None:
    """Forget the session of a request, without calling it a log-out: nobody asked for one."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.flush()
    request.user = AnonymousUser()


def _browser_of(request: HttpRequest) -> str:
    """A keyed hash of what the browser calls itself: enough to tell two apart, nothing to read."""
    name = request.META.get("HTTP_USER_AGENT", "")
    return salted_hmac("maillage.accounts.sessions", name, algorithm="sha256").hexdigest()
