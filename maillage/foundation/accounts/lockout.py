"""The answer to too many wrong log-ins."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """429, with when to come back."""
    return render(request, "429.html", {"minutes": 20}, status=429)
