"""The thread that holds the daily round of the rules."""

from __future__ import annotations

import logging
import time
from datetime import date

from flask import Flask

from peerinspect import store
from peerinspect.jobs.watcher import Watcher
from peerinspect.services.holding_back.rounds import hold_round
from peerinspect.services.mentors import end_finished_mentoring

REST = 600.0
"""Seconds after a fault until the round is tried again: what was asked before it is not asked twice."""
_log = logging.getLogger("peerinspect.jobs")


class Rounds(Watcher):
    """Holds each day's round once, soon after the day begins or the service starts; ends mentoring that is over."""

    name = "rounds"
    pause = 30.0

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._rests_until = 0.0

    def _do_next(self) -> bool:
        """Hold the round. After a fault it rests for a while: one short trouble must not cost the day's round."""
        if time.monotonic() < self._rests_until:
            return False
        today = self._today()
        try:
            end_finished_mentoring(today)
            hold_round(today, self._over.is_set)
        except Exception as fault:
            store.db.session.rollback()
            self._rests_until = time.monotonic() + REST
            _log.error("the round of the rules ended with %s", type(fault).__name__)
        return False

    def _today(self) -> date:
        """Today, as pages see it."""
        told = self._app.config.get("TODAY")
        return told if isinstance(told, date) else date.today()
