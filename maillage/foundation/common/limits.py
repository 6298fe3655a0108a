"""Limits on what one visitor may do in a while: public forms, reports, sign-in links.

Counted in our own table by one atomic statement: the database cache is not atomic and local memory is not shared
between workers, which is why the usual packages refuse both.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from maillage.foundation.common.origin import visitor_of


class TooMany(Exception):
    """Too many tries; `wait_seconds` says when the next one counts. Answered as 429."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"wait {wait_seconds} s")
        self.wait_seconds = wait_seconds


class Counter(models.Model):
    """How often one visitor did one thing in one window. The key is a keyed hash: no address is stored."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "common"

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"


def count(*, what: str, who: str, limit: int, window: timedelta) -> None:
    """Count one more `what` by `who`; raise TooMany beyond `limit` in the current `window`."""
    now = timezone.now()
    number = int(now.timestamp() // window.total_seconds())
    ends_at = datetime.fromtimestamp((number + 1) * window.total_seconds(), tz=now.tzinfo)
    material = f"{what}|{number}|{who}".encode()
    key = hmac.new(settings.SECRET_KEY.encode(), material, hashlib.sha256).hexdigest()
    # INSERT ... ON CONFLICT DO NOTHING, then one UPDATE: two requests can never both be the last one allowed.
    Counter.objects.bulk_create([Counter(key=key, ends_at=ends_at)], ignore_conflicts=True)
    Counter.objects.filter(key=key).update(count=F("count") + 1)
    if Counter.objects.values_list("count", flat=True).get(key=key) > limit:
        raise TooMany(max(1, int((ends_at - now).total_seconds())))


def forget_past_windows() -> int:
    """Delete the counters whose window has ended; returns how many."""
    return Counter.objects.filter(ends_at__lt=timezone.now()).delete()[0]


View = Callable[..., HttpResponse]


def limited(
    *, what: str, limit: int, window: timedelta, methods: tuple[str, ...] = ("POST",)
) -> Callable[[View], View]:
    """Limit a view by the visitor's address; only the `methods` that cost something are counted."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods:
                count(what=what, who=visitor_of(request), limit=limit, window=window)
            return view(request, *args, **kwargs)

        return checked

    return decorate
