"""One import of a source at a time: who works on it says so, again and again, until it is done or dead."""

import os
import secrets
import socket
from contextlib import suppress
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from maillage.offer.directory.models import Source

LEASE = timedelta(seconds=60)


class Busy(Exception):
    """Another process imports this source; `seconds` is when its lease ends unless it goes on."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


class LeaseLost(Exception):
    """Another process has taken over: whoever meets this writes nothing more."""


def take_lease(source: Source) -> str:
    """Own the source for a while; the name under which it is owned. Raises Busy."""
    name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(8)}"[-120:]
    now = timezone.now()
    free = Q(lease="") | Q(lease_until__lt=now)
    rows = Source.objects.filter(pk=source.pk)
    if rows.filter(free).update(lease=name, lease_until=now + LEASE):
        return name
    holder = rows.get()
    # A process of this machine that is gone cannot go on. (Were it alive after all, its next batch would notice.)
    if _is_gone(holder.lease) and rows.filter(lease=holder.lease).update(lease=name, lease_until=now + LEASE):
        return name
    raise Busy(max(1, round(((holder.lease_until or now) - now).total_seconds())))


def keep_lease(source: Source, name: str) -> None:
    """Own it longer. In a batch's transaction: who lost the source writes nothing. Raises LeaseLost."""
    if not Source.objects.filter(pk=source.pk, lease=name).update(lease_until=timezone.now() + LEASE):
        raise LeaseLost


def give_back(source: Source, name: str) -> None:
    """The next one may."""
    Source.objects.filter(pk=source.pk, lease=name).update(lease="", lease_until=None)


def _is_gone(lease: str) -> bool:
    parts = lease.rsplit(":", 2)
    if len(parts) != 3 or parts[0] != socket.gethostname()[-100:] or not parts[1].isdigit():
        return False
    with suppress(PermissionError):
        try:
            os.kill(int(parts[1]), 0)
        except ProcessLookupError:
            return True
    return False
