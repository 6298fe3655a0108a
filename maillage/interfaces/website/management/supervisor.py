"""Keeps a few processes alive together: what dies is started again, and nothing outlives the supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from maillage.foundation.jobs.lifeline import VARIABLE

PATIENCE_SECONDS = 15  # for a child asked to stop: a request or a job in hand may finish
DEATHS = 5  # so many deaths of one child ...
WITHIN_SECONDS = 60  # ... in this time are not an accident


@dataclass
class Child:
    """One process to keep alive: a command of `maillage`, with its arguments."""

    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS))

    def dies_too_often(self) -> bool:
        """Whether its last five deaths came within a minute."""
        return len(self.deaths) == DEATHS and self.deaths[-1] - self.deaths[0] < WITHIN_SECONDS


def supervise(
    *, commands: list[list[str]], ready: Callable[[], bool], welcome: Callable[[], None], say: Callable[[str], None]
) -> int:
    """Run `commands` until a SIGINT or a SIGTERM; returns the exit code, 0 unless one of them could not be kept alive.

    The first of them comes first: once `ready` has said yes of it, `welcome` is called and the others start. `say`
    writes a line to the person who watches.
    """
    stopping = welcomed = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    theirs, ours = os.pipe()  # `ours` is open as long as this process lives: that is what a child looks at
    os.set_inheritable(theirs, True)
    children = [Child(command) for command in commands]
    try:
        _start(children[0], theirs)
        while not stopping:
            time.sleep(0.1)
            if not welcomed and ready():
                welcomed = True
                for child in children[1:]:
                    _start(child, theirs)
                welcome()
            for child in children:
                if child.process and child.process.poll() is not None and not stopping:
                    child.deaths.append(time.monotonic())
                    if child.dies_too_often():
                        say(f"`maillage {child.command[0]}` stopped {DEATHS} times in a minute: giving up.")
                        return 1
                    say(f"`maillage {child.command[0]}` stopped unexpectedly: starting it again.")
                    _start(child, theirs)
        return 0
    finally:
        _stop(children)
        os.close(ours)
        os.close(theirs)


def _start(child: Child, lifeline: int) -> None:
    child.process = subprocess.Popen(  # noqa: S603  (our own commands)
        [sys.executable, "-m", "maillage", *child.command],
        pass_fds=[lifeline],
        env=os.environ | {VARIABLE: str(lifeline)},
        # A session of its own: Ctrl-C reaches the supervisor, which then stops its children once, in order.
        start_new_session=True,
    )


def _stop(children: list[Child]) -> None:
    running = [child.process for child in children if child.process and child.process.poll() is None]
    for process in running:
        process.terminate()
    until = time.monotonic() + PATIENCE_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
