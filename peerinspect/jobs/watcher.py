"""A thread that looks for work of one sort, does it, and looks again."""

from __future__ import annotations

import logging
import threading

from flask import Flask

from peerinspect import store

_log = logging.getLogger("peerinspect.jobs")


class Watcher:
    """Does one piece of work after the other until it is told to stop. It never logs what is in it: sealed work may be.

    A subclass names its work and says what the next piece is.
    """

    name = "work"
    """Of the thread, and of what the log says has failed."""
    pause = 0.5
    """Seconds between two looks for work."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._over = threading.Event()
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

    def stop(self, timeout: float = 10.0) -> None:
        """Ask the thread to end, and what it does to be stopped; wait for it, `timeout` seconds at most."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self) -> None:
        """Look for work until told to stop."""
        while not self._over.is_set():
            if not self._try_next():
                self._over.wait(self.pause)

    def _try_next(self) -> bool:
        """Do the next piece of work; whether there was one. One that fails must not take the thread with it."""
        with self._app.app_context():
            try:
                return self._do_next()
            except Exception as fault:
                store.db.session.rollback()
                _log.error("%s ended with %s", self.name, type(fault).__name__)
                return True

    def _recover(self) -> None:
        """Put right what a stopped service left behind, before the thread starts."""

    def _do_next(self) -> bool:
        """Do the next piece of work; whether there was one."""
        raise NotImplementedError
