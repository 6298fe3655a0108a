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
    """429, with when to come back."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    response = render(request, "429.html", {"minutes": seconds // 60}, status=429)
    response["Retry-After"] = str(seconds)
    return response
