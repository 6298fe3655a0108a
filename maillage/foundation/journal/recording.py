"""Writing the journal: one entry an action, in the action's own transaction."""

from collections.abc import Iterable
from typing import Protocol

from django.db import models

from maillage.foundation.journal.models import Entry


class Who(Protocol):
    """What the journal needs of an actor (accounts, above this room, has the real one)."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def origin(self) -> str: ...


def record(
    *,
    actor: Who,
    action: str,
    subject: models.Model | tuple[str, str],
    within: models.Model | None = None,
    fields: Iterable[str] = (),
) -> Entry:
    """Write that `actor` did `action` ("service.published") to `subject`: an object, or a kind and an id of no table.

    `within` is the organization or network whose managers may read the entry; `fields` names what changed, never
    what it changed to.
    """
    kind, key = subject if isinstance(subject, tuple) else (subject._meta.model_name or "", str(subject.pk))
    return Entry.objects.create(
        actor_kind=actor.kind,
        actor_id=actor.id,
        channel=actor.channel,
        origin=actor.origin,
        action=action,
        subject_kind=kind,
        subject_id=key,
        within_id=str(within.pk) if within is not None else "",
        fields=sorted(fields),
    )
