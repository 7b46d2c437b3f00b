"""The thread that holds the daily round of the rules."""

from __future__ import annotations

import logging
from datetime import date

from flask import Flask

from peerinspect import store
from peerinspect.jobs.watcher import Watcher
from peerinspect.services.holding_back.rounds import hold_round
from peerinspect.services.mentors import end_finished_mentoring

_log = logging.getLogger("peerinspect.jobs")


class Rounds(Watcher):
    """Holds each day's round once, soon after the day begins or the service starts; ends mentoring that is over."""

    name = "rounds"
    pause = 30.0

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._failed_on: date | None = None

    def _do_next(self) -> bool:
        """Hold the round. After a fault the day's is left alone until the service starts again."""
        today = self._today()
        if today == self._failed_on:
            return False
        try:
            hold_round(today, self._over.is_set)
            end_finished_mentoring(today)
        except Exception as fault:
            store.db.session.rollback()
            self._failed_on = today
            _log.error("the round of the rules ended with %s", type(fault).__name__)
        return False

    def _today(self) -> date:
        """Today, as pages see it."""
        told = self._app.config.get("TODAY")
        return told if isinstance(told, date) else date.today()
