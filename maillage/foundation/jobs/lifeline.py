"""A lifeline ties a process to the one that started it: when the starter is gone, however it went, so is the process.

The starter keeps one end of a pipe open and never writes into it; the other end, whose number travels in the
environment, tells by its end of file that nobody holds the first any more. It works where a signal cannot: after a
`kill -9` of the starter. A process of `multiprocessing` has such a pipe already.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable

VARIABLE = "MAILLAGE_LIFELINE"
GRACE_SECONDS = 10


def hold_lifeline() -> None:
    """Stop this process when its starter dies: politely first, for good after ten seconds. Without one, do nothing."""
    if parent := multiprocessing.parent_process():
        _stop_after(parent.join)
    elif (number := os.environ.get(VARIABLE, "")).isdigit():
        _stop_after(lambda: _read_to_the_end(int(number)))


def _read_to_the_end(number: int) -> None:
    while os.read(number, 1):
        pass


def _stop_after(starter_is_gone: Callable[[], object]) -> None:
    def wait() -> None:
        try:
            starter_is_gone()
        except OSError:
            return  # not our pipe: the variable was inherited by a process that was not given the other end
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS)
        os._exit(1)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
