"""What happens around every request."""

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.foundation.common.limits import TooMany

logger = logging.getLogger("maillage.requests")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestLogMiddleware:
    """One line a request: what was asked (without its query string), the answer, how long it took in milliseconds."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex
        started = time.perf_counter()
        response = self.get_response(request)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        match = request.resolver_match
        # The route, not the path: a path can hold a token or the address of one person's file.
        route = match.route if match else "unmatched"
        facts = {
            "request": request.id,
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "ms": milliseconds,
        }
        logger.info("request", extra={"facts": facts})
        response["X-Request-Id"] = request.id
        return response


class BodyLimitMiddleware:
    """Refuses a body larger than `BODY_MAX_BYTES` before anything reads it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.BODY_MAX_BYTES:
            raise RequestDataTooBig("body larger than BODY_MAX_BYTES")
        return self.get_response(request)


class ReadableAddressMiddleware:
    """Refuses an address with a NUL in it: none of ours has one, and PostgreSQL breaks at it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return self.get_response(request)


class PrivateCacheMiddleware:
    """What was made for somebody who is logged in, and every answer to a POST, is kept by no cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if (user and user.is_authenticated) or request.method == "POST":
            response["Cache-Control"] = "no-store"
        return response


class TooManyMiddleware:
    """Answers `limits.TooMany` with a page that says when to come back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TooMany):
            return None
        minutes = -(-exception.wait_seconds // 60)
        response = render(request, "429.html", {"minutes": minutes}, status=429)
        response["Retry-After"] = str(exception.wait_seconds)
        return response
