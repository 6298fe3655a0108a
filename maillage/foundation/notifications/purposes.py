"""What links are for. A room that gives out links registers their purpose in its `ready()`; this room opens them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from maillage.foundation.notifications.models import SignedLink


@dataclass(frozen=True)
class Purpose:
    """One thing that links are for.

    `page` answers the link's address: a GET may only show (mail scanners open every link), a POST acts.
    `letter` is the template of the message that carries the link, and `facts` what it says besides its `address` and
    `expires_at`, or None where the link's subject is gone. A purpose without a letter cannot be renewed. `renewed` is
    told in the transaction in which the holder of a link has a fresh one sent.
    """

    name: str
    page: Callable[[HttpRequest, SignedLink], HttpResponse]
    lifetime: timedelta
    letter: str = ""
    facts: Callable[[SignedLink], dict[str, Any] | None] = lambda link: {}
    renewed: Callable[[SignedLink], None] = lambda link: None


_purposes: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> None:
    """Make links of this purpose work."""
    _purposes[purpose.name] = purpose


def purpose_named(name: str) -> Purpose:
    """A registered purpose; raises KeyError."""
    return _purposes[name]


def can_be_renewed(link: SignedLink) -> bool:
    """Whether a fresh link can be mailed to the address that this one was mailed to."""
    purpose = purpose_named(link.purpose)
    return bool(purpose.letter and link.recipient and purpose.facts(link) is not None)
