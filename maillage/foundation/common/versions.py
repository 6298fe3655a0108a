"""Two people edit the same thing: the second is told, and loses nothing."""

from typing import TypeVar

from maillage.foundation.common.models import Versioned


class EditConflict(Exception):
    """Somebody saved since this form was opened; `current` is what is stored now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__(f"version {current.version} is stored")
        self.current = current


V = TypeVar("V", bound=Versioned)


def claim(instance: V, *, version: int) -> None:
    """Take the next version of `instance`, or raise EditConflict where `version` is no longer the stored one.

    Call it first in the transaction: the update takes the row's lock, so the loser of a race waits, then sees.
    """
    manager = type(instance)._default_manager
    if not manager.filter(pk=instance.pk, version=version).update(version=version + 1):
        raise EditConflict(manager.get(pk=instance.pk))
    instance.version = version + 1
