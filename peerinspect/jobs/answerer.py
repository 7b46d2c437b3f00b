"""The threads that answer questions about duties: one for open work, one for sealed, so that neither waits."""

from __future__ import annotations

import logging
import threading
from contextlib import closing

from flask import Flask

from peerinspect import store
from peerinspect.services.answering import answer_question, claim_question
from peerinspect.services.warm import WarmSearch

PAUSE = 0.2
"""Seconds between two looks for a question: somebody waits for the answer."""
_log = logging.getLogger("peerinspect.jobs")


class Answerer:
    """Claims queued questions one after the other. It never logs what is in them: sealed work may be."""

    def __init__(self, app: Flask, is_sealed: bool) -> None:
        self._app = app
        self._is_sealed = is_sealed
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._warm = WarmSearch()

    def start(self) -> None:
        """Start the thread, unless it runs already."""
        if self._thread is None or not self._thread.is_alive():
            self._over.clear()
            self._thread = threading.Thread(target=self._work, name="peerinspect-answers", daemon=True)
            self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Ask the thread to end, and the search that it watches to be stopped; wait for it."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self) -> None:
        """Answer until told to stop. The search that stays up between two questions ends with the thread."""
        with closing(self._warm) as warm:
            while not self._over.is_set():
                if not self._answer_next():
                    warm.tend()
                    self._over.wait(PAUSE)

    def _answer_next(self) -> bool:
        """Answer the next question; whether there was one. One that fails must not take the thread with it."""
        with self._app.app_context():
            try:
                question_id = claim_question(self._is_sealed)
                if question_id is None:
                    return False
                answer_question(question_id, self._over.is_set, self._warm)
            except Exception as fault:
                store.db.session.rollback()
                _log.error("a question ended with %s", type(fault).__name__)
            return True
