"""Where a request comes from."""

from ipaddress import ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's address; behind `TRUSTED_PROXIES` proxies, the one the outermost of them saw.

    A visitor can write anything into X-Forwarded-For, so only the entries that our own proxies added are believed.
    """
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(forwarded) >= trusted:
        return forwarded[-trusted]
    return request.META.get("REMOTE_ADDR", "")


def visitor_of(request: HttpRequest) -> str:
    """By what a visitor is counted: an IPv4 address, or the /64 of an IPv6 one, of which every household has one."""
    address = address_of(request)
    try:
        return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address
    except ValueError:
        return address
