"""State changes: allowed by the model's own TRANSITIONS table, refused everywhere else."""

from typing import Any

from django.db import models


class TransitionRefused(Exception):
    """The object is not in a state from which it can go where it was sent."""

    def __init__(self, instance: models.Model, to: str) -> None:
        super().__init__(f"{instance._meta.model_name}: {instance.state} to {to}")  # type: ignore[attr-defined]
        self.instance, self.to = instance, to


def move(instance: Any, *, to: str) -> None:
    """Put `instance` in the state `to` (unsaved), or raise TransitionRefused."""
    if to not in instance.TRANSITIONS[instance.state]:
        raise TransitionRefused(instance, to)
    instance.state = to
