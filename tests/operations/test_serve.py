"""`maillage serve` starts everything together, stops everything together, and leaves nothing behind."""

import json
import os
import signal
import socket
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.operations.conftest import free_port, wait_for

pytestmark = pytest.mark.once


def answer(port, path="health/live"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as response:
            return json.load(response)
    except OSError:
        return None


def family(pid):
    """The process and everything below it, as long as it lives."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_cleanly(installation, number):
    port = free_port()
    served = installation.start("serve", PORT=str(port))
    assert wait_for(lambda: answer(port)), served.communicate(timeout=1)
    # The worker gives a sign of life within a moment: then the installation is ready.
    assert wait_for(lambda: answer(port, "health/ready"))
    assert answer(port, "health/ready")["ready"] is True
    processes = family(served.pid)
    assert len(processes) >= 4  # itself, the web server, one of its processes, the worker
    served.send_signal(number)
    printed, _errors = served.communicate(timeout=30)
    assert served.returncode == 0
    assert f"http://localhost:{port}/" in printed
    assert wait_for(lambda: not any(map(lives, processes)))


def test_half_a_request_keeps_nobody_from_stopping(installation):
    """A browser that lost its connection, or somebody who sends a letter a minute, is waited for, but not for long.

    A machine that is busy with other things may be too slow for the patience of the server; not three times.
    """
    assert any("Killing" not in stopped_with_half_requests(installation) for _time in range(3))


def stopped_with_half_requests(installation) -> str:
    """What a server says while it stops that six visitors keep waiting."""
    port = free_port()
    served = installation.start("serve", PORT=str(port))
    assert wait_for(lambda: answer(port)), served.communicate(timeout=1)
    with ExitStack() as halves:
        for _number in range(6):
            half = halves.enter_context(socket.create_connection(("127.0.0.1", port)))
            half.send(b"GET /fr/ HTTP/1.1\r\nHost: localhost\r\n")
        served.send_signal(signal.SIGINT)
        printed, errors = served.communicate(timeout=30)
    assert served.returncode == 0
    return printed + errors


@pytest.mark.parametrize("victim", ["supervisor", "web server"])
def test_nothing_outlives_what_started_it(installation, victim):
    port = free_port()
    served = installation.start("serve", PORT=str(port))
    assert wait_for(lambda: answer(port)), served.communicate(timeout=1)
    processes = family(served.pid)
    if victim == "supervisor":
        served.kill()
        assert wait_for(lambda: not any(map(lives, processes)))
    else:
        web = next(pid for pid in processes if b"\0web\0" in Path(f"/proc/{pid}/cmdline").read_bytes())
        below = family(web)
        os.kill(web, signal.SIGKILL)
        assert wait_for(lambda: not any(map(lives, below)))
        assert wait_for(lambda: answer(port))  # started again


def test_a_taken_port_is_one_clear_sentence(installation):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = installation.run("serve", PORT=str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"Port {port} of 127.0.0.1 is already taken" in done.stderr


def test_an_unprepared_database_is_one_clear_sentence(empty_installation):
    done = empty_installation.run("serve", PORT=str(free_port()))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "maillage prepare" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["users", "list"],
        ["users", "login-link", "a@example.org"],
        ["backup"],
        ["example", "load"],
        ["retention"],
        ["worker", "--batch"],
    ],
    ids=" ".join,
)
def test_before_the_database_is_prepared_every_command_says_so(empty_installation, command):
    done = empty_installation.run(*command)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert "maillage prepare" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "abc"), ("DATABASE_URL", "mysql://nobody"), ("OIDC_PROVIDERS", "{")]
)
def test_a_badly_written_variable_is_one_clear_sentence(empty_installation, name, value):
    done = empty_installation.run("check", **{name: value})
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert name in done.stderr
