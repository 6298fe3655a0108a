"""Who acts or looks. Scopes, permissions and actions take an Actor: never a request, never a bare user."""

import enum
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from maillage.foundation.accounts.models import User


class Kind(enum.StrEnum):
    """What kind of actor."""

    STRANGER = "stranger"
    USER = "user"
    LINK = "link"
    JOB = "job"
    COMMAND = "command"


class Channel(enum.StrEnum):
    """Through which door."""

    WEB = "web"
    API = "api"
    JOB = "job"
    COMMAND = "command"


@dataclass(frozen=True)
class Actor:
    """Somebody or something that acts. `id` is opaque; `origin` tells one request or run from another.

    `memo` keeps what was looked up for this actor (its roles) as long as the request or run lasts.
    """

    kind: Kind
    channel: Channel
    id: str = ""
    origin: str = ""
    user: User | None = None
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_trusted_code(self) -> bool:
        """A command or a job: somebody who holds the machine itself."""
        return self.kind in (Kind.COMMAND, Kind.JOB)

    @property
    def is_administrator(self) -> bool:
        """A user who runs this instance, or the machine's own code."""
        return self.is_trusted_code or bool(self.user and self.user.is_administrator and self.user.is_active)


def actor_of(request: HttpRequest, *, channel: Channel = Channel.WEB) -> Actor:
    """The actor behind a request: its user, or a stranger."""
    origin = getattr(request, "id", "")
    user = request.user
    if isinstance(user, User) and user.is_active:
        return Actor(Kind.USER, channel, id=str(user.pk), origin=origin, user=user)
    return Actor(Kind.STRANGER, channel, origin=origin)


def user_actor(user: User, *, channel: Channel = Channel.WEB) -> Actor:
    """An actor for a user where there is no request."""
    return Actor(Kind.USER, channel, id=str(user.pk), user=user)


def command_actor(name: str) -> Actor:
    """The actor of a command typed on the machine."""
    return Actor(Kind.COMMAND, Channel.COMMAND, id=name)


def job_actor(name: str) -> Actor:
    """The actor of a job."""
    return Actor(Kind.JOB, Channel.JOB, id=name)
