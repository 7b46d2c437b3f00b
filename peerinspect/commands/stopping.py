"""Stopping a search with a signal and keeping the best so far.

The signals are blocked and waited for by a thread, since a search may put handlers of its own in place of Python's,
and Python's run only between two steps of the main thread, which a search keeps busy for seconds. Threads take over
what is blocked when they are made: whatever makes threads as it is imported has to be imported inside.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM})
INTERRUPTED = 130


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """An event that SIGINT or SIGTERM sets; a second signal ends the process at once."""
    cancel, over = threading.Event(), threading.Event()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    waiting = threading.Thread(target=_wait, args=(cancel, over), daemon=True)
    waiting.start()
    try:
        yield cancel
    finally:
        over.set()
        if waiting.ident is not None and waiting.is_alive():
            signal.pthread_kill(waiting.ident, signal.SIGTERM)
        waiting.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _wait(cancel: threading.Event, over: threading.Event) -> None:
    while True:
        signal.sigwait(SIGNALS)
        if over.is_set():
            return
        if cancel.is_set():
            sys.stderr.write("peerinspect: stopped at once; what was not yet on disk is lost\n")
            sys.stderr.flush()
            os._exit(INTERRUPTED)
        cancel.set()
