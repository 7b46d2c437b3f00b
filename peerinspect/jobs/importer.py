"""The thread that reads and saves large files, so that no page waits for them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from flask import Flask

from peerinspect import store
from peerinspect.jobs.watcher import Watcher
from peerinspect.services.imports import carry_on, claim_file, forget_expired

FORGET_EVERY = 300.0
"""Seconds between two looks for files whose time is over."""


class Importer(Watcher):
    """Takes files on one after the other; a file at work when it stops is left as it was before."""

    name = "imports"
    pause = 0.3

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._forget_next = 0.0

    def _do_next(self) -> bool:
        self._forget()
        import_id = claim_file()
        if import_id is None:
            return False
        carry_on(import_id, self._over.is_set)
        return True

    def _forget(self) -> None:
        if time.monotonic() >= self._forget_next:
            self._forget_next = time.monotonic() + FORGET_EVERY
            with store.transaction():
                forget_expired(datetime.now(UTC))
