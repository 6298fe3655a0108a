"""Reading signed links. Whoever holds the address may do the one thing it is for; we keep only its hash."""

import hashlib

from django.urls import reverse
from django.utils import translation

from maillage.foundation.accounts.actor import Actor, Channel, Kind
from maillage.foundation.common.links import absolute
from maillage.foundation.notifications.models import SignedLink


class LinkRefused(Exception):
    """A link that opens nothing; `link` is missing where no such link was ever made."""

    def __init__(self, link: SignedLink | None = None) -> None:
        super().__init__(str(link or ""))
        self.link = link


class LinkUnknown(LinkRefused):
    """No such link."""


class LinkSpent(LinkRefused):
    """The link has done what it was for, or was withdrawn."""


class LinkExpired(LinkRefused):
    """The link is too old; its holder may ask for a fresh one."""

    link: SignedLink


def hash_of(token: str) -> str:
    """What is stored of a token: 64 hex digits. A token is 256 random bits, so no salt could add anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_link(token: str, purpose: str = "") -> SignedLink:
    """The usable link behind a token, of that `purpose` where one is given; raises a LinkRefused."""
    link = SignedLink.objects.filter(token_hash=hash_of(token)).first()
    if link is None or (purpose and link.purpose != purpose):
        raise LinkUnknown
    if link.used_at or link.revoked_at:
        raise LinkSpent(link)
    if link.has_expired:
        raise LinkExpired(link)
    return link


def address_of_link(token: str, language: str) -> str:
    """The whole address of a link, of a page in `language`."""
    with translation.override(language):
        return absolute(reverse("signed_link", args=[token]))


def link_actor(link: SignedLink, *, origin: str = "") -> Actor:
    """The actor who holds a link."""
    return Actor(Kind.LINK, Channel.WEB, id=str(link.pk), origin=origin)
