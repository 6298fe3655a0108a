"""Addresses that work outside the site: in messages, on paper, in a QR code."""

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of this instance."""
    return f"{settings.BASE_URL}{path}"
