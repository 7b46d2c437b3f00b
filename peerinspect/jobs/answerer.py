"""The lanes of questions about duties: one for open work, one for sealed, so that neither waits."""

from __future__ import annotations

import threading
from contextlib import closing
from functools import partial

from flask import Flask, current_app

from peerinspect.jobs.kinds import Kind, register
from peerinspect.jobs.lane import Lane
from peerinspect.jobs.pulse import Pulse
from peerinspect.services.answering import answer_question
from peerinspect.services.question_tasks import kind_of, question_ended
from peerinspect.services.task_watch import NoWatch
from peerinspect.services.warm import WarmSearch

_WARM = "peerinspect-warm"


class Warm:
    """A search that stays up between two questions, for one of them at a time."""

    def __init__(self) -> None:
        self.search = WarmSearch()
        self.turn = threading.Lock()


def warm_of(app: Flask, is_sealed: bool) -> Warm:
    """The application's search for questions about sealed work, or about open work."""
    known: dict[bool, Warm] = app.extensions.setdefault(_WARM, {False: Warm(), True: Warm()})
    return known[is_sealed]


def _answer(is_sealed: bool, question_id: str, watch: NoWatch) -> None:
    warm = warm_of(current_app, is_sealed)
    with warm.turn:
        answer_question(question_id, watch, warm.search)


for _is_sealed in (False, True):
    register(
        Kind(
            kind_of(_is_sealed),
            partial(_answer, _is_sealed),
            lane="answers-apart" if _is_sealed else "answers",
            on_end=question_ended,
        )
    )


class Answerer(Lane):
    """Answers one question after the other, and keeps a search warm between them."""

    def __init__(self, app: Flask, is_sealed: bool, worker: str, pulse: Pulse) -> None:
        super().__init__(app, "answers-apart" if is_sealed else "answers", worker, pulse)
        self._warm = warm_of(app, is_sealed).search

    def _work(self) -> None:
        """The search that stays up between two questions ends with the thread."""
        with closing(self._warm):
            super()._work()

    def _do_next(self) -> bool:
        if super()._do_next():
            return True
        self._warm.tend()
        return False
