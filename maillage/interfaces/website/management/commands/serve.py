"""`maillage serve`: the web server, the worker and the scheduler, started together and stopped together."""

import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from config.environment import PRODUCTION
from maillage.foundation.accounts.models import User
from maillage.interfaces.website.health import missing_migrations
from maillage.interfaces.website.management.supervisor import supervise

USUAL_PORT = 8000
OTHERS = 3  # accounts named beside the one that is welcomed


class Command(BaseCommand):
    help = "Start the web server, the worker and the scheduler together, at HOST and PORT."
    requires_system_checks: list[str] = []  # those it starts check for themselves

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--welcome", metavar="EMAIL", help="print a one-time log-in link for this person (never in production)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if PRODUCTION and options["welcome"]:
            raise CommandError("A log-in link is not printed in production: use `maillage users login-link`.")
        refuse_an_unprepared_database()
        refuse_a_taken_port(settings.HOST, settings.PORT)

        def welcome() -> None:
            self.stdout.write(f"Maillage is at {settings.BASE_URL}/  (Ctrl-C stops it)")
            if options["welcome"]:
                try:
                    call_command("users", "login-link", options["welcome"], stdout=self.stdout)
                except CommandError as error:
                    self.stderr.write(f"No log-in link: {error}")
                else:
                    self.stdout.write(how_to_be_somebody_else(options["welcome"]))
            self.stdout.flush()

        code = supervise(
            commands=[["web"], ["worker"]],
            ready=lambda: somebody_listens(settings.HOST, settings.PORT),
            welcome=welcome,
            say=self.stderr.write,
        )
        self.stdout.write("Maillage has stopped.")
        sys.exit(code)


def how_to_be_somebody_else(email: str) -> str:
    """Which other accounts there are to look around with, and how one comes in; a line."""
    others = User.objects.filter(is_active=True).exclude(email=email).order_by("-is_administrator", "email")
    addresses = ", ".join(others.values_list("email", flat=True)[:OTHERS])
    # The link leads to where this server listens: the other command has to be told, where it is not the usual port.
    port = "" if settings.PORT == USUAL_PORT else f"PORT={settings.PORT} "
    command = f"{port}.venv/bin/maillage users login-link ADDRESS"
    return f"Or be somebody else, with `{command}`: {addresses}" if addresses else ""


def refuse_an_unprepared_database() -> None:
    """Raise CommandError where the database does not answer, or is not the one this code expects."""
    try:
        missing = missing_migrations()
    except DatabaseError as error:
        raise CommandError(f"The database does not answer: look at DATABASE_URL. It said: {error}") from error
    if missing:
        raise CommandError("The database is not prepared for this version: run `maillage prepare` first.")
    connection.close()


def refuse_a_taken_port(host: str, port: int) -> None:
    """Raise CommandError, in one sentence, where nothing can listen at `host` and `port`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # Without this, a port whose last connections are still closing would look taken. One who listens shows.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except PermissionError:
        raise CommandError(f"Port {port} needs the rights of root: choose one above 1023, as in PORT=8001.") from None
    except OverflowError:
        raise CommandError(f"{port} is not a port: choose one from 1024 to 65535, as in PORT=8001.") from None
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == 99:  # EADDRNOTAVAIL
            raise CommandError(f"{host} is not an address of this machine: look at HOST.") from None
        raise CommandError(
            f"Port {port} of {host} is already taken: stop what uses it, or choose another, as in PORT={port + 1}."
        ) from None


def somebody_listens(host: str, port: int) -> bool:
    """Whether a connection is accepted there."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        socket.create_connection((target, port), timeout=1).close()
    except OSError:
        return False
    return True
