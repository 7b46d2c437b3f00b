"""The threads that answer questions about duties: one for open work, one for sealed, so that neither waits."""

from __future__ import annotations

from contextlib import closing

from flask import Flask

from peerinspect.jobs.watcher import Watcher
from peerinspect.services.answering import answer_question, claim_question
from peerinspect.services.warm import WarmSearch


class Answerer(Watcher):
    """Claims queued questions one after the other, and keeps a search warm between them."""

    name = "answers"
    pause = 0.2

    def __init__(self, app: Flask, is_sealed: bool) -> None:
        super().__init__(app)
        self._is_sealed = is_sealed
        self._warm = WarmSearch()

    def _work(self) -> None:
        """The search that stays up between two questions ends with the thread."""
        with closing(self._warm):
            super()._work()

    def _do_next(self) -> bool:
        question_id = claim_question(self._is_sealed)
        if question_id is None:
            self._warm.tend()
            return False
        answer_question(question_id, self._over.is_set, self._warm)
        return True
