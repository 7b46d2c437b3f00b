"""The thread that reads and saves large files, so that no page waits for them."""

from __future__ import annotations

import logging
import threading
import time
from datetime import UTC, datetime

from flask import Flask

from peerinspect import store
from peerinspect.services.imports import carry_on, claim_file, forget_expired

PAUSE = 0.3
"""Seconds between two looks for a file: somebody waits for it."""
FORGET_EVERY = 300.0
"""Seconds between two looks for files whose time is over."""
_log = logging.getLogger("peerinspect.jobs")


class Importer:
    """Takes files on one after the other. It never logs what is in them: sealed work may be."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._forget_next = 0.0

    def start(self) -> None:
        """Start the thread, unless it runs already."""
        if self._thread is None or not self._thread.is_alive():
            self._over.clear()
            self._thread = threading.Thread(target=self._work, name="peerinspect-imports", daemon=True)
            self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Ask the thread to end; a file at work is left as it was before."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self) -> None:
        while not self._over.is_set():
            if not self._do_next():
                self._over.wait(PAUSE)

    def _do_next(self) -> bool:
        """Carry on with the next file; whether there was one. One that fails must not take the thread with it."""
        with self._app.app_context():
            try:
                self._forget()
                import_id = claim_file()
                if import_id is None:
                    return False
                carry_on(import_id, self._over.is_set)
            except Exception as fault:
                store.db.session.rollback()
                _log.error("an import ended with %s", type(fault).__name__)
            return True

    def _forget(self) -> None:
        if time.monotonic() >= self._forget_next:
            self._forget_next = time.monotonic() + FORGET_EVERY
            with store.transaction():
                forget_expired(datetime.now(UTC))
