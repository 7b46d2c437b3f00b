"""The worker thread."""

from __future__ import annotations

import logging
import threading
from datetime import date
from pathlib import Path

from flask import Flask

from peerinspect import store
from peerinspect.services.plans import claim_job, recover_jobs, run_job
from peerinspect.services.recording import keep_next_records
from peerinspect.services.solving import sweep

PAUSE = 0.5
"""Seconds between two looks for queued work."""
_log = logging.getLogger("peerinspect.jobs")


class Worker:
    """Claims queued plans one after the other. It never logs what is in them: sealed work is."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._keeps_records = True

    def start(self) -> None:
        """Start the thread, unless it runs already."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._over.clear()
        with self._app.app_context():
            sweep(Path(self._app.config["WORK_FOLDER"]))
            recover_jobs()
        self._thread = threading.Thread(target=self._work, name="peerinspect-jobs", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Ask the thread to end, and the plan it makes to be cancelled; wait for it."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self) -> None:
        """Look for work until told to stop."""
        while not self._over.is_set():
            if not self._do_next():
                self._over.wait(PAUSE)

    def _do_next(self) -> bool:
        """Do the next queued job; whether there was one. A job that fails must not take the worker with it."""
        with self._app.app_context():
            try:
                job_id = claim_job()
                if job_id is None:
                    self._keep_records()
                    return False
                run_job(job_id, is_stopping=self._over.is_set)
            except Exception as fault:
                store.db.session.rollback()
                _log.error("a job ended with %s", type(fault).__name__)
            return True

    def _keep_records(self) -> None:
        """While nothing is queued, keep the digests of decision records, a duty at a time.

        After a fault it is left alone until the service starts again: the same record would only fail once more.
        """
        try:
            if self._keeps_records:
                keep_next_records(date.today())
        except Exception as fault:
            store.db.session.rollback()
            self._keeps_records = False
            _log.error("keeping decision records ended with %s", type(fault).__name__)
