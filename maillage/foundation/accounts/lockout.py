"""Too many wrong passwords: how they are counted, and what is answered."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.foundation.common.encryption import blind_index


def account_key(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Under what the tries for one account are counted: a keyed hash, so that no typed address is stored."""
    given = credentials or {}
    return blind_index(given.get("email") or given.get("username") or request.POST.get("login", ""))


def locked_out(request: HttpRequest, *_given: Any) -> HttpResponse:
    """What axes answers: the account is locked for whoever tried from here."""
    return _patience(request, int(settings.AXES_COOLOFF_TIME.total_seconds()))


def slow_down(request: HttpRequest) -> HttpResponse:
    """What allauth answers beyond one of its limits, the longest of which lasts five minutes."""
    return _patience(request, 5 * 60)


def _patience(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429.html", {"minutes": seconds // 60}, status=429)
    response["Retry-After"] = str(seconds)
    return response
