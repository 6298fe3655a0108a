"""A file between two pages: kept for an hour, for the one who brought it, in the cache that all workers share."""

import secrets
import zlib

from django.core.cache import cache

from maillage.foundation.accounts.actor import Actor

SECONDS = 3600


def keep_upload(*, actor: Actor, data: bytes) -> str:
    """Keep `data` for an hour; returns the key that the next page's address carries."""
    key = secrets.token_urlsafe(16)
    cache.set(_name(actor, key), zlib.compress(data), SECONDS)
    return key


def kept_upload(*, actor: Actor, key: str) -> bytes | None:
    """What the same actor kept under that key; None once the hour is over."""
    data = cache.get(_name(actor, key))
    return zlib.decompress(data) if data is not None else None


def _name(actor: Actor, key: str) -> str:
    # Another person's key opens nothing: the actor is part of the name.
    return f"upload:{actor.id}:{key}"
