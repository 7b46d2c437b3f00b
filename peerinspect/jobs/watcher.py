"""A thread that looks for work of one sort, does it, and looks again."""

from __future__ import annotations

import logging
import threading
import time

from flask import Flask

from peerinspect.jobs.bell import bell_of

IDLE_AFTER = 30.0
"""Seconds without work after which a thread rests longer between two looks."""
STRETCH, LONGEST_STRETCHED = 4.0, 2.0
"""How many times as long, and how many seconds at most."""
AFTER_A_FAULT = 1.0
"""Seconds until the next look after one that failed: a database that is away is not asked without end."""
_log = logging.getLogger("peerinspect.jobs")


class Watcher:
    """Does one piece of work after the other until it is told to stop. It never logs what is in it: sealed work may be.

    A subclass names its work and says what the next piece is.
    """

    name = "work"
    """Of the thread, and of what the log says has failed."""
    pause = 0.5
    """Seconds between two looks for work, while there was some lately. The bell cuts a pause short."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._over = threading.Event()
        self._bell = bell_of(app).ear()
        self._busy_at = 0.0
        self._thread: threading.Thread | None = None

    @property
    def is_at_work(self) -> bool:
        """Whether the thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Start the thread, unless it runs already."""
        if self.is_at_work:
            return
        self._over.clear()
        self._recover()
        self._thread = threading.Thread(target=self._work, name=f"peerinspect-{self.name}", daemon=True)
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Ask the thread to end, and what it does to be stopped."""
        self._over.set()
        self._bell.set()

    def stop(self, timeout: float = 10.0) -> None:
        """Ask it to stop, and wait for it, `timeout` seconds at most."""
        self.ask_to_stop()
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self) -> None:
        """Look for work until told to stop. The bell is silenced before each look: what rings during it is not lost."""
        self._note_work()
        while not self._over.is_set():
            self._bell.clear()
            if self._try_next():
                self._note_work()
            elif not self._over.is_set():
                self._bell.wait(self.rest(time.monotonic() - self._busy_at))

    def rest(self, idle: float) -> float:
        """Seconds until the next look, after so many without work."""
        if idle < IDLE_AFTER:
            return self.pause
        return max(self.pause, min(STRETCH * self.pause, LONGEST_STRETCHED))

    def _note_work(self) -> None:
        """There was work just now."""
        self._busy_at = time.monotonic()

    def _try_next(self) -> bool:
        """Do the next piece of work; whether there was one.

        One that fails must not take the thread with it, even if the database cannot be told to take back what it began.
        """
        try:
            with self._app.app_context():
                return self._do_next()
        except Exception as fault:
            _log.error("%s ended with %s", self.name, type(fault).__name__)
            self._over.wait(AFTER_A_FAULT)
            return True

    def _recover(self) -> None:
        """Put right what a stopped service left behind, before the thread starts."""

    def _do_next(self) -> bool:
        """Do the next piece of work; whether there was one."""
        raise NotImplementedError
