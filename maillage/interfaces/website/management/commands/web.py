"""`maillage web`: the web server alone, without the worker. `maillage serve` starts both."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from config.environment import env
from maillage.foundation.jobs.lifeline import hold_lifeline

# A request whose head does not come is waited for so long, also when the server stops: shorter than the patience with
# which its processes are asked to end, or half a request would have them killed.
HEADER_MILLISECONDS = 5_000


def _load(_target: str) -> Callable[..., Any]:
    """The application, in a process of the server's own, which ends with whoever started it."""
    hold_lifeline()
    from config.wsgi import application  # in the server's process: it must not share connections with another

    return application


class Command(BaseCommand):
    help = "Start the web server alone, at HOST and PORT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--processes", type=int, default=env.int("WEB_PROCESSES", default=2), help="how many")
        parser.add_argument("--threads", type=int, default=env.int("WEB_THREADS", default=4), help="in each process")

    def handle(self, *args: Any, **options: Any) -> None:
        hold_lifeline()
        connections.close_all()
        Granian(
            "config.wsgi:application",
            address=settings.HOST,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            workers=options["processes"],
            blocking_threads=options["threads"],
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
            log_level=LogLevels.warning,
        ).serve(target_loader=_load)
