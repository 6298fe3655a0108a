"""`maillage worker`: runs what waits in the queue, and what has a rhythm when its time has come."""

import logging
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from maillage.foundation.jobs.lifeline import hold_lifeline
from maillage.foundation.jobs.models import LEASE
from maillage.foundation.jobs.worker import LeasedWorker


class Command(BaseCommand):
    help = "Run background tasks, and schedule those that have a rhythm. Any number of workers may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="run what waits, then end")
        parser.add_argument("--no-schedule", action="store_true", help="leave the schedule to another worker")
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            metavar="SECONDS",
            help="without a sign of life for so long, a worker is dead (the same for all workers)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        hold_lifeline()
        # Two lines for every task, every ten seconds, hide what matters; what fails is told all the same.
        logging.getLogger("django_tasks").setLevel(logging.WARNING)
        worker = LeasedWorker(
            batch=options["batch"],
            lease=timedelta(seconds=options["lease"]),
            with_schedule=not options["no_schedule"] and not options["batch"],
        )
        worker.configure_signals()
        worker.run()
