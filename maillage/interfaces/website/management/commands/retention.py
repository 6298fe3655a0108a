"""`maillage retention`: what has been kept long enough is removed now. The worker does the same every day."""

from typing import Any

from django.core.management.base import BaseCommand

from maillage.foundation.accounts.actor import command_actor
from maillage.interfaces.website.retention import forget_what_is_over


class Command(BaseCommand):
    help = "Remove what has been kept long enough: messages, links, invitations, closed accounts, finished jobs."

    def handle(self, *_args: Any, **_options: Any) -> None:
        removed = forget_what_is_over(actor=command_actor("retention"))
        for name, number in removed.items():
            self.stdout.write(f"{number:>8}  {name}")
