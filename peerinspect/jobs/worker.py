"""The worker thread."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

from flask import Flask

from peerinspect import store
from peerinspect.jobs.watcher import Watcher
from peerinspect.services.plans import claim_job, is_job_queued, recover_jobs, run_job
from peerinspect.services.recording import keep_next_records
from peerinspect.services.reserving import keep_next_reserves
from peerinspect.services.solving import sweep

_log = logging.getLogger("peerinspect.jobs")


class Worker(Watcher):
    """Claims queued plans one after the other; while none waits, it keeps reserves and digests of records."""

    name = "jobs"

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._keeps_records = True
        self._keeps_reserves = True

    def _recover(self) -> None:
        with self._app.app_context():
            sweep(Path(self._app.config["WORK_FOLDER"]))
            recover_jobs()

    def _do_next(self) -> bool:
        job_id = claim_job()
        if job_id is None:
            self._keep_records()
            self._keep_reserves()
            return False
        run_job(job_id, is_stopping=self._over.is_set)
        return True

    def _keep_reserves(self) -> None:
        """Work out the reserves of one more part of the latest rosters, unless a search waits. After a fault it is
        left alone, as above."""
        try:
            if self._keeps_reserves and keep_next_reserves(lambda: self._over.is_set() or is_job_queued()):
                self._note_work()
        except Exception as fault:
            store.db.session.rollback()
            self._keeps_reserves = False
            _log.error("keeping reserves ended with %s", type(fault).__name__)

    def _keep_records(self) -> None:
        """Keep the digests of the next duty's records.

        After a fault it is left alone until the service starts again: the same record would only fail once more.
        """
        try:
            if self._keeps_records and keep_next_records(date.today()):
                self._note_work()
        except Exception as fault:
            store.db.session.rollback()
            self._keeps_records = False
            _log.error("keeping decision records ended with %s", type(fault).__name__)
